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

package io.flinkbundle.benchmarks.measure;

import org.apache.flink.annotation.Internal;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * One look at the wall clock and at the CPU time that this process has used in all its threads.
 *
 * @param nanos monotonic nanoseconds
 * @param cpuNanos CPU nanoseconds of the process, collection of garbage and compilation included
 */
@Internal
public record ClockReading(long nanos, long cpuNanos) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    public static ClockReading now() {
        return new ClockReading(System.nanoTime(), SYSTEM.getProcessCpuTime());
    }

    /** What happened from this reading to {@code end}. */
    public Measurement until(ClockReading end, long rows) {
        return new Measurement(rows, end.nanos - nanos, end.cpuNanos - cpuNanos);
    }
}
