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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the quickstart as its script does: in a JVM of its own, on the jars that the build put into
 * {@code target/}.
 */
@Timeout(180)
class QuickstartITCase {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    @TempDir private Path work;

    @Test
    void printsTheCheckedResultOfBothWritePaths() throws Exception {
        Run run = quickstart();

        assertThat(run.output())
                .contains(
                        DuckDb.csv(MODULE.resolve("expected/01-earthquakes-per-day.csv")).format())
                .contains("quakes_per_day: as expected", "PER_CHECKPOINT")
                .contains("quakes_per_day_so_far: as expected", "STAGED_BULK");
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void saysWhichPortIsTakenAndStartsNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            Run run = quickstart("--ui-port", port);

            assertThat(run.output()).contains("Port " + port).contains("--ui-port");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(work.resolve("flink.log")).doesNotExist();
        }
    }

    private record Run(int exitCode, String output) {}

    private Run quickstart(String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + MODULE.resolve("conf/jvm.options"),
                                "-Dlog.file=" + work.resolve("runner.log"),
                                "-Dlog4j2.configurationFile="
                                        + MODULE.resolve("conf/log4j2.properties"),
                                "-cp",
                                String.join(
                                        File.pathSeparator,
                                        MODULE.resolve("target/classes").toString(),
                                        MODULE.resolve("target/runner/*").toString(),
                                        MODULE.resolve("target/lib/*").toString()),
                                Quickstart.class.getName(),
                                "--module",
                                MODULE.toString(),
                                "--work",
                                work.toString(),
                                "--redis-port",
                                "0",
                                "--ui-port",
                                "0",
                                "--gateway-port",
                                "0"));
        command.addAll(List.of(options));
        Path output = Files.createTempFile(work, "output", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            int exitCode = process.waitFor();
            return new Run(exitCode, Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroy(); // on a time-out: it stops what it started
        }
    }
}
