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

package io.flinkbundle.emulators.bigquery.http;

import io.flinkbundle.emulators.influxdb3.server.HeldCalls;

import org.apache.flink.annotation.Internal;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens for HTTP on the loopback interface, stops and listens again on the same port. */
@Internal
public final class HttpFrontend implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** Read by the server of the JDK when it is loaded; without it small answers take long. */
    private static final String NO_DELAY_PROPERTY = "sun.net.httpserver.nodelay";

    private static final int BACKLOG = 1_024;

    private final HeldCalls held;
    private final HttpCalls calls;
    private final ExecutorService threads;

    private Optional<HttpServer> listening = Optional.empty();
    private int port;

    /**
     * @param port to listen on; 0 for any free one
     */
    public HttpFrontend(HttpCalls calls, HeldCalls held, int port) {
        this.calls = calls;
        this.held = held;
        this.port = port;
        AtomicInteger count = new AtomicInteger();
        this.threads =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread =
                                    new Thread(
                                            task,
                                            "bigquery-emulator-rest-" + count.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * @throws UncheckedIOException when the port is taken
     */
    public synchronized void start() {
        if (listening.isPresent()) {
            return;
        }
        if (System.getProperty(NO_DELAY_PROPERTY) == null) {
            System.setProperty(NO_DELAY_PROPERTY, "true");
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(HOST, port), BACKLOG);
            server.createContext("/", calls);
            server.setExecutor(threads);
            server.start();
            port = server.getAddress().getPort();
            listening = Optional.of(server);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The BigQuery emulator cannot listen for HTTP on port "
                            + port
                            + " of the loopback interface; choose another, or 0 for any free one.",
                    e);
        }
    }

    /** Breaks all connections and listens no more. */
    public synchronized void stop() {
        held.letGo();
        listening.ifPresent(server -> server.stop(0));
        listening = Optional.empty();
    }

    public synchronized int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
