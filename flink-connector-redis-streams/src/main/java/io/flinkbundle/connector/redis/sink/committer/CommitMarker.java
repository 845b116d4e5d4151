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

package io.flinkbundle.connector.redis.sink.committer;

import io.flinkbundle.connector.redis.client.StreamTransactionConnection;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;
import java.util.List;

/**
 * What Redis remembers of a writer's entries in a stream.
 *
 * @param position how far they are there
 * @param refused the numbers of those in the chunk at the position that the server refused, and
 *     that are not accounted for yet
 */
@Internal
record CommitMarker(CommitPosition position, List<Integer> refused) {

    /** Reads the value of a marker. */
    static CommitMarker parse(String value) {
        int end = value.indexOf(StreamTransactionConnection.REFUSED);
        return end < 0
                ? new CommitMarker(CommitPosition.parse(value), List.of())
                : new CommitMarker(
                        CommitPosition.parse(value.substring(0, end)),
                        Arrays.stream(value.substring(end + 1).split(","))
                                .map(Integer::valueOf)
                                .toList());
    }

    /** Whether nothing is left to do for anything up to the position. */
    boolean settles(CommitPosition other) {
        return position.covers(other) && !(owesRefusals() && position.equals(other));
    }

    boolean owesRefusals() {
        return !refused.isEmpty();
    }
}
