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

package io.flinkbundle.emulators.bigquery;

import org.apache.flink.annotation.PublicEvolving;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a BigQuery emulator from the command line, and runs until the process is stopped. It
 * prints where it listens, as assignments for a shell.
 */
@PublicEvolving
@Command(
        name = "bigquery-emulator",
        mixinStandardHelpOptions = true,
        description =
                "Google BigQuery and its staging part of Cloud Storage on the loopback interface,"
                        + " in memory, for tests. To read in Arrow, the JVM needs"
                        + " --add-opens=java.base/java.nio=ALL-UNNAMED.")
public final class BigQueryEmulatorMain implements Callable<Integer> {

    private static final String DEFAULT_REST_PORT = "9050";
    private static final String DEFAULT_GRPC_PORT = "9060";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = DEFAULT_REST_PORT,
            description =
                    "The port of the REST interfaces, 0 for any free one"
                            + " (default: ${DEFAULT-VALUE}).")
    private int restPort;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            defaultValue = DEFAULT_GRPC_PORT,
            description =
                    "The port of the Storage interfaces, 0 for any free one"
                            + " (default: ${DEFAULT-VALUE}).")
    private int grpcPort;

    @Option(
            names = "--location",
            paramLabel = "NAME",
            description = "Where datasets are that name no location (default: any name).")
    private String location;

    @Spec private CommandLine.Model.CommandSpec spec;

    private BigQueryEmulatorMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new BigQueryEmulatorMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        BigQueryEmulator.Builder builder =
                BigQueryEmulator.builder().restPort(restPort).grpcPort(grpcPort);
        Optional.ofNullable(location).ifPresent(builder::location);
        BigQueryEmulator emulator = builder.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(emulator::close, "bigquery-emulator-shutdown"));
        spec.commandLine().getOut().println("export BIGQUERY_EMULATOR_HOST=" + emulator.restUrl());
        spec.commandLine()
                .getOut()
                .println("export BIGQUERY_STORAGE_EMULATOR_HOST=" + emulator.grpcEndpoint());
        spec.commandLine().getOut().println("export STORAGE_EMULATOR_HOST=" + emulator.restUrl());
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
