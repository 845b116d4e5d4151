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

import org.apache.flink.annotation.Internal;

/**
 * How far the entries of one writer are in a stream. A writer numbers its parts, and they are
 * appended in this order, so that within one run a position says what is there already. Between
 * runs positions mean nothing.
 *
 * @param part the part of the run
 * @param chunk the chunk of the part, counted from zero
 */
@Internal
record CommitPosition(long part, int chunk) implements Comparable<CommitPosition> {

    /** Reads what {@link #toString()} wrote. */
    static CommitPosition parse(String text) {
        int colon = text.indexOf(':');
        return new CommitPosition(
                Long.parseLong(text.substring(0, colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    /** Whether everything up to the other position is there. */
    boolean covers(CommitPosition other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(CommitPosition other) {
        int byPart = Long.compare(part, other.part);
        return byPart != 0 ? byPart : Integer.compare(chunk, other.chunk);
    }

    @Override
    public String toString() {
        return part + ":" + chunk;
    }
}
