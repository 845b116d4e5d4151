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

package io.flinkbundle.emulators.influxdb3.flight;

import io.flinkbundle.emulators.influxdb3.auth.Tokens;
import io.flinkbundle.emulators.influxdb3.sql.SqlEngine;
import io.flinkbundle.emulators.influxdb3.store.Catalog;

import org.apache.flink.annotation.Internal;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens for gRPC on some port of the loopback interface. */
@Internal
public final class FlightFrontend implements AutoCloseable {

    private static final long STOP_SECONDS = 5;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ExecutorService executor = Executors.newCachedThreadPool(FlightFrontend::thread);
    private final Server server;

    /**
     * @throws UncheckedIOException when there is no port
     */
    public FlightFrontend(String host, Catalog catalog, SqlEngine engine, Tokens tokens) {
        this.server =
                NettyServerBuilder.forAddress(new InetSocketAddress(host, 0))
                        .executor(executor)
                        .permitKeepAliveTime(1, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .intercept(new FlightAuthentication(tokens))
                        .addService(new FlightService(catalog, engine))
                        .build();
        try {
            server.start();
        } catch (IOException e) {
            executor.shutdownNow();
            throw new UncheckedIOException("The InfluxDB emulator cannot listen for gRPC.", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "influxdb3-emulator-flight-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
