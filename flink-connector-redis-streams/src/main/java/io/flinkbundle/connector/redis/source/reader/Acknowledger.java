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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.GroupConnection;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Acknowledges what complete checkpoints cover, on a thread and a connection of its own: the task
 * is not to wait for the server, and reading not for acknowledgements. A server that is away is
 * waited for.
 */
@Internal
final class Acknowledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);

    /** How long the last acknowledgements of a job may take. */
    private static final long CLOSE_SECONDS = 15;

    /** Opens the connection. */
    interface Opener {
        GroupConnection open() throws IOException;
    }

    private final Opener opener;
    private final RetryPolicy retryPolicy;
    private final Runnable afterwards;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final ThreadPoolExecutor thread = new Worker();
    private volatile IOException failure;

    /** Null while there is none; worker thread only. */
    private GroupConnection connection;

    /**
     * @param afterwards is told, by the thread of this object, that something was acknowledged
     */
    Acknowledger(Opener opener, RetryPolicy retryPolicy, Runnable afterwards) {
        this.opener = opener;
        this.retryPolicy = retryPolicy;
        this.afterwards = afterwards;
    }

    /** Begins to acknowledge; any thread. */
    void acknowledge(String stream, EntryIds ids) {
        thread.execute(() -> send(stream, ids));
    }

    /** Entries were read that will have to be acknowledged; any thread. */
    void expect(int entries) {
        outstanding.addAndGet(entries);
    }

    /** How many entries were read and are not acknowledged; any thread. */
    int outstanding() {
        return outstanding.get();
    }

    /** What another attempt cannot mend; any thread. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private void send(String stream, EntryIds ids) {
        Retrier retrier = retryPolicy.start("acknowledge entries of stream '" + stream + "'");
        try {
            while (failure == null) {
                try {
                    if (connection == null) {
                        connection = opener.open();
                    }
                    connection.acknowledge(stream.getBytes(StandardCharsets.UTF_8), ids);
                    outstanding.addAndGet(-ids.size());
                    afterwards.run();
                    return;
                } catch (RedisUnavailableException e) {
                    closeConnection();
                    LOG.warn("Acknowledging has stopped and is tried again: {}", e.getMessage());
                    retrier.backOff(e);
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeConnection() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /**
     * Lets what was begun end, for the last checkpoint of a job. What cannot be acknowledged any
     * more is delivered again.
     */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "The server does not answer; {} entries are left unacknowledged.",
                        outstanding.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    /** One thread, which closes the connection at its end. */
    private final class Worker extends ThreadPoolExecutor {

        private Worker() {
            super(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    task -> {
                        Thread worker = new Thread(task, "redis-streams-acknowledger");
                        worker.setDaemon(true);
                        return worker;
                    });
        }

        @Override
        protected void terminated() {
            closeConnection();
        }
    }
}
