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

package io.flinkbundle.connector.duckdb.client;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.junit.jupiter.api.condition.OS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * Another process that holds a database file until its input ends. Started with the path and how to
 * open it: through the connector to write ({@code connector}) or to read ({@code reader}), or by
 * the driver alone ({@code driver}).
 */
public final class FileHolder {

    private static final String READY = "ready";

    private FileHolder() {}

    public static void main(String[] args) throws Exception {
        try (AutoCloseable held = hold(args[0], args[1])) {
            System.out.println(READY + held.hashCode());
            System.in.read();
        }
    }

    private static AutoCloseable hold(String path, String way) throws Exception {
        return switch (way) {
            case "connector" ->
                    DuckDbDatabase.open(
                            DuckDbSettings.of(path), AccessMode.READ_WRITE, "job 'nightly'");
            case "reader" ->
                    DuckDbDatabase.open(
                            DuckDbSettings.of(path).withMaxWait(Duration.ZERO),
                            AccessMode.READ_ONLY,
                            "job 'report'");
            case "driver" -> DuckDbFiles.connect(Path.of(path), new Properties());
            default -> throw new IllegalArgumentException(way);
        };
    }

    /** Starts the process and returns when it holds the file. */
    public static Process start(Path file, String way) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FileHolder.class.getName(),
                                file.toString(),
                                way)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String line = process.inputReader().readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IllegalStateException("The process did not get the file: " + line);
        }
        return process;
    }

    /** Sends a signal, such as {@code STOP}. */
    public static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    /** Ends the process, even a paused one, and waits until it has released the file. */
    public static void stop(Process process) throws Exception {
        if (process.isAlive() && OS.LINUX.isCurrentOs()) {
            signal(process, "CONT");
        }
        process.outputWriter().close();
        process.waitFor();
    }
}
