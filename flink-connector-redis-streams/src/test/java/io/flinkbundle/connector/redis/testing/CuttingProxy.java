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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between client and server, and cuts each connection after so many bytes of replies, in the
 * middle of one most often. What the client has sent has reached the server by then.
 */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final RedisTestServer server;
    private final int bytesPerConnection;
    private final AtomicInteger cuts = new AtomicInteger();
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();

    /**
     * @param bytesPerConnection of replies; more for each connection, so that none starves
     */
    public CuttingProxy(RedisTestServer server, int bytesPerConnection) throws IOException {
        this.server = server;
        this.bytesPerConnection = bytesPerConnection;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    public RedisConnectionOptions options() {
        return RedisConnectionOptions.builder()
                .setHost("127.0.0.1")
                .setPort(listener.getLocalPort())
                .build();
    }

    /** How many connections were cut. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        int connections = 0;
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket target = new Socket(server.host(), server.port());
                open.put(client, true);
                open.put(target, true);
                connections++;
                int limit = bytesPerConnection + connections * bytesPerConnection / 4;
                start(() -> forward(client, target, Integer.MAX_VALUE));
                start(() -> forward(target, client, limit));
            } catch (IOException e) {
                // The proxy is closed, or the server away; the client sees a broken connection.
                continue;
            }
        }
    }

    private void forward(Socket from, Socket to, int limit) {
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
                out.write(buffer, 0, read);
                left -= read;
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
        Thread thread = new Thread(work, "cutting-proxy");
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
