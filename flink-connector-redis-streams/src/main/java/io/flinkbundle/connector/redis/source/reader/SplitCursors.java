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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.redis.client.StreamPosition;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The splits of a reader: which are read, which rest, which are done. Fetcher thread only. */
@Internal
final class SplitCursors {

    private final Map<String, SplitCursor> all = new LinkedHashMap<>();
    private final Set<String> paused = new HashSet<>();
    private final Set<String> finished = new HashSet<>();
    private List<SplitCursor> active = new ArrayList<>();

    void add(Collection<RedisStreamsSplit> splits) {
        for (RedisStreamsSplit split : splits) {
            SplitCursor cursor = new SplitCursor(split);
            all.put(split.splitId(), cursor);
            if (cursor.isDone()) {
                finish(cursor);
            }
        }
        refresh();
    }

    void remove(Collection<RedisStreamsSplit> splits) {
        for (RedisStreamsSplit split : splits) {
            all.remove(split.splitId());
            paused.remove(split.splitId());
        }
        refresh();
    }

    void pauseOrResume(
            Collection<RedisStreamsSplit> toPause, Collection<RedisStreamsSplit> toResume) {
        toPause.forEach(split -> paused.add(split.splitId()));
        toResume.forEach(split -> paused.remove(split.splitId()));
        refresh();
    }

    /**
     * The splits to read now. Each call begins with another one, so that none is always served
     * last.
     */
    List<SplitCursor> rotate() {
        Collections.rotate(active, -1);
        return active;
    }

    /** All splits that are not done, paused or not. */
    Collection<SplitCursor> all() {
        return all.values();
    }

    static List<StreamPosition> positions(List<SplitCursor> cursors) {
        List<StreamPosition> positions = new ArrayList<>(cursors.size());
        for (SplitCursor cursor : cursors) {
            positions.add(cursor.position());
        }
        return positions;
    }

    void finish(SplitCursor cursor) {
        all.remove(cursor.stream());
        paused.remove(cursor.stream());
        finished.add(cursor.stream());
    }

    void finishAll() {
        List.copyOf(all.values()).forEach(this::finish);
    }

    boolean hasPaused() {
        return !paused.isEmpty();
    }

    /** Whether {@link #takeFinished()} has something to tell. */
    boolean hasFinished() {
        return !finished.isEmpty();
    }

    /** What has finished since the last call. */
    Set<String> takeFinished() {
        if (finished.isEmpty()) {
            return Set.of();
        }
        Set<String> taken = Set.copyOf(finished);
        finished.clear();
        refresh();
        return taken;
    }

    private void refresh() {
        List<SplitCursor> next = new ArrayList<>(all.values());
        next.removeIf(cursor -> paused.contains(cursor.stream()));
        active = next;
    }
}
