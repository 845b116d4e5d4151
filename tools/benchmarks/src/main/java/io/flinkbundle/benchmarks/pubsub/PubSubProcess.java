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

package io.flinkbundle.benchmarks.pubsub;

import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PubSubStubs;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorMain;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import io.grpc.ManagedChannelBuilder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The Pub/Sub emulator in a process of its own, on loopback. It ends when it is closed, and when
 * this JVM ends, interrupted or not.
 */
@Internal
final class PubSubProcess implements AutoCloseable {

    /** A round's messages have to fit. */
    private static final String HEAP = "-Xmx4g";

    private static final int MAX_INBOUND_BYTES = 20 << 20;

    private final Process process;
    private final String endpoint;
    private final Thread stopAtExit;

    private PubSubProcess(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.stopAtExit = new Thread(process::destroy, "stop-pubsub");
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    static PubSubProcess start() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-cp",
                                System.getProperty("java.class.path"),
                                PubSubEmulatorMain.class.getName(),
                                "--port",
                                "0")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            process.destroy();
            throw new IOException("The process of the emulator ended before it had a port.");
        }
        return new PubSubProcess(process, line.substring(line.indexOf('=') + 1));
    }

    String endpoint() {
        return endpoint;
    }

    PublisherStub publisher() throws IOException {
        return PubSubStubs.publisher(options());
    }

    SubscriberStub subscriber() throws IOException {
        return PubSubStubs.subscriber(options());
    }

    private PubSubConnectionOptions options() {
        return PubSubConnectionOptions.builder().setEmulatorHost(endpoint).build();
    }

    /** For Google's own classes; used with {@link NoCredentialsProvider}. */
    TransportChannelProvider channels() {
        return InstantiatingGrpcChannelProvider.newBuilder()
                .setEndpoint(endpoint)
                .setMaxInboundMessageSize(MAX_INBOUND_BYTES)
                .setChannelConfigurator(ManagedChannelBuilder::usePlaintext)
                .build();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        process.destroy();
    }
}
