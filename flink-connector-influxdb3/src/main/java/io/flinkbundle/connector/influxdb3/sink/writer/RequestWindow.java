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

package io.flinkbundle.connector.influxdb3.sink.writer;

import io.flinkbundle.connector.influxdb3.client.LineBuffer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Has several buffers sent at the same time, and hands out empty ones meanwhile: at most as many
 * are under way as the window is wide, and one more is being filled. The first failure is what
 * every later call throws.
 *
 * <p>Used by one thread, the task thread; {@link Handler#handle} runs on others.
 */
@Internal
public final class RequestWindow implements AutoCloseable {

    private static final long CLOSE_TIMEOUT_SECONDS = 30;

    /** What is done with a full buffer. */
    @FunctionalInterface
    @Internal
    public interface Handler {
        void handle(LineBuffer buffer) throws Exception;
    }

    private final int width;
    private final Supplier<LineBuffer> newBuffer;
    private final Handler handler;
    private final Semaphore room;
    private final ExecutorService threads;
    private final Queue<LineBuffer> empty = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param threadName the beginning of the names of the threads
     * @param width how many buffers may be under way
     */
    public RequestWindow(
            String threadName, int width, Supplier<LineBuffer> newBuffer, Handler handler) {
        this.width = width;
        this.newBuffer = newBuffer;
        this.handler = handler;
        this.room = new Semaphore(width);
        this.threads = Executors.newFixedThreadPool(width, new ExecutorThreadFactory(threadName));
    }

    /** A buffer without lines. */
    LineBuffer emptyBuffer() {
        LineBuffer used = empty.poll();
        return used != null ? used : newBuffer.get();
    }

    /** Whether {@link #submit} would have to wait. */
    boolean isFull() {
        return room.availablePermits() == 0;
    }

    /**
     * Has a buffer sent as soon as there is room for it, and forgets it.
     *
     * @throws IOException if a buffer before could not be sent
     */
    void submit(LineBuffer full) throws IOException, InterruptedException {
        room.acquire();
        try {
            check();
            threads.execute(() -> handle(full));
        } catch (IOException | RuntimeException e) {
            room.release();
            throw e;
        }
    }

    private void handle(LineBuffer full) {
        try {
            handler.handle(full);
            full.clear();
            empty.add(full);
        } catch (Throwable e) {
            // Kept for the task thread, the only one that may fail the task.
            failure.compareAndSet(null, e);
        } finally {
            room.release();
        }
    }

    /**
     * Waits until nothing is under way.
     *
     * @throws IOException if a buffer could not be sent
     */
    void drain() throws IOException, InterruptedException {
        room.acquire(width);
        room.release(width);
        check();
    }

    /**
     * @throws IOException if a buffer could not be sent
     */
    void check() throws IOException {
        Throwable cause = failure.get();
        if (cause == null) {
            return;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        // A new one each time: the thread that fails is not the one that reports it.
        throw new IOException(cause.getMessage(), cause);
    }

    /** Interrupts what is under way and waits for its end. */
    @Override
    public void close() throws IOException, InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(
                    "The threads of the sink did not end within "
                            + CLOSE_TIMEOUT_SECONDS
                            + " seconds after they were interrupted.");
        }
    }
}
