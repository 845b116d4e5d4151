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

package io.flinkbundle.connector.pubsub.source.reader;

import io.flinkbundle.connector.pubsub.source.split.PendingMessage;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How far a split was emitted, and which checkpoints say so. Task thread only. */
@Internal
final class SplitState {

    private final SubscriptionSplit split;
    private final Ledger ledger;

    /** How many messages were emitted at each checkpoint that is not complete. */
    private final NavigableMap<Long, Long> marks = new TreeMap<>();

    /** How many messages were emitted before the split was restored. */
    private final long restored;

    private long emitted;
    private long records;

    /** How many messages some checkpoint covers, complete or not. */
    private long covered;

    private boolean ended;

    SplitState(SubscriptionSplit split, Ledger ledger) {
        this.split = split;
        this.ledger = ledger;
        this.restored = ledger.tail();
        this.emitted = restored;
        this.covered = restored;
    }

    SubscriptionSplit split() {
        return split;
    }

    Ledger ledger() {
        return ledger;
    }

    /** A message was emitted, and so many records of it. */
    void advance(int recordsOfMessage) {
        emitted++;
        records += recordsOfMessage;
    }

    long emitted() {
        return emitted;
    }

    long records() {
        return records;
    }

    /** A checkpoint is taken here. */
    void mark(long checkpointId) {
        marks.put(checkpointId, emitted);
        covered = emitted;
    }

    /** How many messages may be acknowledged when this checkpoint is complete. */
    long completed(long checkpointId) {
        Map.Entry<Long, Long> mark = marks.floorEntry(checkpointId);
        if (mark == null) {
            return 0;
        }
        marks.headMap(checkpointId, true).clear();
        return mark.getValue();
    }

    /** What no checkpoint can hold begins with this message. */
    long covered() {
        return covered;
    }

    /** No more messages will be emitted. */
    void end() {
        ended = true;
    }

    /** Whether nothing is left to emit, to acknowledge or to give back. */
    boolean isOver() {
        return ended && marks.isEmpty() && ledger.size() == 0;
    }

    /** The split as a checkpoint keeps it. */
    SubscriptionSplit toSplit() {
        List<PendingMessage> pending = new ArrayList<>();
        ledger.forEach(0, emitted, pending::add);
        long limit =
                split.hasLimit()
                        ? Math.max(0, split.limit() - (emitted - restored))
                        : SubscriptionSplit.NO_LIMIT;
        return new SubscriptionSplit(
                split.subscription(), split.number(), limit, split.stopMillis(), true, pending);
    }
}
