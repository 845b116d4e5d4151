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
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/**
 * The fastest way to fill a stream from Java: XADD with byte arrays, a thousand in a pipeline, on
 * one connection.
 */
@Internal
final class XaddLoop {

    static final String DESCRIPTION =
            "pipelined XADD of 1000 with byte[] arguments on one Jedis Connection";

    private static final int PIPELINE = 1_000;

    private final StreamRows rows;

    XaddLoop(StreamRows rows) {
        this.rows = rows;
    }

    /** Appends the rows 0 to {@code count} - 1 and waits for every reply. */
    Measurement run(Connection connection, byte[] key, long count) {
        ClockReading start = ClockReading.now();
        fill(connection, key, 0, count);
        return start.until(ClockReading.now(), count);
    }

    /** Appends the rows {@code from} to {@code to} - 1 and waits for every reply. */
    void fill(Connection connection, byte[] key, long from, long to) {
        long next = from;
        while (next < to) {
            int batch = (int) Math.min(PIPELINE, to - next);
            for (int i = 0; i < batch; i++) {
                connection.sendCommand(Command.XADD, rows.xaddArguments(key, next + i));
            }
            failOnError(connection.getMany(batch));
            next += batch;
        }
    }

    private static void failOnError(Iterable<Object> replies) {
        for (Object reply : replies) {
            if (reply instanceof RuntimeException refused) {
                throw refused;
            }
        }
    }
}
