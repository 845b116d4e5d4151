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

import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

import java.util.List;
import java.util.Map;

/** What a user of Jedis writes: XREAD of a thousand, each entry decoded to a map of texts. */
@Internal
final class JedisXreadLoop {

    static final String NAME = "Jedis xread, decoded entries";

    private static final XReadParams COUNT = XReadParams.xReadParams().count(1_000);

    private JedisXreadLoop() {}

    static Measurement run(Jedis jedis, String key, long expected) throws LostRowsException {
        List<StreamEntry> batch = read(jedis, key, new StreamEntryID(0, 0));
        ClockReading start = ClockReading.now();
        long entries = 0;
        while (!batch.isEmpty() && entries < expected) {
            entries += batch.size();
            if (entries < expected) {
                batch = read(jedis, key, batch.get(batch.size() - 1).getID());
            }
        }
        ClockReading end = ClockReading.now();
        if (entries != expected) {
            throw new LostRowsException(
                    "Expected %d entries in stream %s, Jedis read %d"
                            .formatted(expected, key, entries));
        }
        return start.until(end, expected);
    }

    private static List<StreamEntry> read(Jedis jedis, String key, StreamEntryID after) {
        List<Map.Entry<String, List<StreamEntry>>> streams = jedis.xread(COUNT, Map.of(key, after));
        return streams == null || streams.isEmpty() ? List.of() : streams.get(0).getValue();
    }
}
