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

package io.flinkbundle.benchmarks.redis;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

import java.util.List;

/**
 * The fastest way to drain a stream as a consumer group from Java with a client library: the
 * acknowledgement of a batch goes out together with the read of the next.
 */
@Internal
final class XreadGroupLoop {

    static final String DESCRIPTION =
            "XREADGROUP COUNT 1000 pipelined with the XACK of the batch before, raw reply as lists"
                    + " of byte[], on one Jedis Connection (RESP2)";

    static final byte[] GROUP = StreamRows.bytes("bench");

    private static final byte[] CONSUMER = StreamRows.bytes("raw");
    private static final byte[][] READ_BEGINNING = {
        StreamRows.bytes("GROUP"),
        GROUP,
        CONSUMER,
        StreamRows.bytes("COUNT"),
        StreamRows.bytes("1000"),
        StreamRows.bytes("STREAMS")
    };
    private static final byte[] NEW_ENTRIES = StreamRows.bytes(">");

    private final StreamRows rows;

    XreadGroupLoop(StreamRows rows) {
        this.rows = rows;
    }

    /** Begins the group anew, before the first entry. */
    static void reset(Connection connection, byte[] key) {
        connection.sendCommand(Command.XGROUP, StreamRows.bytes("DESTROY"), key, GROUP);
        connection.getOne();
        connection.sendCommand(
                Command.XGROUP, StreamRows.bytes("CREATE"), key, GROUP, StreamRows.bytes("0"));
        connection.getOne();
    }

    /** Reads and acknowledges {@code expected} rows; the check counts entries and bytes. */
    Measurement run(Connection connection, byte[] key, long expected) throws LostRowsException {
        sendRead(connection, key);
        List<?> batch = readReply(connection);
        ClockReading start = ClockReading.now();
        long entries = 0;
        long valueBytes = 0;
        while (!batch.isEmpty()) {
            sendAcknowledgement(connection, key, batch);
            boolean more = entries + batch.size() < expected;
            if (more) {
                sendRead(connection, key);
            }
            for (Object entry : batch) {
                List<?> namesAndValues = (List<?>) ((List<?>) entry).get(1);
                for (int i = 1; i < namesAndValues.size(); i += 2) {
                    valueBytes += ((byte[]) namesAndValues.get(i)).length;
                }
            }
            entries += batch.size();
            connection.getOne();
            batch = more ? readReply(connection) : List.of();
        }
        ClockReading end = ClockReading.now();
        if (entries != expected || valueBytes != rows.expectedValueBytes(expected)) {
            throw new LostRowsException(
                    "Expected %d entries with %d bytes of values in the stream, read %d with %d"
                            .formatted(
                                    expected,
                                    rows.expectedValueBytes(expected),
                                    entries,
                                    valueBytes));
        }
        return start.until(end, expected);
    }

    private static void sendRead(Connection connection, byte[] key) {
        byte[][] arguments = new byte[READ_BEGINNING.length + 2][];
        System.arraycopy(READ_BEGINNING, 0, arguments, 0, READ_BEGINNING.length);
        arguments[READ_BEGINNING.length] = key;
        arguments[READ_BEGINNING.length + 1] = NEW_ENTRIES;
        connection.sendCommand(Command.XREADGROUP, arguments);
    }

    private static void sendAcknowledgement(Connection connection, byte[] key, List<?> batch) {
        byte[][] arguments = new byte[batch.size() + 2][];
        arguments[0] = key;
        arguments[1] = GROUP;
        for (int i = 0; i < batch.size(); i++) {
            arguments[i + 2] = (byte[]) ((List<?>) batch.get(i)).get(0);
        }
        connection.sendCommand(Command.XACK, arguments);
    }

    /** Redis answers nil when there are no entries. */
    private static List<?> readReply(Connection connection) {
        List<?> streams = (List<?>) connection.getOne();
        return streams == null ? List.of() : (List<?>) ((List<?>) streams.get(0)).get(1);
    }
}
