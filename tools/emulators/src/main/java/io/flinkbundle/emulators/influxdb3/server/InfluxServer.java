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

import io.flinkbundle.emulators.influxdb3.flight.FlightFrontend;

import org.apache.flink.annotation.Internal;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on the loopback interface, stops and listens again on the same port. */
@Internal
public final class InfluxServer implements AutoCloseable {

    /** Where it listens. */
    public static final String HOST = "127.0.0.1";

    /** Read by the server of the JDK when it is loaded. */
    private static final String NO_DELAY_PROPERTY = "sun.net.httpserver.nodelay";

    /**
     * Connections that may wait to be accepted; with the 50 of the JDK, 200 at once were reset now
     * and then.
     */
    private static final int BACKLOG = 1_024;

    private static final int NO_DELAY = 0;

    private final HeldCalls held = new HeldCalls();
    private final CallHandler handler;
    private final ExecutorService threads;

    private final Optional<FlightFrontend> flight;

    private Optional<HttpServer> listening = Optional.empty();
    private Optional<PortSplitter> splitter = Optional.empty();
    private int port;

    public InfluxServer(ServerParts parts, int port) {
        this.handler = new CallHandler(parts, held);
        this.port = port;
        this.flight =
                parts.flight()
                        ? Optional.of(
                                new FlightFrontend(
                                        HOST, parts.catalog(), parts.sql(), parts.tokens()))
                        : Optional.empty();
        AtomicInteger count = new AtomicInteger();
        this.threads =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread =
                                    new Thread(
                                            task, "influxdb3-emulator-" + count.incrementAndGet());
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
        sendBodiesAtOnce();
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(HOST, flight.isPresent() ? 0 : port), BACKLOG);
            server.createContext("/", handler);
            server.setExecutor(threads);
            server.start();
            listening = Optional.of(server);
            port = flight.isPresent() ? split(server) : server.getAddress().getPort();
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(
                    "The InfluxDB emulator cannot listen on port "
                            + port
                            + " of the loopback interface; choose another, or 0 for any free one.",
                    e);
        }
    }

    /** Puts one port before those of HTTP and gRPC. */
    private int split(HttpServer http) throws IOException {
        PortSplitter front =
                new PortSplitter(
                        new InetSocketAddress(HOST, port),
                        BACKLOG,
                        http.getAddress().getPort(),
                        flight.orElseThrow().port(),
                        threads);
        splitter = Optional.of(front);
        return front.port();
    }

    /**
     * The server of the JDK sends headers and body apart, and the body only when the client has
     * acknowledged the headers, unless this is set: measured, a small answer took 50 ms instead of
     * four. Who has set it otherwise keeps that.
     */
    private static void sendBodiesAtOnce() {
        if (System.getProperty(NO_DELAY_PROPERTY) == null) {
            System.setProperty(NO_DELAY_PROPERTY, "true");
        }
    }

    /** Breaks all connections and listens no more. */
    public synchronized void stop() {
        held.letGo();
        splitter.ifPresent(PortSplitter::close);
        splitter = Optional.empty();
        listening.ifPresent(server -> server.stop(NO_DELAY));
        listening = Optional.empty();
    }

    /** Waits until so many calls are held by faults, and says whether that came in time. */
    public boolean awaitHeldCalls(int count, Duration timeout) throws InterruptedException {
        return held.await(count, timeout);
    }

    /** Breaks the connections of the calls that are held by faults. */
    public void letHeldCallsGo() {
        held.letGo();
    }

    public synchronized int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
        flight.ifPresent(FlightFrontend::close);
        threads.shutdownNow();
    }
}
