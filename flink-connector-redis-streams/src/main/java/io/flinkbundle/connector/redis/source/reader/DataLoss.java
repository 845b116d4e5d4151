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

import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;

import org.apache.flink.annotation.Internal;

import java.util.OptionalLong;

/**
 * Entries of a stream that are gone before they were read, or may be.
 *
 * @param stream the key of the stream
 * @param kind what the server's answer tells
 * @param count how many entries; empty if the server cannot tell
 * @param readUpTo the id of the last entry that was read
 * @param info the answer
 */
@Internal
record DataLoss(String stream, Kind kind, OptionalLong count, StreamId readUpTo, StreamInfo info) {

    enum Kind {
        /** The key does not exist any more. */
        STREAM_REMOVED("the stream was removed since. What was added after that id, if anything,"),
        /**
         * Fewer entries were ever added than were read: the key was removed and used again, or the
         * server has fallen back to an older state.
         */
        STREAM_MADE_ANEW(
                "the stream was made anew since, or the server has lost its newest entries. What"
                        + " was added after that id, if anything,"),
        /** Trimming has overtaken the reader, or entries were deleted. */
        ENTRIES_REMOVED("entries that follow were trimmed or deleted. What they held"),
        /** The entry that was read last is gone, and the server does not count. */
        ENTRIES_MAY_BE_REMOVED(
                "that entry was trimmed since, perhaps with others that follow. What they held, if"
                        + " there were any,");

        private final String explanation;

        Kind(String explanation) {
            this.explanation = explanation;
        }
    }

    /** What has happened, and what can be done. */
    String describe() {
        return "Stream '"
                + stream
                + "' was read up to "
                + readUpTo
                + ", and "
                + kind.explanation
                + " is lost to this job"
                + (count.isPresent() ? ": " + count.getAsLong() + " entries. " : ". ")
                + (info.exists()
                        ? "The stream now holds "
                                + info.length()
                                + " entries, the oldest with the id "
                                + info.firstId()
                                + ", and its last id is "
                                + info.lastId()
                                + "."
                        : "There is no such stream now.");
    }
}
