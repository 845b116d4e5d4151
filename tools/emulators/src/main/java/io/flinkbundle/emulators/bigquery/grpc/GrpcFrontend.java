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

package io.flinkbundle.emulators.bigquery.grpc;

import io.flinkbundle.emulators.pubsub.server.TrackedConnections;

import org.apache.flink.annotation.Internal;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Listens for gRPC on the loopback interface, stops and listens again on the same port. */
@Internal
public final class GrpcFrontend implements AutoCloseable {

    /** Above the limit of a request, so that the service and not gRPC refuses what is too large. */
    private static final int MAX_INBOUND_MESSAGE_BYTES = 256 << 20;

    private static final String LOOPBACK = "127.0.0.1";
    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final List<BindableService> services;
    private final TrackedConnections connections;
    private final ExecutorService executor =
            Executors.newCachedThreadPool(new DefaultThreadFactory("bigquery-emulator-call", true));
    private final EventLoopGroup acceptor = newEventLoops("accept", 1);
    private final EventLoopGroup workers = newEventLoops("io", THREADS);

    private Optional<Server> server = Optional.empty();
    private int port;

    /**
     * @param port to listen on; 0 for any free one
     */
    public GrpcFrontend(List<BindableService> services, TrackedConnections connections, int port) {
        this.services = services;
        this.connections = connections;
        this.port = port;
    }

    private static EventLoopGroup newEventLoops(String name, int threads) {
        return new NioEventLoopGroup(
                threads, new DefaultThreadFactory("bigquery-emulator-" + name, true));
    }

    /**
     * Listens, always on the port of the first time.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public synchronized void start() {
        if (server.isPresent()) {
            return;
        }
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(LOOPBACK, port))
                        .channelFactory(connections::listen)
                        .bossEventLoopGroup(acceptor)
                        .workerEventLoopGroup(workers)
                        .executor(executor)
                        .maxInboundMessageSize(MAX_INBOUND_MESSAGE_BYTES)
                        .permitKeepAliveTime(1, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .intercept(new ClientAddress());
        services.forEach(builder::addService);
        try {
            Server starting = builder.build().start();
            port = starting.getPort();
            server = Optional.of(starting);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The BigQuery emulator cannot listen for gRPC on port "
                            + port
                            + " of the loopback interface; choose another, or 0 for any free one.",
                    e);
        }
    }

    /** Breaks all connections and listens no more. */
    public synchronized void stop() {
        if (server.isEmpty()) {
            return;
        }
        Server stopping = server.get();
        server = Optional.empty();
        // First, because clients take the farewell of a server that shuts down for a final answer.
        connections.dropAll();
        stopping.shutdownNow();
        try {
            stopping.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many clients are connected. */
    public int connections() {
        return connections.count();
    }

    public synchronized int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
        acceptor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        workers.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        executor.shutdownNow();
    }
}
