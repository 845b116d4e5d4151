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

package io.flinkbundle.connector.common.batching;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Hands batches to an I/O thread, one at a time, so that the next batch can be filled meanwhile.
 *
 * <p>Two batches exist at most: the one being handled, and the one being filled. When {@link
 * #submit} returns, the batch submitted before is done and its memory can be used again.
 *
 * <p>All methods are called by one thread, the task thread.
 *
 * @param <B> a batch
 */
@PublicEvolving
public final class BatchPipeline<B> implements AutoCloseable {

    private static final long CLOSE_TIMEOUT_SECONDS = 30;

    /**
     * What is done with a batch, on the I/O thread.
     *
     * @param <B> a batch
     */
    @FunctionalInterface
    @PublicEvolving
    public interface Handler<B> {
        void handle(B batch) throws Exception;
    }

    private final ExecutorService ioThread;
    private final Handler<B> handler;
    private Future<?> inFlight;

    /**
     * @param threadName the name of the I/O thread
     * @param handler what is done with a batch
     */
    public BatchPipeline(String threadName, Handler<B> handler) {
        this.ioThread = Executors.newSingleThreadExecutor(new ExecutorThreadFactory(threadName));
        this.handler = handler;
    }

    /**
     * Hands on a batch as soon as the one before is done.
     *
     * @throws IOException if the batch before failed; every later call fails in the same way
     */
    public void submit(B batch) throws IOException, InterruptedException {
        drain();
        inFlight =
                ioThread.submit(
                        () -> {
                            handler.handle(batch);
                            return null;
                        });
    }

    /**
     * Waits until the last batch is done.
     *
     * @throws IOException if it failed
     */
    public void drain() throws IOException, InterruptedException {
        if (inFlight == null) {
            return;
        }
        try {
            inFlight.get();
        } catch (ExecutionException e) {
            throw asIOException(e.getCause());
        }
    }

    /** Whether a submitted batch would have to wait. */
    public boolean isBusy() {
        return inFlight != null && !inFlight.isDone();
    }

    /** Interrupts the I/O thread; a batch that is under way may be cut off. */
    public void cancel() {
        ioThread.shutdownNow();
    }

    /**
     * Cancels what is under way and waits for the I/O thread to end.
     *
     * @throws IOException if the thread did not end within thirty seconds
     */
    @Override
    public void close() throws IOException, InterruptedException {
        cancel();
        if (!ioThread.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(
                    "The I/O thread did not end within "
                            + CLOSE_TIMEOUT_SECONDS
                            + " seconds after it was interrupted.");
        }
    }

    private static IOException asIOException(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return failure instanceof IOException checked
                ? checked
                : new IOException("Writing a batch failed: " + failure.getMessage(), failure);
    }
}
