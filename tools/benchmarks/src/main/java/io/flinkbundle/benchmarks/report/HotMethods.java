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

package io.flinkbundle.benchmarks.report;

import org.apache.flink.annotation.Internal;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a recorded run spent its time: the methods that were on top of most stacks. */
@Internal
public final class HotMethods {

    private static final String JAVA_SAMPLE = "jdk.ExecutionSample";

    private HotMethods() {}

    /**
     * A method and its part of all samples of Java code, between 0 and 1. Time in native code, in
     * the kernel and in waiting is in none of them.
     */
    public record Share(String method, double share) {}

    /**
     * Reads a recording of the JDK's flight recorder.
     *
     * @param limit how many methods are returned at most, the hottest first
     */
    public static List<Share> of(Path recording, int limit) throws IOException {
        Map<String, Long> samples = new HashMap<>();
        long all = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(JAVA_SAMPLE) && stack != null) {
                    samples.merge(name(stack.getFrames()), 1L, Long::sum);
                    all++;
                }
            }
        }
        double total = all;
        return samples.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(entry -> new Share(entry.getKey(), entry.getValue() / total))
                .toList();
    }

    private static String name(List<RecordedFrame> stack) {
        if (stack.isEmpty()) {
            return "(unknown)";
        }
        RecordedMethod method = stack.get(0).getMethod();
        return method.getType().getName() + "." + method.getName();
    }
}
