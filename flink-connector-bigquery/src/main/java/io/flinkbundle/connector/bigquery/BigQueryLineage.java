/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.flinkbundle.connector.bigquery;

import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.source.ReadTarget;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;

import java.util.List;
import java.util.Map;

/** What listeners of a job learn: tables by their full names. */
@Internal
public final class BigQueryLineage {

    private static final String NAMESPACE = "bigquery";

    private BigQueryLineage() {}

    /** What a query reads is not known here. */
    public static LineageVertex source(ReadTarget target, Boundedness boundedness) {
        List<LineageDataset> datasets =
                target instanceof ReadTarget.Stored stored
                        ? List.of(new Table(stored.table().toString()))
                        : List.of();
        return new Source(datasets, boundedness);
    }

    public static LineageVertex sink(TableName table) {
        List<LineageDataset> datasets = List.of(new Table(table.toString()));
        return () -> datasets;
    }

    private record Source(List<LineageDataset> datasets, Boundedness boundedness)
            implements SourceLineageVertex {}

    private record Table(String name) implements LineageDataset {

        @Override
        public String namespace() {
            return NAMESPACE;
        }

        @Override
        public Map<String, LineageDatasetFacet> facets() {
            return Map.of();
        }
    }
}
