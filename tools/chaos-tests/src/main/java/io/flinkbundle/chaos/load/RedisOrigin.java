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

package io.flinkbundle.chaos.load;

import io.flinkbundle.chaos.process.Ports;
import io.flinkbundle.chaos.process.RedisProcess;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XTrimParams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Streams of Redis. Each row has an entry id of its own, so that a row whose confirmation was lost
 * is not added twice.
 */
@Internal
public final class RedisOrigin implements RowOrigin {

    private static final int TIMEOUT_MILLIS = 2_000;

    private final RedisProcess redis;

    public RedisOrigin(RedisProcess redis) {
        this.redis = redis;
    }

    @Override
    public String definition() {
        return """
                CREATE TABLE rows_in (n BIGINT, k INT, seen_at AS PROCTIME()) WITH (
                  'connector' = 'redis-streams', 'host' = '%s', 'port' = '%d', 'streams' = '%s',
                  'scan.startup.mode' = 'earliest')"""
                .formatted(Ports.HOST, redis.link().port(), NumberedRows.streams());
    }

    @Override
    public boolean add(long from, long to) {
        try (Jedis jedis = new Jedis(Ports.HOST, redis.port(), TIMEOUT_MILLIS)) {
            add(jedis, from, to);
            return true;
        } catch (JedisException e) {
            return false;
        }
    }

    private static void add(Jedis jedis, long from, long to) {
        List<Response<StreamEntryID>> replies = new ArrayList<>();
        try (Pipeline pipeline = jedis.pipelined()) {
            for (long number = from; number < to; number++) {
                replies.add(
                        pipeline.xadd(
                                NumberedRows.stream(number),
                                Map.of(
                                        "n", Long.toString(number),
                                        "k", Integer.toString(NumberedRows.key(number))),
                                XAddParams.xAddParams().id(number + 1, 0)));
            }
            pipeline.sync();
        }
        for (Response<StreamEntryID> reply : replies) {
            requireThere(reply);
        }
    }

    /** The server is free to keep some more. */
    @Override
    public void forgetBefore(long number) {
        if (number <= 0) {
            return;
        }
        try (Jedis jedis = new Jedis(Ports.HOST, redis.port(), TIMEOUT_MILLIS)) {
            for (String stream : NumberedRows.streams().split(";")) {
                jedis.xtrim(
                        stream,
                        XTrimParams.xTrimParams().minId(number + "-0").approximateTrimming());
            }
        }
    }

    private static void requireThere(Response<StreamEntryID> reply) {
        try {
            reply.get();
        } catch (JedisDataException e) {
            // It was added before, and only the confirmation was lost.
            if (!e.getMessage().contains("equal or smaller")) {
                throw e;
            }
        }
    }

    @Override
    public void close() {}
}
