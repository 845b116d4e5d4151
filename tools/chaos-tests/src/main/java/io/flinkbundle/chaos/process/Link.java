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

package io.flinkbundle.chaos.process;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a job and a server on the loopback interface. It can cut all connections, and it
 * can let them become half-open, so that they swallow whatever either side sends.
 */
@Internal
public final class Link implements AutoCloseable {

    private static final int BUFFER_SIZE = 16 * 1024;

    private final ServerSocket listener;
    private final int serverPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Is replaced when connections work again; those that were half-open stay so. */
    private volatile AtomicBoolean swallows = new AtomicBoolean();

    private volatile boolean refuses;

    private Link(ServerSocket listener, int serverPort) {
        this.listener = listener;
        this.serverPort = serverPort;
    }

    /** A link that does no harm yet; the server need not be there. */
    public static Link to(int serverPort) {
        try {
            InetAddress loopback = InetAddress.getByName(Ports.HOST);
            Link link = new Link(new ServerSocket(0, 50, loopback), serverPort);
            start(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Closes all connections, and each new one at once until {@link #heal}. */
    public void cut() {
        refuses = true;
        open.forEach(Link::close);
    }

    /** All connections become half-open, and so does each new one until {@link #heal}. */
    public void swallow() {
        swallows.set(true);
    }

    /** New connections work. */
    public void heal() {
        refuses = false;
        swallows = new AtomicBoolean();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // The link is closed, or the server away; the client sees a broken connection.
                continue;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (refuses) {
            client.close();
            return;
        }
        Socket server;
        try {
            server = new Socket(Ports.HOST, serverPort);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        AtomicBoolean halfOpen = swallows;
        start(() -> forward(client, server, halfOpen));
        start(() -> forward(server, client, halfOpen));
    }

    private void forward(Socket from, Socket to, AtomicBoolean halfOpen) {
        byte[] buffer = new byte[BUFFER_SIZE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!halfOpen.get()) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One side has closed, and the other one now is.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Link::close);
    }
}
