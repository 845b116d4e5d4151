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

package io.flinkbundle.benchmarks.bigquery;

import io.flinkbundle.emulators.bigquery.BigQueryEmulatorMain;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.BigQueryReadSettings;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.grpc.ManagedChannelBuilder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The emulator in a process of its own, so that its work is not counted as the connector's. */
@Internal
final class BigQueryProcess implements AutoCloseable {

    static final String PROJECT = "bench";

    /** A round's rows have to fit. */
    private static final String HEAP = "-Xmx4g";

    private static final String ARROW_OPENING = "--add-opens=java.base/java.nio=ALL-UNNAMED";
    private static final int MAX_INBOUND_BYTES = 128 << 20;

    private final Process process;
    private final String restUrl;
    private final String grpcEndpoint;
    private final Thread stopAtExit;

    private BigQueryProcess(Process process, String restUrl, String grpcEndpoint) {
        this.process = process;
        this.restUrl = restUrl;
        this.grpcEndpoint = grpcEndpoint;
        this.stopAtExit = new Thread(process::destroy, "stop-bigquery");
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    static BigQueryProcess start() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                ARROW_OPENING,
                                "-cp",
                                System.getProperty("java.class.path"),
                                BigQueryEmulatorMain.class.getName(),
                                "--port",
                                "0",
                                "--grpc-port",
                                "0")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String rest = output.readLine();
        String grpc = output.readLine();
        if (rest == null || grpc == null) {
            process.destroy();
            throw new IOException("The process of the emulator ended before it had a port.");
        }
        return new BigQueryProcess(process, value(rest), value(grpc));
    }

    private static String value(String assignment) {
        return assignment.substring(assignment.indexOf('=') + 1);
    }

    String restUrl() {
        return restUrl;
    }

    String grpcEndpoint() {
        return grpcEndpoint;
    }

    BigQuery bigQuery() {
        return BigQueryOptions.newBuilder()
                .setProjectId(PROJECT)
                .setHost(restUrl)
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
    }

    Storage storage() {
        return StorageOptions.http()
                .setProjectId(PROJECT)
                .setHost(restUrl)
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
    }

    BigQueryWriteClient writeClient() throws IOException {
        return BigQueryWriteClient.create(
                BigQueryWriteSettings.newBuilder()
                        .setTransportChannelProvider(channels())
                        .setCredentialsProvider(NoCredentialsProvider.create())
                        .build());
    }

    BigQueryReadClient readClient() throws IOException {
        return BigQueryReadClient.create(
                BigQueryReadSettings.newBuilder()
                        .setTransportChannelProvider(channels())
                        .setCredentialsProvider(NoCredentialsProvider.create())
                        .build());
    }

    private TransportChannelProvider channels() {
        return InstantiatingGrpcChannelProvider.newBuilder()
                .setEndpoint(grpcEndpoint)
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
