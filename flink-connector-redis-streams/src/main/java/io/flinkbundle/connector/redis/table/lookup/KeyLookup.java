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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.redis.client.KeyCommand;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Answers questions from a thread of its own. Those that come in while the server works go to it
 * together afterwards, so that a lone key waits for nobody and many keys share one round trip.
 *
 * <p>{@link #find} and {@link #close()} may be called from any thread.
 */
@Internal
final class KeyLookup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyLookup.class);

    /** More in one go would not be faster, and the first of them would wait longer. */
    private static final int MAX_BATCH = 1024;

    private final KeyReader reader;
    private final LookupRetries retries;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Thread worker;
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param reader used by that thread only, and closed with this
     */
    KeyLookup(KeyReader reader, LookupRetries retries, String threadName) {
        this.reader = reader;
        this.retries = retries;
        this.worker = new Thread(this::run, threadName);
        worker.setDaemon(true);
        worker.start();
    }

    /** Looks up the rows of a key. */
    CompletableFuture<Collection<RowData>> find(byte[] key) {
        Request request = new Request(reader.question(key));
        requests.add(request);
        if (closed) {
            failWaiting();
        }
        return request;
    }

    private void run() {
        List<Request> batch = new ArrayList<>();
        List<KeyCommand> questions = new ArrayList<>();
        try {
            while (!closed) {
                batch.add(requests.take());
                requests.drainTo(batch, MAX_BATCH - 1);
                for (Request request : batch) {
                    questions.add(request.question);
                }
                answer(batch, questions);
                batch.clear();
                questions.clear();
            }
        } catch (InterruptedException e) {
            LOG.debug("The lookup was closed.", e);
        } catch (Error e) {
            fail(batch, e);
            throw e;
        } finally {
            // Whatever ended this thread, nobody answers any more.
            closed = true;
            fail(batch, closedBeforeAnswer());
            failWaiting();
        }
    }

    private void answer(List<Request> batch, List<KeyCommand> questions)
            throws InterruptedException {
        List<List<RowData>> rows;
        try {
            rows = retries.read(reader, questions);
        } catch (IOException | RuntimeException e) {
            fail(batch, e);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).complete(rows.get(i));
        }
    }

    private void failWaiting() {
        List<Request> waiting = new ArrayList<>();
        requests.drainTo(waiting);
        fail(waiting, closedBeforeAnswer());
    }

    private static IOException closedBeforeAnswer() {
        return new IOException("The lookup was closed before its answer.");
    }

    private static void fail(List<Request> batch, Throwable failure) {
        batch.forEach(request -> request.completeExceptionally(failure));
    }

    /** Ends a question that waits for the server, and fails the keys that wait. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        worker.interrupt();
        reader.close();
        worker.join();
    }

    /** A key that waits for its rows. Is the future itself, because there is one for each row. */
    private static final class Request extends CompletableFuture<Collection<RowData>> {

        private final KeyCommand question;

        private Request(KeyCommand question) {
            this.question = question;
        }
    }
}
