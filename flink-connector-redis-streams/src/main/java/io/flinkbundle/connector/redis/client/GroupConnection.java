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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * One connection that reads streams as a member of a consumer group. The server gives each entry to
 * one member, and remembers it as pending until it is acknowledged.
 *
 * <p>Every call ends within the timeouts of the {@link RedisConnectionOptions}, and fails as those
 * of {@link StreamReaderConnection} do; with {@link MissingGroupException} where the group or its
 * stream does not exist. Not thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/commands/xreadgroup/">XREADGROUP</a>
 */
@Internal
public interface GroupConnection extends Closeable {

    /**
     * Creates the group where it is missing, and the stream with it.
     *
     * @param after the first entry that it gives out is the one behind this
     * @return whether it was missing
     */
    boolean createGroup(String stream, StreamId after) throws IOException;

    /**
     * Reads entries that no member has had, from all streams.
     *
     * @param count the most entries to return for each stream
     * @param block how long to wait when there is nothing; zero asks and returns at once
     * @return the streams that had something, in the order of {@code streams}
     */
    List<StreamBatch> readNew(List<byte[]> streams, int count, Duration block) throws IOException;

    /**
     * Reads entries that this member had and has not acknowledged.
     *
     * @param after those with a higher id are returned
     */
    Redelivery readPending(byte[] stream, StreamId after, int count) throws IOException;

    /** Acknowledges entries, whichever member had them. */
    void acknowledge(byte[] stream, EntryIds ids) throws IOException;

    /**
     * Looks for entries that other members had for too long.
     *
     * @param minIdle what too long is
     * @param spared members that keep theirs, as this one does
     * @param after where to look, zero at first
     * @param count how many pending entries to look at
     * @see <a href="https://redis.io/docs/latest/commands/xpending/">XPENDING</a>
     */
    LeftBehind findLeftBehind(
            byte[] stream, Duration minIdle, Predicate<String> spared, StreamId after, int count)
            throws IOException;

    /**
     * Takes entries over that another member has.
     *
     * @param minIdle those that somebody had in hand since are not taken
     * @return those that are this member's now and that the stream still holds; may be empty
     * @see <a href="https://redis.io/docs/latest/commands/xclaim/">XCLAIM</a>
     */
    StreamBatch claim(byte[] stream, Duration minIdle, EntryIds ids) throws IOException;

    /**
     * How many entries of all streams no member has had; empty if the server does not know it for
     * one of them.
     */
    OptionalLong lag(List<byte[]> streams) throws IOException;

    @Override
    void close();

    /**
     * Entries that were delivered before.
     *
     * @param batch those that the stream still holds; may be empty
     * @param removed those that it does not hold any more
     * @param last where to look on; empty if all was looked at
     */
    record Redelivery(StreamBatch batch, EntryIds removed, Optional<StreamId> last) {}

    /**
     * Entries that nobody works on.
     *
     * @param last where to look on; empty if all was looked at
     */
    record LeftBehind(EntryIds ids, Optional<StreamId> last) {}
}
