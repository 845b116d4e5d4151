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

package io.flinkbundle.emulators.influxdb3.server;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * One port for HTTP and for gRPC, which the server of InfluxDB has as well: a client that begins
 * with the preface of HTTP/2 speaks gRPC. Bytes are handed on as they come.
 */
@Internal
final class PortSplitter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PortSplitter.class);

    /** The begin of the preface; no method of HTTP/1.1 begins so. */
    private static final String PREFACE = "PRI ";

    private static final int BUFFER = 1 << 16;

    private final ServerSocket listening;
    private final int httpPort;
    private final int grpcPort;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Listens.
     *
     * @param threads two for each connection, and one more
     * @throws IOException when the port is taken
     */
    PortSplitter(
            InetSocketAddress address,
            int backlog,
            int httpPort,
            int grpcPort,
            ExecutorService threads)
            throws IOException {
        this.listening = new ServerSocket();
        this.httpPort = httpPort;
        this.grpcPort = grpcPort;
        this.threads = threads;
        try {
            listening.setReuseAddress(true);
            listening.bind(address, backlog);
        } catch (IOException e) {
            listening.close();
            throw e;
        }
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            if (!listening.isClosed()) {
                LOG.error("The InfluxDB emulator takes no more connections.", e);
            }
        }
    }

    private void serve(Socket client) {
        try {
            client.setTcpNoDelay(true);
            byte[] begin = client.getInputStream().readNBytes(PREFACE.length());
            boolean grpc = new String(begin, US_ASCII).equals(PREFACE);
            Socket server =
                    new Socket(
                            InetAddress.getByName(InfluxServer.HOST), grpc ? grpcPort : httpPort);
            open.add(server);
            server.setTcpNoDelay(true);
            server.getOutputStream().write(begin);
            threads.execute(() -> pump(server, client));
            pump(client, server);
        } catch (IOException e) {
            LOG.debug("A connection broke before it was handed on.", e);
            close(client);
        }
    }

    /** Hands on until one of them ends, which ends the other one. */
    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                close(from);
                close(to);
            }
        } catch (IOException e) {
            LOG.debug("A connection broke.", e);
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection did not close.", e);
        }
    }

    /** Listens no more, and breaks all connections. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.warn("The InfluxDB emulator did not stop to listen.", e);
        }
        open.forEach(this::close);
    }
}
