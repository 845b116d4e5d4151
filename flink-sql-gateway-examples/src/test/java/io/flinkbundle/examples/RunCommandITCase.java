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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code examples run} says of scripts that fail, on a gateway that is there already. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class RunCommandITCase {

    private Lab lab;
    private URI gateway;
    private Path module;

    private record Run(int exitCode, String output, String errors) {}

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path work) throws InterruptedException {
        Layout layout = new Layout(Path.of("").toAbsolutePath(), work);
        lab = Lab.start(layout, Map.of(), new Progress(System.out));
        gateway = lab.awaitGateway();
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @BeforeEach
    void takeFolder(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        module = folder;
    }

    @Test
    void aFailingScriptCancelsTheJobOfItsMaterializedTable() throws Exception {
        writeScript(
                """
                CREATE TABLE numbers (`a` INT) WITH ('connector' = 'datagen');
                CREATE MATERIALIZED TABLE kept WITH ('connector' = 'blackhole')
                FRESHNESS = INTERVAL '1' SECOND REFRESH_MODE = CONTINUOUS
                AS SELECT `a` FROM numbers;
                DROP TABLE missing;
                DROP MATERIALIZED TABLE kept;
                """);

        Run run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("line 5: Table").contains(">    5  DROP TABLE missing");
        assertThat(lab.runningJobs()).isEmpty();
    }

    @Test
    void aFailingJobCancelsTheOthers() throws Exception {
        writeScript(
                """
                SET 'restart-strategy.type' = 'none';
                CREATE TABLE numbers (`a` INT) WITH ('connector' = 'datagen');
                CREATE TABLE nowhere (`a` INT) WITH ('connector' = 'blackhole');
                INSERT INTO nowhere SELECT `a` FROM numbers;
                SET 'table.dml-sync' = 'true';
                INSERT INTO nowhere SELECT 1 / (`a` - `a`) FROM numbers;
                """);

        Run run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("line 6: / by zero");
        assertThat(lab.runningJobs()).isEmpty();
    }

    @Test
    void theStackTraceOfAFailureIsShownOnDemand() throws Exception {
        writeScript("SELECT `b` FROM (VALUES (1)) AS t(`a`);", table("b", "1"));

        assertThat(run().errors()).contains("Column 'b' not found").doesNotContain("\tat ");
        assertThat(run("--debug").errors()).contains("Column 'b' not found").contains("\tat ");
    }

    @Test
    void aResultThatHasChangedIsShownWithItsDifferences() throws Exception {
        writeScript("SELECT 1 AS `n`;", table("n", "2"));

        Run run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("line 1: 1 rows, NOT as expected")
                .contains("    - 2\n    + 1\n")
                .contains("0 of 1 as expected, not 01-script");
    }

    private static ResultTable table(String column, String value) {
        return new ResultTable(List.of(column), List.of(List.of(value)));
    }

    private void writeScript(String sql, ResultTable... expected) throws IOException {
        Files.writeString(
                Files.createDirectories(module.resolve("sql")).resolve("01-script.sql"), sql);
        String tables =
                String.join("\n\n", List.of(expected).stream().map(ResultTable::format).toList());
        Files.writeString(
                Files.createDirectories(module.resolve("expected")).resolve("01-script.txt"),
                tables);
    }

    private Run run(String... options) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--module",
                                module.toString(),
                                "--work",
                                // A run claims its folder until its JVM ends.
                                module.resolve("work" + options.length).toString(),
                                "run",
                                "01-script",
                                "--endpoint",
                                gateway.toString()));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream systemOut = System.out;
        PrintStream systemErr = System.err;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Examples.execute(arguments.toArray(String[]::new));
            return new Run(
                    exitCode,
                    output.toString(StandardCharsets.UTF_8),
                    errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(systemOut);
            System.setErr(systemErr);
        }
    }
}
