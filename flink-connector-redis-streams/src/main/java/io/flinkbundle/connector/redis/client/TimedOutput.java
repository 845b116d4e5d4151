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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives the writes to a socket the time limit that sockets have for reads only. A server that is
 * stopped, or a link that is half-open, takes nothing once the buffers of the kernel are full, and
 * a write then waits for as long as TCP does: a quarter of an hour, or for ever.
 */
@Internal
final class TimedOutput extends OutputStream {

    /** The limit is for each piece: a slow link may take its time as long as bytes go over it. */
    private static final int PIECE = 64 * 1024;

    private final OutputStream socket;
    private final Duration timeout;
    private final Closeable link;
    private final ScheduledThreadPoolExecutor watchdog;
    private volatile boolean timedOut;

    /**
     * @param link is closed, by a thread of its own, when a write takes longer than the timeout;
     *     that ends the write
     */
    TimedOutput(OutputStream socket, Duration timeout, Closeable link) {
        this.socket = socket;
        this.timeout = timeout;
        this.link = link;
        this.watchdog =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "redis-write-timeout");
                            thread.setDaemon(true);
                            return thread;
                        });
        watchdog.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; at += PIECE) {
            writePiece(bytes, at, Math.min(PIECE, end - at));
        }
    }

    private void writePiece(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> limit =
                watchdog.schedule(this::giveUp, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            socket.write(bytes, offset, length);
        } catch (IOException e) {
            if (timedOut) {
                SocketTimeoutException timeoutException =
                        new SocketTimeoutException(
                                "The server has taken no bytes for " + timeout.toMillis() + " ms.");
                timeoutException.initCause(e);
                throw timeoutException;
            }
            throw e;
        } finally {
            limit.cancel(false);
        }
    }

    private Void giveUp() throws IOException {
        timedOut = true;
        link.close();
        return null;
    }

    @Override
    public void flush() throws IOException {
        socket.flush();
    }

    /** Ends the thread; the link is closed by whom it belongs to. */
    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
