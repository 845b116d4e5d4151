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

import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.GroupConnection.LeftBehind;
import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.split.GroupSplit;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How far the fetcher thread has read a member's share of a stream. */
@Internal
final class GroupShare {

    private final GroupSplit split;
    private final byte[] key;
    private StreamId pendingAfter = StreamId.ZERO;
    private boolean pendingRead;
    private StreamId claimAfter = StreamId.ZERO;
    private EntryIds claiming = new EntryIds();
    private StreamId highest = StreamId.ZERO;

    GroupShare(GroupSplit split) {
        this.split = split;
        this.key = split.stream().getBytes(StandardCharsets.UTF_8);
    }

    GroupSplit split() {
        return split;
    }

    byte[] key() {
        return key;
    }

    String stream() {
        return split.stream();
    }

    /** Whether all entries that this member had before it started were read again. */
    boolean isPendingRead() {
        return pendingRead;
    }

    StreamId pendingAfter() {
        return pendingAfter;
    }

    void advancePending(Optional<StreamId> last) {
        pendingRead = last.isEmpty();
        pendingAfter = last.orElse(pendingAfter);
    }

    /** New entries were given to this member; their ids only grow. */
    void advanceNew(StreamBatch batch) {
        pendingAfter = batch.lastId();
    }

    /** There may be entries that were given to this member and did not reach it. */
    void readPendingAgain() {
        pendingRead = false;
    }

    /** Where to look for entries that other members have left. */
    StreamId claimAfter() {
        return claimAfter;
    }

    /** These are taken over now. */
    void beginClaim(LeftBehind found) {
        claiming = found.ids();
        claimAfter = found.last().orElse(StreamId.ZERO);
    }

    /** What was to be taken over, and may have been. */
    EntryIds claiming() {
        return claiming;
    }

    void endClaim() {
        claiming = new EntryIds();
    }

    void delivered(StreamBatch batch) {
        if (batch.size() > 0 && batch.lastId().isAfter(highest)) {
            highest = batch.lastId();
        }
    }

    /** The highest id that was ever given to this member since it started. */
    StreamId highest() {
        return highest;
    }

    /** The group was made anew and knows no pending entries. */
    void beginAnew() {
        pendingRead = true;
        claimAfter = StreamId.ZERO;
        endClaim();
    }
}
