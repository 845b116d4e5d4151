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

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.StreamAppend;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Makes bad records of staged entries that the server does not take. */
@Internal
final class RefusedEntries implements Closeable {

    private static final String STREAM = "stream";
    private static final String NO_KEY = "none";

    private final BadRecords badRecords;
    private final boolean createStream;
    private final String address;

    /**
     * @param createStream whether a missing stream is created
     * @param address of the server, for messages
     */
    RefusedEntries(BadRecords badRecords, boolean createStream, String address) {
        this.badRecords = badRecords;
        this.createStream = createStream;
        this.address = address;
    }

    /** Whether a key of this type takes no entries; {@code none} is a key that does not exist. */
    boolean refuses(String type) {
        return type.equals(NO_KEY) ? !createStream : !type.equals(STREAM);
    }

    /**
     * Accounts for all entries of a chunk. What is written about them is there when this returns.
     *
     * @param type of the key that should be a stream
     */
    void rejectAll(String stream, String type, byte[] frames) throws IOException {
        String reason =
                type.equals(NO_KEY)
                        ? String.format(
                                "stream '%s' does not exist at Redis server %s, and"
                                        + " 'sink.create-stream' is false",
                                stream, address)
                        : String.format(
                                "key '%s' at Redis server %s is a %s, not a stream",
                                stream, address, type);
        for (byte[] entry : StreamAppend.describeAll(frames)) {
            badRecords.reject(reason, entry);
        }
        badRecords.flush();
    }

    /**
     * Accounts for entries whose ids the server refused. What is written about them is there when
     * this returns.
     *
     * @param numbers which entries of the chunk
     */
    void reject(String stream, List<Integer> numbers, byte[] frames) throws IOException {
        String reason =
                String.format(
                        "stream '%s' at Redis server %s refused the id of the entry. Ids must grow"
                                + " within a stream and have the form <milliseconds>-<sequence>,"
                                + " and an entry with one has 3,400 fields at most",
                        stream, address);
        List<byte[]> entries = StreamAppend.describeAll(frames);
        for (int number : numbers) {
            badRecords.reject(reason, entries.get(number));
        }
        badRecords.flush();
    }

    @Override
    public void close() throws IOException {
        badRecords.close();
    }
}
