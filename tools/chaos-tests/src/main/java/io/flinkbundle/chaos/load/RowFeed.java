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

import io.flinkbundle.chaos.ChaosException;
import io.flinkbundle.chaos.process.Ports;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Adds numbered rows at a steady rate until it is stopped, in a thread of its own. Each row has an
 * entry id of its own, so that a row whose confirmation was lost is not added twice.
 */
@Internal
public final class RowFeed implements AutoCloseable {

    private static final long TICK_MILLIS = 50;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port;
    private final int rowsPerTick;
    private final Thread thread = new Thread(this::run, "row-feed");

    private volatile boolean stopped;
    private volatile long added;
    private volatile Throwable failure;

    private RowFeed(int port, int rowsPerSecond) {
        this.port = port;
        this.rowsPerTick = Math.max(1, (int) (rowsPerSecond * TICK_MILLIS / 1_000));
    }

    public static RowFeed start(int port, int rowsPerSecond) {
        RowFeed feed = new RowFeed(port, rowsPerSecond);
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (!stopped) {
                addTick();
                next += TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Adds the rows of one tick, however long the server is away. */
    private void addTick() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Jedis jedis = new Jedis(Ports.HOST, port, TIMEOUT_MILLIS)) {
                add(jedis, added, added + rowsPerTick);
                added += rowsPerTick;
                return;
            } catch (JedisException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
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

    /** How many rows are there for certain. */
    public long added() {
        if (failure != null) {
            throw new ChaosException("The feed has failed: " + failure, failure);
        }
        return added;
    }

    /** Stops adding, and returns how many rows there are. */
    public long finish() throws InterruptedException {
        stopped = true;
        thread.join();
        return added();
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
