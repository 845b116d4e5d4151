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

package io.flinkbundle.chaos.cluster;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process of Flink uses, by its own metrics.
 *
 * @param heap bytes of the heap in use, garbage among them
 * @param direct bytes of direct buffers
 * @param metaspace bytes of class metadata
 * @param threads live ones
 * @param files open file descriptors
 */
@Internal
public record ProcessUsage(long heap, long direct, long metaspace, long threads, long files) {

    private static final String JVM = "Status.JVM.";
    private static final String HEAP = JVM + "Memory.Heap.Used";
    private static final String DIRECT = JVM + "Memory.Direct.MemoryUsed";
    private static final String METASPACE = JVM + "Memory.Metaspace.Used";
    private static final String THREADS = JVM + "Threads.Count";
    private static final String FILES = JVM + "FileDescriptor.Open";

    static final List<String> METRICS = List.of(HEAP, DIRECT, METASPACE, THREADS, FILES);

    /** From the answer of the REST API; nothing before all metrics have been reported. */
    static Optional<ProcessUsage> of(JsonNode metrics) {
        Map<String, Long> values = new HashMap<>();
        metrics.forEach(
                metric -> values.put(metric.path("id").asText(), metric.path("value").asLong()));
        if (!values.keySet().containsAll(METRICS)) {
            return Optional.empty();
        }
        return Optional.of(
                new ProcessUsage(
                        values.get(HEAP),
                        values.get(DIRECT),
                        values.get(METASPACE),
                        values.get(THREADS),
                        values.get(FILES)));
    }
}
