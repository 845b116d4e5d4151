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

package io.flinkbundle.examples;

import io.flinkbundle.examples.systems.LocalRedis;

import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Writes events into a Redis stream, one entry each, in two parts: some before a job starts, the
 * rest while it runs.
 */
final class StreamFeed {

    private static final int LIVE_STEPS = 20;
    private static final long LIVE_STEP_MILLIS = 100;

    private final String stream;
    private final List<Map<String, String>> entries;
    private int next;

    private StreamFeed(String stream, List<Map<String, String>> entries) {
        this.stream = stream;
        this.entries = entries;
    }

    /**
     * @param events one event a row, in the order in which they go into the stream
     * @param last fields of one more entry that ends the feed
     */
    static StreamFeed of(String stream, ResultTable events, Map<String, String> last) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (List<String> row : events.rows()) {
            Map<String, String> entry = new HashMap<>();
            IntStream.range(0, row.size())
                    .forEach(i -> entry.put(events.columns().get(i), row.get(i)));
            entries.add(entry);
        }
        entries.add(last);
        return new StreamFeed(stream, entries);
    }

    /** Everything at once. */
    void writeAll(int port) {
        try (RedisClient redis = RedisClient.create(LocalRedis.HOST, port)) {
            write(redis, entries.size());
        }
    }

    /** The first half, at once. */
    int writeBeginning(int port) {
        try (RedisClient redis = RedisClient.create(LocalRedis.HOST, port)) {
            return write(redis, entries.size() / 2);
        }
    }

    /** What is left, over about two seconds. */
    int writeRest(int port) throws InterruptedException {
        try (RedisClient redis = RedisClient.create(LocalRedis.HOST, port)) {
            int rest = entries.size() - next;
            int step = Math.max(1, rest / LIVE_STEPS);
            while (next < entries.size()) {
                write(redis, Math.min(step, entries.size() - next));
                TimeUnit.MILLISECONDS.sleep(LIVE_STEP_MILLIS);
            }
            return rest;
        }
    }

    private int write(RedisClient redis, int count) {
        try (Pipeline pipeline = redis.pipelined()) {
            for (Map<String, String> entry : entries.subList(next, next + count)) {
                pipeline.xadd(stream, StreamEntryID.NEW_ENTRY, entry);
            }
        }
        next += count;
        return count;
    }
}
