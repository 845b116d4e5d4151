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

package io.flinkbundle.connector.duckdb.source;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;

import java.util.List;
import java.util.Map;

/**
 * What a source reads, for lineage listeners.
 *
 * @param name {@code schema.table}, or {@code query}
 * @param namespace {@code duckdb://} and the path of the file
 * @param boundedness whether reading ends
 */
@Internal
record TableLineage(String name, String namespace, Boundedness boundedness)
        implements SourceLineageVertex, LineageDataset {

    static TableLineage of(DuckDbScan scan) {
        return new TableLineage(
                scan.relation().displayName(),
                "duckdb://" + scan.settings().path(),
                scan.mode().boundedness());
    }

    @Override
    public List<LineageDataset> datasets() {
        return List.of(this);
    }

    @Override
    public Map<String, LineageDatasetFacet> facets() {
        return Map.of();
    }
}
