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

package io.flinkbundle.connector.influxdb3;

import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;

import java.util.List;
import java.util.Map;

/** What listeners of a job learn: tables of a database, under the server's address. */
@Internal
public final class InfluxDb3Lineage {

    private InfluxDb3Lineage() {}

    public static LineageVertex source(
            InfluxDb3ConnectionOptions connection, List<String> tables, Boundedness boundedness) {
        return new Source(datasets(connection, tables), boundedness);
    }

    /**
     * @param tables those that are known before the job runs; the database itself stands for others
     */
    public static LineageVertex sink(InfluxDb3ConnectionOptions connection, List<String> tables) {
        List<LineageDataset> datasets = datasets(connection, tables);
        return () -> datasets;
    }

    private static List<LineageDataset> datasets(
            InfluxDb3ConnectionOptions connection, List<String> tables) {
        String namespace = connection.url().toString();
        if (tables.isEmpty()) {
            return List.of(new Table(connection.database(), namespace));
        }
        return tables.stream()
                .<LineageDataset>map(
                        table -> new Table(connection.database() + "." + table, namespace))
                .toList();
    }

    private record Source(List<LineageDataset> datasets, Boundedness boundedness)
            implements SourceLineageVertex {}

    private record Table(String name, String namespace) implements LineageDataset {

        @Override
        public Map<String, LineageDatasetFacet> facets() {
            return Map.of();
        }
    }
}
