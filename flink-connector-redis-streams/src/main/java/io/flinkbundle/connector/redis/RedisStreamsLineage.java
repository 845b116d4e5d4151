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

package io.flinkbundle.connector.redis;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;

import java.util.List;
import java.util.Map;

/** What listeners of a job learn: the streams by their keys, under the server's address. */
@Internal
public final class RedisStreamsLineage {

    private RedisStreamsLineage() {}

    public static LineageVertex source(
            String address, List<String> streams, Boundedness boundedness) {
        return new Source(datasets(address, streams), boundedness);
    }

    public static LineageVertex sink(String address, List<String> streams) {
        List<LineageDataset> datasets = datasets(address, streams);
        return () -> datasets;
    }

    private static List<LineageDataset> datasets(String address, List<String> streams) {
        String namespace = "redis://" + address;
        return streams.stream().<LineageDataset>map(key -> new Stream(key, namespace)).toList();
    }

    private record Source(List<LineageDataset> datasets, Boundedness boundedness)
            implements SourceLineageVertex {}

    private record Stream(String name, String namespace) implements LineageDataset {
        @Override
        public Map<String, LineageDatasetFacet> facets() {
            return Map.of();
        }
    }
}
