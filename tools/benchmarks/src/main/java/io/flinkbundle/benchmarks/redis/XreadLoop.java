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
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

import java.util.List;

/**
 * The fastest way to drain a stream from Java with a client library: XREAD of a thousand entries,
 * the reply taken as lists of byte arrays without making entries of it.
 */
@Internal
final class XreadLoop {

    static final String DESCRIPTION =
            "XREAD COUNT 1000, raw reply as lists of byte[], on one Jedis Connection (RESP2)";

    private static final byte[] COUNT = StreamRows.bytes("COUNT");
    private static final byte[] BATCH = StreamRows.bytes("1000");
    private static final byte[] STREAMS = StreamRows.bytes("STREAMS");
    private static final byte[] BEGINNING = StreamRows.bytes("0-0");

    private final StreamRows rows;

    XreadLoop(StreamRows rows) {
        this.rows = rows;
    }

    /**
     * Reads {@code expected} rows. Decoding them would be work that this loop is meant to do
     * without, so the check inside it counts entries and the bytes of their values.
     */
    Measurement run(Connection connection, byte[] key, long expected) throws LostRowsException {
        List<?> batch = read(connection, key, BEGINNING);
        ClockReading start = ClockReading.now();
        long entries = 0;
        long valueBytes = 0;
        while (!batch.isEmpty() && entries < expected) {
            for (Object entry : batch) {
                List<?> namesAndValues = (List<?>) ((List<?>) entry).get(1);
                for (int i = 1; i < namesAndValues.size(); i += 2) {
                    valueBytes += ((byte[]) namesAndValues.get(i)).length;
                }
            }
            entries += batch.size();
            if (entries < expected) {
                batch = read(connection, key, lastId(batch));
            }
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

    /** Decodes and digests every entry of the stream; not clocked. */
    RowDigest digest(Connection connection, byte[] key) {
        RowDigest digest = new RowDigest();
        List<?> batch = read(connection, key, BEGINNING);
        while (!batch.isEmpty()) {
            for (Object entry : batch) {
                rows.addTo(digest, (List<?>) ((List<?>) entry).get(1));
            }
            batch = read(connection, key, lastId(batch));
        }
        return digest;
    }

    private static byte[] lastId(List<?> batch) {
        return (byte[]) ((List<?>) batch.get(batch.size() - 1)).get(0);
    }

    /** The entries after {@code id}; Redis answers nil when there are none. */
    private static List<?> read(Connection connection, byte[] key, byte[] id) {
        connection.sendCommand(Command.XREAD, COUNT, BATCH, STREAMS, key, id);
        List<?> streams = (List<?>) connection.getOne();
        return streams == null ? List.of() : (List<?>) ((List<?>) streams.get(0)).get(1);
    }
}
