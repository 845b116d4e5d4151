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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hands splits out, one at a time to whoever asks, so that a slow reader does not hold up the rest.
 * Used by the coordinator's thread only.
 */
@Internal
final class SplitAssigner {

    private final SplitEnumeratorContext<DuckDbSplit> context;
    private final Deque<DuckDbSplit> unassigned;
    private final Set<Integer> waitingReaders = new LinkedHashSet<>();

    SplitAssigner(SplitEnumeratorContext<DuckDbSplit> context, List<DuckDbSplit> unassigned) {
        this.context = context;
        this.unassigned = new ArrayDeque<>(unassigned);
    }

    void add(List<DuckDbSplit> splits) {
        unassigned.addAll(splits);
    }

    /** Takes splits back from a reader that has failed. They come first. */
    void addBack(List<DuckDbSplit> splits) {
        for (int i = splits.size() - 1; i >= 0; i--) {
            unassigned.addFirst(splits.get(i));
        }
    }

    /** Remembers that a reader wants a split. */
    void request(int subtaskId) {
        waitingReaders.add(subtaskId);
    }

    /** Remembers that a reader wants none any more. */
    void forget(int subtaskId) {
        waitingReaders.remove(subtaskId);
    }

    /** Serves the readers that wait. Returns those that go on waiting, because nothing is left. */
    List<Integer> assign() {
        Iterator<Integer> readers = waitingReaders.iterator();
        while (readers.hasNext()) {
            int reader = readers.next();
            if (!context.registeredReaders().containsKey(reader)) {
                // The reader failed after it had asked; it asks again when it is back.
                readers.remove();
            } else if (!unassigned.isEmpty()) {
                context.assignSplit(unassigned.remove(), reader);
                readers.remove();
            }
        }
        return List.copyOf(waitingReaders);
    }

    List<DuckDbSplit> unassigned() {
        return List.copyOf(unassigned);
    }

    long count() {
        return unassigned.size();
    }
}
