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

package io.flinkbundle.connector.redis.source.split;

import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.StreamEntry;

import org.apache.flink.annotation.Internal;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The entries of a split that were emitted and are not acknowledged. Task thread only. */
@Internal
public final class GroupSplitState implements SplitProgress {

    private final GroupSplit split;
    private final EntryIds unacknowledged;

    /** How many entries had ever been emitted at each checkpoint that is not complete. */
    private final NavigableMap<Long, Long> marks = new TreeMap<>();

    private long taken;
    private boolean ended;

    public GroupSplitState(GroupSplit split) {
        this.split = split;
        this.unacknowledged = split.unacknowledged().copy();
    }

    @Override
    public void advanceTo(StreamEntry entry) {
        unacknowledged.add(entry.millis(), entry.sequence());
    }

    public String stream() {
        return split.stream();
    }

    /** The split as a checkpoint keeps it. */
    public GroupSplit toSplit() {
        return new GroupSplit(split.stream(), split.number(), unacknowledged.copy(), true);
    }

    /** A checkpoint is taken here. */
    public void mark(long checkpointId) {
        marks.put(checkpointId, taken + unacknowledged.size());
    }

    /** What may be acknowledged when this checkpoint is complete; each entry once. */
    public EntryIds takeUpTo(long checkpointId) {
        Map.Entry<Long, Long> mark = marks.floorEntry(checkpointId);
        if (mark == null) {
            return new EntryIds();
        }
        marks.headMap(checkpointId, true).clear();
        EntryIds ids = unacknowledged.takeFirst((int) (mark.getValue() - taken));
        taken += ids.size();
        return ids;
    }

    /** The split has no more entries. */
    public void end() {
        ended = true;
    }

    /** Whether nothing is left to acknowledge, and nothing will come. */
    public boolean isOver() {
        return ended && unacknowledged.isEmpty();
    }
}
