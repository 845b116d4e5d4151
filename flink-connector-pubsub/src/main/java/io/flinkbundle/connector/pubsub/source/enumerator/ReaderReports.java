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

package io.flinkbundle.connector.pubsub.source.enumerator;

import io.flinkbundle.connector.pubsub.source.split.UnconfirmedMessages;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.FlinkRuntimeException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What readers have told about messages that may come again. Only when all have told, one can read
 * on, because any reader may be given any message. So they all start together, and one that starts
 * while others read makes all of them start again. Coordinator thread only.
 */
@Internal
final class ReaderReports {

    private final Map<Integer, List<UnconfirmedMessages>> reports = new HashMap<>();
    private final Set<Integer> complete = new HashSet<>();
    private final Set<Integer> reading = new HashSet<>();

    /** The reader was stopped. */
    void reset(int subtask) {
        reports.remove(subtask);
        complete.remove(subtask);
        reading.remove(subtask);
    }

    /**
     * @throws FlinkRuntimeException if others read already; the job fails over as a whole
     */
    void add(int subtask, UnconfirmedMessages part) {
        if (!reading.isEmpty()) {
            throw new FlinkRuntimeException(
                    "Subtask "
                            + subtask
                            + " of an exactly-once source starts while the subtasks "
                            + reading
                            + " read. Messages that it has not acknowledged may come to any of"
                            + " them, so that all have to start again.");
        }
        reports.computeIfAbsent(subtask, key -> new ArrayList<>()).add(part);
        if (part.last()) {
            complete.add(subtask);
        }
    }

    boolean areComplete(int readers) {
        return complete.size() == readers;
    }

    /** What all readers are to be told, once; they read from now on. */
    List<UnconfirmedMessages> union() {
        Map<String, Set<String>> all = new TreeMap<>();
        for (List<UnconfirmedMessages> parts : reports.values()) {
            for (UnconfirmedMessages part : parts) {
                if (!part.messageIds().isEmpty()) {
                    all.computeIfAbsent(part.subscription(), key -> new LinkedHashSet<>())
                            .addAll(part.messageIds());
                }
            }
        }
        reading.addAll(complete);
        complete.clear();
        reports.clear();
        List<UnconfirmedMessages> union = new ArrayList<>();
        all.forEach((name, ids) -> union.addAll(UnconfirmedMessages.parts(name, ids)));
        union.add(UnconfirmedMessages.end());
        return union;
    }
}
