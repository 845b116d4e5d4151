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

package io.flinkbundle.benchmarks.influxdb3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server that takes writes to {@code /api/v3/write_lp}, does nothing with them but keep the
 * bodies as they came, and gives them back on {@code /kept}: what it costs is next to nothing, and
 * still no row can be lost unseen.
 *
 * <p>With a tick it confirms a write at the end of the interval in which it came, as InfluxDB 3
 * does, which flushes its log once a second.
 *
 * <p>It is run as a process of its own, needs nothing but the JDK, and ends when its standard input
 * does.
 */
final class KeepingServer {

    static final String WRITE_PATH = "/api/v3/write_lp";
    static final String KEPT_PATH = "/kept";

    private static final int NO_CONTENT = 204;
    private static final int NO_BODY = -1;
    private static final int UNKNOWN_LENGTH = 0;

    private final long tickNanos;
    private final long start = System.nanoTime();
    private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();

    private KeepingServer(long tickMillis) {
        this.tickNanos = TimeUnit.MILLISECONDS.toNanos(tickMillis);
    }

    /** Prints the port, and serves until its input ends. The argument is the tick in ms, or 0. */
    public static void main(String[] arguments) throws IOException {
        // Otherwise the answer's header waits for the acknowledgement of what came before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        KeepingServer keeping = new KeepingServer(Long.parseLong(arguments[0]));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(WRITE_PATH, keeping::take);
        server.createContext(KEPT_PATH, keeping::giveBack);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Nothing is said, only the end matters.
        }
        System.exit(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            // Sinks begin with a write of nothing, to see whether they may.
            if (body.length > 0) {
                kept.add(body);
                awaitTick();
            }
            exchange.sendResponseHeaders(NO_CONTENT, NO_BODY);
        }
    }

    private void awaitTick() throws IOException {
        if (tickNanos == 0) {
            return;
        }
        long sinceTick = (System.nanoTime() - start) % tickNanos;
        try {
            TimeUnit.NANOSECONDS.sleep(tickNanos - sinceTick);
        } catch (InterruptedException e) {
            throw new IOException("Interrupted before the tick.", e);
        }
    }

    /** All bodies, each behind its length, and forgets them. */
    private void giveBack(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, UNKNOWN_LENGTH);
            OutputStream body = exchange.getResponseBody();
            DataOutputStream out = new DataOutputStream(body);
            for (byte[] each = kept.poll(); each != null; each = kept.poll()) {
                out.writeInt(each.length);
                out.write(each);
            }
            out.flush();
        }
    }
}
