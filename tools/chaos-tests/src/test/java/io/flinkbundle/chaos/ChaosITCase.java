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

package io.flinkbundle.chaos;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A few faults for each promise, on the jars as they were built. */
@Timeout(300)
class ChaosITCase {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    redis-streams/exactly-once | kill-taskmanager,kill-redis
                    duckdb/exactly-once        | kill-jobmanager,kill-taskmanager
                    """)
    void keepsItsPromiseThroughFaults(String connector, String faults) throws Exception {
        Outcome outcome =
                chaos("run", "--connector", connector, "--rounds", "2", "--faults", faults);

        assertThat(outcome.text).contains("kept").doesNotContain("BROKEN");
        assertThat(outcome.exitCode).isZero();
    }

    @Test
    void namesWhatThereIsWhenAskedForSomethingElse() throws Exception {
        Outcome outcome = chaos("run", "--connector", "redis/never");

        assertThat(outcome.text).contains("no 'redis/never'", "duckdb/exactly-once");
        assertThat(outcome.exitCode).isEqualTo(2);
    }

    private record Outcome(int exitCode, String text) {}

    private static Outcome chaos(String... arguments) throws IOException, InterruptedException {
        Path target = MODULE.resolve("target");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + MODULE.resolve("jvm.options"),
                                "-Xmx1g",
                                "-Dlog.file=" + target.resolve("chaos/driver.log"),
                                "-Dlog4j2.configurationFile="
                                        + MODULE.resolve("conf/log4j2.properties"),
                                "-cp",
                                target.resolve("classes")
                                        + ":"
                                        + target.resolve("lib")
                                        + "/*:"
                                        + Files.readString(target.resolve("driver.classpath")),
                                Chaos.class.getName(),
                                MODULE.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
