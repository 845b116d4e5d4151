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

package io.flinkbundle.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Flink session cluster with its SQL Gateway: a JVM of its own, on the jars of a {@code lib/}
 * folder.
 */
final class FlinkProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Process process;
    private final Path errors;
    private final int uiPort;
    private final int gatewayPort;

    private FlinkProcess(Process process, Path errors, int uiPort, int gatewayPort) {
        this.process = process;
        this.errors = errors;
        this.uiPort = uiPort;
        this.gatewayPort = gatewayPort;
    }

    /** Starts the process and returns at once: see {@link #awaitReady()}. */
    static FlinkProcess start(Layout layout, int uiPort, int gatewayPort) {
        Path errors = layout.work().resolve("flink.err");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + layout.conf().resolve("jvm.options"),
                        "-Xmx1g",
                        "-Dlog.file=" + layout.flinkLog(),
                        "-Dlog4j2.configurationFile=" + layout.conf().resolve("log4j2.properties"),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        layout.clusterClassPath(),
                        "io.flinkbundle.examples.cluster.LocalCluster",
                        layout.conf().toString(),
                        "-Drest.port=" + uiPort,
                        "-Dsql-gateway.endpoint.rest.port=" + gatewayPort,
                        "-Dexecution.checkpointing.dir="
                                + layout.work().resolve("checkpoints").toUri(),
                        "-Dweb.log.path=" + layout.flinkLog());
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(errors.toFile())
                            .start();
            return new FlinkProcess(process, errors, uiPort, gatewayPort);
        } catch (IOException e) {
            throw new ExampleException("Flink cannot start: " + RootCause.of(e), e);
        }
    }

    /** Waits until web UI and gateway answer. */
    void awaitReady() throws InterruptedException {
        RestClient jobManager = jobManager();
        RestClient gateway = new RestClient(gateway());
        Await.until(
                Duration.ofSeconds(60),
                () -> {
                    if (!process.isAlive()) {
                        throw new ExampleException("Flink stopped at its start: " + lastError());
                    }
                    return jobManager.answers("/overview") && gateway.answers("/v2/info");
                },
                () -> "Flink does not answer on ports %d and %d".formatted(uiPort, gatewayPort));
    }

    RestClient jobManager() {
        return new RestClient(webUi());
    }

    URI webUi() {
        return URI.create("http://127.0.0.1:" + uiPort);
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    private String lastError() {
        try {
            return RootCause.of(Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the cluster to stop by closing its standard input, and ends it when it does not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly(); // without effect on a process that has ended
        }
    }
}
