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

package io.flinkbundle.connector.redis.testing;

import io.flinkbundle.connector.redis.client.RedisConnectionOptions;

import org.apache.flink.runtime.testutils.CommonTestUtils;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a server. It can cut each connection after so many bytes of replies,
 * in the middle of one most often, when what the client has sent has reached the server; and it can
 * let connections become half-open, so that they swallow whatever either side sends.
 */
public final class FaultyLink implements AutoCloseable {

    private static final int NEVER = Integer.MAX_VALUE;

    /** A silent server must be given up in a fraction of the time that a test may take. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMillis(300);

    private final ServerSocket listener;
    private final RedisTestServer server;
    private final int bytesPerConnection;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();

    /** Is replaced when connections work again; those that were half-open stay so. */
    private volatile AtomicBoolean swallows = new AtomicBoolean();

    /** A link that does no harm yet. */
    public FaultyLink(RedisTestServer server) throws IOException {
        this(server, NEVER);
    }

    private FaultyLink(RedisTestServer server, int bytesPerConnection) throws IOException {
        this.server = server;
        this.bytesPerConnection = bytesPerConnection;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    /**
     * A link that cuts its connections.
     *
     * @param bytesPerConnection of replies; more for each connection, so that none starves
     */
    public static FaultyLink cuttingAfter(RedisTestServer server, int bytesPerConnection)
            throws IOException {
        return new FaultyLink(server, bytesPerConnection);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Clients that give a silent server up soon. */
    public RedisConnectionOptions options() {
        return RedisConnectionOptions.builder()
                .setHost("127.0.0.1")
                .setPort(listener.getLocalPort())
                .setSocketTimeout(SOCKET_TIMEOUT)
                .build();
    }

    /** How many connections were cut. */
    public int cuts() {
        return cuts.get();
    }

    /** All connections become half-open, and so does each new one until {@link #heal}. */
    public void swallow() {
        swallows.set(true);
    }

    /** New connections work. */
    public void heal() {
        swallows = new AtomicBoolean();
    }

    /** Waits until a client has given its connection up and opens another. */
    public void awaitNewConnection() throws Exception {
        int before = connections.get();
        CommonTestUtils.waitUntilCondition(() -> connections.get() > before);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket target = new Socket(server.host(), server.port());
                open.put(client, true);
                open.put(target, true);
                int number = connections.incrementAndGet();
                int limit =
                        bytesPerConnection == NEVER
                                ? NEVER
                                : bytesPerConnection + number * bytesPerConnection / 4;
                AtomicBoolean halfOpen = swallows;
                start(() -> forward(client, target, NEVER, halfOpen));
                start(() -> forward(target, client, limit, halfOpen));
            } catch (IOException e) {
                // The link is closed, or the server away; the client sees a broken connection.
                continue;
            }
        }
    }

    private void forward(Socket from, Socket to, int limit, AtomicBoolean halfOpen) {
        byte[] buffer = new byte[4096];
        int left = limit;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                int read = in.read(buffer, 0, Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                if (!halfOpen.get()) {
                    out.write(buffer, 0, read);
                    left -= limit == NEVER ? 0 : read;
                }
            }
            cuts.incrementAndGet();
        } catch (IOException e) {
            // The other side has closed.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open.keySet()) {
            socket.close();
        }
    }
}
