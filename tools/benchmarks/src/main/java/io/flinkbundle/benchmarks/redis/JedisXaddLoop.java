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
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What most sinks do: one XADD of a map of texts for each row, and wait for its reply. */
@Internal
final class JedisXaddLoop {

    static final String NAME = "Jedis xadd, one by one";

    /** About three seconds' worth. */
    static final long ROW_LIMIT = 100_000;

    private static final List<String> COLUMNS = BenchmarkSchema.COLUMNS;

    private JedisXaddLoop() {}

    static Measurement run(Jedis jedis, String key, RowSlots slots, StreamRows texts, long rows) {
        ClockReading start = ClockReading.now();
        for (long id = 0; id < rows; id++) {
            int slot = RowSlots.slotOf(id);
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put(COLUMNS.get(0), Long.toString(id));
            entry.put(COLUMNS.get(1), Integer.toString(slots.quantity(slot)));
            entry.put(COLUMNS.get(2), Double.toString(slots.price(slot)));
            entry.put(COLUMNS.get(3), new String(slots.name(slot), StandardCharsets.US_ASCII));
            entry.put(COLUMNS.get(4), texts.eventTime(slot));
            jedis.xadd(key, StreamEntryID.NEW_ENTRY, entry);
        }
        return start.until(ClockReading.now(), rows);
    }
}
