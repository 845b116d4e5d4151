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

package io.flinkbundle.cli.testing;

import io.flinkbundle.cli.FlinkConn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the command line as what it is: a process with two streams and an exit code. */
public final class CliProcess {

    private static final long TIMEOUT_SECONDS = 120;

    private CliProcess() {}

    /** What was left when it had ended. */
    public record Result(int exitCode, String out, String err) {

        /** What was complained about: without the lines that say what is being done. */
        public String complaints() {
            return err.replaceAll("(?m)^\\.\\.\\. .*\\n", "");
        }

        /** Both streams, for assertions about what must stand in neither. */
        public String everything() {
            return out + err;
        }
    }

    /** Runs to the end with this process's environment. */
    public static Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs to the end. */
    public static Result run(Map<String, String> environment, String... arguments) {
        return run(environment, command(arguments));
    }

    /** Runs a command that starts it in another way. */
    public static Result run(Map<String, String> environment, List<String> command) {
        try {
            Path folder = Files.createTempDirectory("cli-process-");
            Process process = start(environment, folder, command);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "%s did not end: %s"
                                .formatted(command, Files.readString(folder.resolve("err"))));
            }
            return result(process, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** Starts it with its streams in the files {@code out} and {@code err} of a folder. */
    public static Process start(Map<String, String> environment, Path folder, String... arguments)
            throws IOException {
        return start(environment, folder, command(arguments));
    }

    private static Process start(Map<String, String> environment, Path folder, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }

    /** The command that starts it as {@code tools/flink-conn} does. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.add(1, "@" + Path.of("jvm.options").toAbsolutePath());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command without any option of the JVM. */
    public static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                FlinkConn.class.getName());
    }

    /** Reads what an ended process has left in its folder. */
    public static Result result(Process process, Path folder) throws IOException {
        return new Result(
                process.exitValue(),
                Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err"), StandardCharsets.UTF_8));
    }
}
