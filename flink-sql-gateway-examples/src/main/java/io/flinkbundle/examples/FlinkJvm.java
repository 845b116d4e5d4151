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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of Flink that lives as long as its standard input is open: this end of it closes with the
 * owner, however that ends.
 */
final class FlinkJvm implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Process process;
    private final Path errors;

    private FlinkJvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * Where a JVM finds its things and leaves its traces.
     *
     * @param conf the folder of {@code jvm.options} and {@code log4j2.properties}
     * @param work the folder for {@code NAME.log} and {@code NAME.err}
     */
    record Folders(Path conf, Path work) {

        Path log(String name) {
            return work.resolve(name + ".log");
        }
    }

    /**
     * Starts a process.
     *
     * @param name of its log
     * @param options of the JVM, the class path among them
     * @param mainClass reads its standard input, and ends with it
     */
    static FlinkJvm start(
            String name,
            Folders folders,
            List<String> options,
            Class<?> mainClass,
            List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + folders.conf().resolve("jvm.options"),
                                "-Dlog.file=" + folders.log(name),
                                "-Dlog4j2.configurationFile="
                                        + folders.conf().resolve("log4j2.properties"),
                                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(options);
        command.add(mainClass.getName());
        command.addAll(arguments);
        Path errors = folders.work().resolve(name + ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(errors.toFile())
                            .start();
            return new FlinkJvm(process, errors);
        } catch (IOException e) {
            throw new ExampleException("Flink cannot start: " + RootCause.of(e), e);
        }
    }

    /** Throws what the process has said last when it has ended. */
    void checkAlive() {
        if (!process.isAlive()) {
            throw new ExampleException("Flink stopped at its start: " + lastError());
        }
    }

    private String lastError() {
        try {
            return RootCause.of(Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the process to end, and returns at once. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the process to end, and ends it when it does not. */
    @Override
    public void close() {
        try {
            stop();
            process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly(); // without effect on a process that has ended
        }
    }
}
