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
import io.flinkbundle.benchmarks.rows.LookupKeys;
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

import java.util.List;

/** Writes rows as hashes, a thousand in a pipeline, and reads them back one by one. */
@Internal
final class HashLoop {

    static final String WRITES =
            "pipelined HSET of 1000 with byte[] arguments on one Jedis Connection";

    static final String READS = "HMGET of a key, one after the other, on one Jedis Connection";

    static final String PREFIX = "bench:";

    /** This many reads take a few seconds. */
    static final long READ_LIMIT = 100_000;

    private static final int PIPELINE = 1_000;

    private final StreamRows rows;

    HashLoop(StreamRows rows) {
        this.rows = rows;
    }

    private static byte[] key(long id) {
        return StreamRows.bytes(PREFIX + id);
    }

    /** Writes the rows 0 to {@code count} - 1 and waits for every reply. */
    Measurement write(Connection connection, long count) {
        ClockReading start = ClockReading.now();
        for (long next = 0; next < count; next += PIPELINE) {
            int batch = (int) Math.min(PIPELINE, count - next);
            for (int i = 0; i < batch; i++) {
                connection.sendCommand(Command.HSET, rows.hsetArguments(key(next + i), next + i));
            }
            for (Object reply : connection.getMany(batch)) {
                if (reply instanceof RuntimeException refused) {
                    throw refused;
                }
            }
        }
        return start.until(ClockReading.now(), count);
    }

    /** Reads the rows of keys, each when the one before is there. */
    Measurement read(Connection connection, LookupKeys keys, long count) throws LostRowsException {
        RowDigest digest = new RowDigest();
        ClockReading start = ClockReading.now();
        for (long number = 0; number < count; number++) {
            connection.sendCommand(Command.HMGET, StreamRows.hmgetArguments(key(keys.key(number))));
            rows.addValuesTo(digest, (List<?>) connection.getOne());
        }
        ClockReading end = ClockReading.now();
        LostRowsException.check("what was looked up", keys.expectedDigest(count), digest);
        return start.until(end, count);
    }

    /** Reads all rows 0 to {@code count} - 1; not clocked. */
    RowDigest digest(Connection connection, long count) {
        RowDigest digest = new RowDigest();
        for (long next = 0; next < count; next += PIPELINE) {
            int batch = (int) Math.min(PIPELINE, count - next);
            for (int i = 0; i < batch; i++) {
                connection.sendCommand(Command.HMGET, StreamRows.hmgetArguments(key(next + i)));
            }
            for (Object values : connection.getMany(batch)) {
                List<?> row = (List<?>) values;
                // A key that is missing brings nothing but nil.
                if (row.get(0) != null) {
                    rows.addValuesTo(digest, row);
                }
            }
        }
        return digest;
    }

    /** How many keys there are; not clocked. */
    static long count(Connection connection) {
        connection.sendCommand(Command.DBSIZE);
        return (Long) connection.getOne();
    }
}
