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

package io.flinkbundle.chaos.scenario;

import io.flinkbundle.chaos.process.Ports;
import io.flinkbundle.chaos.process.RedisProcess;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.StreamEntry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stream on the server from which the rows come, too. */
@Internal
final class RedisTarget implements Target {

    private static final String STREAM = "out";
    private static final int PAGE = 10_000;

    private final RedisProcess redis;
    private final String guarantee;

    RedisTarget(RedisProcess redis, String guarantee) {
        this.redis = redis;
        this.guarantee = guarantee;
    }

    @Override
    public String definition() {
        return """
                CREATE TABLE rows_out (n BIGINT, k INT, c BIGINT) WITH (
                  'connector' = 'redis-streams', 'host' = '%s', 'port' = '%d', 'streams' = '%s',
                  'sink.delivery-guarantee' = '%s')"""
                .formatted(Ports.HOST, redis.link().port(), STREAM, guarantee);
    }

    @Override
    public Optional<Verdict> read() {
        Verdict verdict = new Verdict();
        try (Jedis jedis = new Jedis(Ports.HOST, redis.port())) {
            StreamEntryID last = new StreamEntryID(0, 0);
            List<StreamEntry> page;
            do {
                page = jedis.xrange(STREAM, "(" + last, "+", PAGE);
                for (StreamEntry entry : page) {
                    Map<String, String> fields = entry.getFields();
                    verdict.add(
                            Long.parseLong(fields.get("n")),
                            Integer.parseInt(fields.get("k")),
                            Long.parseLong(fields.get("c")));
                    last = entry.getID();
                }
            } while (!page.isEmpty());
            return Optional.of(verdict);
        } catch (JedisException e) {
            return Optional.empty(); // asked again
        }
    }

    @Override
    public void close() {}
}
