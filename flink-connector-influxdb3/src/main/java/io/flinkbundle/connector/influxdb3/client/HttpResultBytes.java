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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * Takes the body of an answer from the HTTP client and hands it to a reader, with a bounded buffer
 * in between. The JDK's own input stream can neither be woken up nor given a timeout.
 */
@Internal
final class HttpResultBytes implements ResultBytes, HttpResponse.BodyHandler<Void> {

    private static final int SUCCESS = 200;

    /** With less than this in the buffer, the server is asked for more. */
    private static final int WANTED_BYTES = 1 << 20;

    private final InfluxDb3ConnectionOptions options;
    private final QueryReplies replies;
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();

    private Optional<CompletableFuture<?>> exchange = Optional.empty();
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private Optional<IOException> failure = Optional.empty();
    private int buffered;
    private boolean paused;
    private boolean complete;
    private boolean wokenUp;
    private boolean closed;

    HttpResultBytes(InfluxDb3ConnectionOptions options, QueryReplies replies) {
        this.options = options;
        this.replies = replies;
    }

    /**
     * @param sent the call whose answer this is
     */
    void begin(CompletableFuture<HttpResponse<Void>> sent) {
        synchronized (this) {
            exchange = Optional.of(sent);
        }
        sent.whenComplete(
                (response, thrown) -> {
                    if (thrown != null) {
                        fail(HttpLink.broken(options, thrown));
                    }
                });
    }

    @Override
    public BodySubscriber<Void> apply(ResponseInfo info) {
        if (info.statusCode() != SUCCESS) {
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArray(),
                    body -> {
                        fail(replies.failure(reply(info, body)));
                        return null;
                    });
        }
        if (!hasKnownEnd(info.headers())) {
            fail(
                    new InfluxDb3RequestException(
                            options
                                    + " answers without saying where its answer ends, so that rows"
                                    + " could be lost unnoticed. Something between server and"
                                    + " connector, such as a proxy of HTTP/1.0, does that: go"
                                    + " around it.",
                            SUCCESS));
            return BodySubscribers.discarding();
        }
        return new Body();
    }

    /** Else an end of the connection in the middle looks like the end of the result. */
    private static boolean hasKnownEnd(HttpHeaders headers) {
        return headers.firstValue("Content-Length").isPresent()
                || headers.firstValue("Transfer-Encoding").isPresent();
    }

    private static HttpReply reply(ResponseInfo info, byte[] body) {
        return new HttpReply(info.statusCode(), info.headers().firstValue("Retry-After"), body);
    }

    private synchronized void fail(IOException cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(cause);
        }
        notifyAll();
    }

    @Override
    public int read(byte[] target, int offset, int length)
            throws IOException, InterruptedException {
        Optional<Flow.Subscription> resumed = Optional.empty();
        int taken;
        synchronized (this) {
            if (!awaitBytes()) {
                return complete ? END : WOKEN_UP;
            }
            taken = take(target, offset, length);
            if (paused && buffered < WANTED_BYTES) {
                paused = false;
                resumed = subscription;
            }
        }
        resumed.ifPresent(more -> more.request(1));
        return taken;
    }

    /** Returns whether there are bytes. */
    private boolean awaitBytes() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + options.requestTimeout().toNanos();
        while (buffers.isEmpty()) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (complete) {
                return false;
            }
            if (closed) {
                throw new IOException("The query to " + options + " was closed.");
            }
            if (wokenUp) {
                wokenUp = false;
                return false;
            }
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0) {
                throw new RetryableIOException(
                        options
                                + " was silent for "
                                + options.requestTimeout()
                                + " in the middle of a query");
            }
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
        return true;
    }

    private int take(byte[] target, int offset, int length) {
        int taken = 0;
        while (taken < length && !buffers.isEmpty()) {
            ByteBuffer buffer = buffers.element();
            int count = Math.min(buffer.remaining(), length - taken);
            buffer.get(target, offset + taken, count);
            taken += count;
            if (!buffer.hasRemaining()) {
                buffers.remove();
            }
        }
        buffered -= taken;
        return taken;
    }

    @Override
    public synchronized boolean isReady() {
        return !buffers.isEmpty();
    }

    @Override
    public synchronized void wakeUp() {
        wokenUp = true;
        notifyAll();
    }

    @Override
    public void close() {
        Optional<CompletableFuture<?>> running;
        Optional<Flow.Subscription> stream;
        synchronized (this) {
            closed = true;
            buffers.clear();
            running = exchange;
            stream = subscription;
            notifyAll();
        }
        stream.ifPresent(Flow.Subscription::cancel);
        running.ifPresent(call -> call.cancel(true));
    }

    /** What the HTTP client hands its bytes to. */
    private final class Body implements BodySubscriber<Void> {

        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> getBody() {
            return end;
        }

        @Override
        public void onSubscribe(Flow.Subscription started) {
            boolean unwanted;
            synchronized (HttpResultBytes.this) {
                unwanted = closed;
                subscription = Optional.of(started);
            }
            if (unwanted) {
                started.cancel();
            } else {
                started.request(1);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            Optional<Flow.Subscription> resumed = Optional.empty();
            synchronized (HttpResultBytes.this) {
                for (ByteBuffer buffer : bytes) {
                    if (buffer.hasRemaining() && !closed) {
                        buffers.add(buffer);
                        buffered += buffer.remaining();
                    }
                }
                paused = buffered >= WANTED_BYTES;
                if (!paused) {
                    resumed = subscription;
                }
                HttpResultBytes.this.notifyAll();
            }
            resumed.ifPresent(more -> more.request(1));
        }

        @Override
        public void onError(Throwable thrown) {
            fail(HttpLink.broken(options, thrown));
            end.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            synchronized (HttpResultBytes.this) {
                complete = true;
                HttpResultBytes.this.notifyAll();
            }
            end.complete(null);
        }
    }
}
