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

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the reading of Flink's metrics. */
class ProcessUsageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ALL_BUT_FILES =
            """
            {"id": "Status.JVM.Memory.Heap.Used", "value": "5"},
            {"id": "Status.JVM.Memory.Direct.MemoryUsed", "value": "4"},
            {"id": "Status.JVM.Memory.Metaspace.Used", "value": "3"},
            {"id": "Status.JVM.Threads.Count", "value": "2"}""";

    @Test
    void takesTheValuesByTheirNames() throws IOException {
        String answer =
                "["
                        + ALL_BUT_FILES
                        + ", {\"id\": \"Status.JVM.FileDescriptor.Open\", \"value\": \"1\"}]";

        assertThat(ProcessUsage.of(JSON.readTree(answer)))
                .contains(new ProcessUsage(5, 4, 3, 2, 1));
    }

    @Test
    void saysNothingBeforeAllAreThere() throws IOException {
        assertThat(ProcessUsage.of(JSON.readTree("[" + ALL_BUT_FILES + "]"))).isEmpty();
    }
}
