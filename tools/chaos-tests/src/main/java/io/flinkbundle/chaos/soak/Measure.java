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

package io.flinkbundle.chaos.soak;

import io.flinkbundle.chaos.cluster.ProcessUsage;

import org.apache.flink.annotation.Internal;

import java.util.function.ToLongFunction;

/** What is drawn of each process, and how it is written. */
@Internal
enum Measure {
    HEAP("Heap, lowest of a minute, MiB", ProcessUsage::heap, 1 << 20),
    DIRECT("Direct buffers, MiB", ProcessUsage::direct, 1 << 20),
    METASPACE("Metaspace, MiB", ProcessUsage::metaspace, 1 << 20),
    THREADS("Threads", ProcessUsage::threads, 1),
    FILES("Open file descriptors", ProcessUsage::files, 1);

    private final String title;
    private final ToLongFunction<ProcessUsage> value;
    private final double unit;

    /**
     * @param unit what the values are divided by
     */
    Measure(String title, ToLongFunction<ProcessUsage> value, double unit) {
        this.title = title;
        this.value = value;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    double of(ProcessUsage usage) {
        return value.applyAsLong(usage) / unit;
    }
}
