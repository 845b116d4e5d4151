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

package io.flinkbundle.connector.duckdb.sink;

import org.apache.flink.annotation.Internal;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;
import org.apache.flink.streaming.api.lineage.LineageVertex;

import java.util.List;
import java.util.Map;

/** The table that a sink writes, as lineage listeners see it. */
@Internal
final class DuckDbLineage {

    private static final String NAMESPACE_PREFIX = "duckdb://";

    private DuckDbLineage() {}

    static LineageVertex of(DuckDbSinkConfig config) {
        LineageDataset dataset = new Table(config.tableName(), NAMESPACE_PREFIX + config.path());
        return () -> List.of(dataset);
    }

    private record Table(String name, String namespace) implements LineageDataset {
        @Override
        public Map<String, LineageDatasetFacet> facets() {
            return Map.of();
        }
    }
}
