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

package io.flinkbundle.emulators.pubsub.server;

import io.flinkbundle.emulators.pubsub.call.CallRecorder;
import io.flinkbundle.emulators.pubsub.fault.FaultInterceptor;
import io.flinkbundle.emulators.pubsub.fault.FaultScript;
import io.flinkbundle.emulators.pubsub.fault.StreamLimits;
import io.flinkbundle.emulators.pubsub.state.PubSubState;

import org.apache.flink.annotation.Internal;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The gRPC server in front of the state, on the loopback interface only. It can go and come back,
 * the state stays.
 */
@Internal
public final class PubSubServer implements AutoCloseable {

    /** Above the limit of a request, so that the service and not gRPC refuses what is too large. */
    private static final int MAX_INBOUND_MESSAGE_BYTES = 64 << 20;

    private static final String LOOPBACK = "127.0.0.1";

    private static final int MAX_INBOUND_METADATA_BYTES = 4 << 20;

    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final PubSubState state;
    private final FaultScript faults;
    private final StreamLimits streamLimits;
    private final CallRecorder recorder;
    private final TrackedConnections connections = new TrackedConnections();
    private final ExecutorService executor = newExecutor();
    private final EventLoopGroup acceptor = newEventLoops("accept", 1);
    private final EventLoopGroup workers = newEventLoops("io", THREADS);

    private Optional<Server> server = Optional.empty();
    private int port;

    /**
     * @param port to listen on; 0 for any free one
     */
    public PubSubServer(
            PubSubState state,
            FaultScript faults,
            StreamLimits streamLimits,
            CallRecorder recorder,
            int port) {
        this.state = state;
        this.faults = faults;
        this.streamLimits = streamLimits;
        this.recorder = recorder;
        this.port = port;
    }

    private static ExecutorService newExecutor() {
        return new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("pubsub-emulator-call", true),
                // Calls that end while the emulator closes have nobody to tell.
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static EventLoopGroup newEventLoops(String name, int threads) {
        return new NioEventLoopGroup(
                threads, new DefaultThreadFactory("pubsub-emulator-" + name, true));
    }

    /** Listens, always on the port of the first time. */
    public synchronized void start() {
        if (server.isPresent()) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(LOOPBACK, port);
        CallContext context = new CallContext(state.clock(), executor, streamLimits);
        Server starting =
                NettyServerBuilder.forAddress(address)
                        .channelFactory(connections::listen)
                        .bossEventLoopGroup(acceptor)
                        .workerEventLoopGroup(workers)
                        .executor(executor)
                        .maxInboundMessageSize(MAX_INBOUND_MESSAGE_BYTES)
                        .maxInboundMetadataSize(MAX_INBOUND_METADATA_BYTES)
                        .permitKeepAliveTime(1, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        // The one that is added last stands first.
                        .intercept(
                                new FaultInterceptor(faults, connections, state.clock(), executor))
                        .intercept(recorder)
                        .addService(new PublisherService(state))
                        .addService(new SubscriberService(state, context))
                        .addService(new SchemaServiceCalls(state))
                        .build();
        try {
            starting.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The Pub/Sub emulator cannot listen on "
                            + address
                            + "; choose another port, or 0 for any free one.",
                    e);
        }
        server = Optional.of(starting);
        port = starting.getPort();
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
            stopping.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
        executor.shutdownNow();
        acceptor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
