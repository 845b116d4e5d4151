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

package io.flinkbundle.cli;

import io.flinkbundle.cli.gateway.GatewaySession;
import io.flinkbundle.cli.gateway.RunningJob;
import io.flinkbundle.cli.testing.CliProcess;
import io.flinkbundle.cli.testing.CliProcess.Result;
import io.flinkbundle.cli.testing.InProcess;
import io.flinkbundle.cli.testing.LocalGateway;
import io.flinkbundle.cli.testing.PlusOne;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class GatewayITCase {

    private static final String SECRET = "planted-secret-4711";

    @TempDir private static Path folder;

    private static LocalGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = LocalGateway.start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void runsAScriptToTheEndOfItsJob() throws IOException {
        Path script =
                script(
                        """
                        CREATE TABLE g (id BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '${ROWS}');
                        CREATE TABLE b (id BIGINT) WITH ('connector' = 'blackhole');
                        INSERT INTO b SELECT id FROM g;
                        """);

        Result result = run(script, "--define", "ROWS=10");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).containsPattern("[0-9a-f]{32} FINISHED");
        assertThat(result.err()).contains("CREATE TABLE g", "INSERT INTO b", "checkpoints");
    }

    @Test
    void stopsAtTheStatementThatFails() throws IOException {
        Result result =
                run(
                        script(
                                "CREATE TABLE b (id BIGINT) WITH ('connector' = 'nil');\nINSERT INTO b SELECT 1;\nUSE x;"));

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.err())
                .contains(":2: ERROR", "nil")
                .doesNotContain("USE x")
                .doesNotContain("\tat ");
    }

    @Test
    void submitsNothingWhenAPlaceholderIsEmpty() throws IOException {
        Result result =
                run(script("CREATE TABLE b (id BIGINT) WITH ('connector' = '${NO_SUCH_NAME}');"));

        assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(result.err()).contains("${NO_SUCH_NAME}", "nothing was submitted");
    }

    @Test
    void cancelsTheJobOnCtrlCWhenToldTo() throws Exception {
        Path output = Files.createTempDirectory(folder, "run");
        Process process =
                CliProcess.start(
                        Map.of(),
                        output,
                        "run",
                        endless().toString(),
                        "--gateway",
                        gateway.url().toString(),
                        "--on-interrupt",
                        "cancel");
        String job = awaitText(output.resolve("err"), "job ([0-9a-f]{32})\\s", process);

        new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(awaitEnd(job)).isEqualTo("CANCELED");
    }

    @Test
    void asksOnATerminalWhetherToCancelTheJob() throws Exception {
        Path command = folder.resolve("command.sh");
        List<String> words =
                CliProcess.command(
                        "run", endless().toString(), "--gateway", gateway.url().toString());
        Files.writeString(command, "exec '" + String.join("' '", words) + "'\n");
        Path screen = folder.resolve("screen");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "it makes the terminal");
        // A pseudo-terminal; what is typed into it comes through the standard input.
        Process terminal =
                new ProcessBuilder("script", "-qec", "sh " + command, "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(screen.toFile())
                        .start();
        String job = awaitText(screen, "job ([0-9a-f]{32})\\s", terminal);

        type(terminal, "\u0003");
        awaitText(screen, "(Cancel job " + job + "\\? \\[y/N])", terminal);
        type(terminal, "y\n");

        assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(screen)).contains("Job " + job + " is being cancelled.");
        assertThat(awaitEnd(job)).isEqualTo("CANCELED");
    }

    private static void type(Process terminal, String keys) throws IOException {
        terminal.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
        terminal.getOutputStream().flush();
    }

    private static Path endless() throws IOException {
        return script(
                """
                CREATE TABLE g (id BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '1');
                CREATE TABLE b (id BIGINT) WITH ('connector' = 'blackhole');
                INSERT INTO b SELECT id FROM g;
                """);
    }

    @Test
    void carriesASessionOverToAnotherOneByteByByte() throws IOException {
        Path jar = PlusOne.jar(folder.resolve("plus-one.jar"));
        String function = PlusOne.class.getName();
        String first;
        try (GatewaySession session = GatewaySession.open(gateway.url())) {
            for (String sql :
                    List.of(
                            "SET 'parallelism.default' = '3'",
                            "CREATE DATABASE shop",
                            "CREATE TABLE shop.orders (id BIGINT COMMENT 'it''s a key', at TIMESTAMP(3),"
                                            .replace("at ", "placed ")
                                    + " WATERMARK FOR placed AS placed - INTERVAL '5' SECOND) WITH"
                                    + " ('connector' = 'redis-streams', 'host' = 'localhost', 'streams' ="
                                    + " 'orders', 'password' = '"
                                    + SECRET
                                    + "')",
                            "ADD JAR '" + jar + "'",
                            "CREATE FUNCTION shop.plus_one AS '%s' USING JAR '%s'"
                                    .formatted(function, jar),
                            "CREATE TEMPORARY FUNCTION one_more AS '" + function + "'",
                            "CREATE TABLE results (id BIGINT) WITH ('connector' = 'print')",
                            "CREATE VIEW after AS SELECT shop.plus_one(one_more(id)) AS id FROM shop.orders",
                            "CREATE VIEW younger AS SELECT id FROM shop.orders",
                            "CREATE VIEW alike AS SELECT id FROM younger")) {
                session.execute(sql);
            }
            first = export(session);
        }
        assertThat(first)
                .contains("'password' = '${ORDERS_PASSWORD}'", "kind: view", "parallelism.default")
                .contains("ADD JAR '" + jar + "'", "file: \"plus-one.jar\"\n    sha256: ")
                .contains(
                        "CREATE FUNCTION `default_catalog`.`shop`.`plus_one` AS '%s' LANGUAGE JAVA USING JAR '%s'"
                                .formatted(function, jar))
                .contains(
                        "CREATE TEMPORARY FUNCTION `default_catalog`.`default_database`.`one_more` AS")
                .doesNotContain(SECRET);
        Path file = Files.writeString(folder.resolve("session.yaml"), first);

        String second;
        try (GatewaySession empty = GatewaySession.open(gateway.url())) {
            Result dry = apply(file, empty, "--dry-run");
            assertThat(dry.out()).contains("would create  table default_catalog.shop.orders");

            Result applied = apply(file, empty, "--define", "ORDERS_PASSWORD=" + SECRET);
            assertThat(applied.exitCode()).as(applied.everything()).isEqualTo(ExitCodes.OK);
            assertThat(applied.everything()).doesNotContain(SECRET);
            second = export(empty);

            Result again = apply(file, empty, "--define", "ORDERS_PASSWORD=" + SECRET);
            assertThat(again.out()).contains("unchanged").doesNotContain("created");
        }
        assertThat(second).isEqualTo(first);
    }

    @Test
    void namesWhatASessionDoesNotTell() throws IOException {
        Result exported;
        try (GatewaySession session = GatewaySession.open(gateway.url())) {
            for (String sql :
                    List.of(
                            "CREATE TEMPORARY SYSTEM FUNCTION hidden AS '%s'"
                                    .formatted(PlusOne.class.getName()),
                            "CREATE TABLE g (id BIGINT) WITH ('connector' = 'datagen')",
                            "CREATE MATERIALIZED TABLE kept WITH ('connector' = 'blackhole')"
                                    + " FRESHNESS = INTERVAL '30' SECOND REFRESH_MODE = CONTINUOUS"
                                    + " AS SELECT id FROM g")) {
                session.execute(sql);
            }
            exported =
                    InProcess.run(
                            "export",
                            "--gateway",
                            gateway.url().toString(),
                            "--session",
                            session.handle());
            session.execute("DROP MATERIALIZED TABLE kept");
        }

        assertThat(exported.exitCode()).as(exported.everything()).isEqualTo(ExitCodes.OK);
        assertThat(exported.out())
                .contains("kind: materialized-table", "FRESHNESS = INTERVAL '30' SECOND")
                .doesNotContain("hidden", "INSERT");
        assertThat(exported.err())
                .contains("class of the temporary system function 'hidden'")
                .contains("does not tell the INSERTs of a session")
                .containsPattern("[0-9a-f]{32} Materialized_table_.*kept.* \\(RUNNING\\)");

        Path file = Files.writeString(folder.resolve("kept.yaml"), exported.out());
        try (GatewaySession empty = GatewaySession.open(gateway.url())) {
            assertThat(apply(file, empty).out())
                    .containsPattern("created +table default_catalog.default_database.g")
                    .containsPattern(
                            "skipped +materialized-table default_catalog.default_database.kept");
        }
    }

    @Test
    void reportsEachItemWhenOneInTheMiddleFails() throws IOException {
        Path script =
                script(
                        """
                        CREATE TABLE primo (id BIGINT) WITH ('connector' = 'print');
                        CREATE VIEW two AS SELECT nothing FROM nowhere;
                        CREATE TABLE three (id BIGINT) WITH ('connector' = 'print');
                        INSERT INTO three SELECT 1;
                        """);
        Result exported = CliProcess.run("export", "--script", script.toString(), "-o", "json");
        assertThat(exported.exitCode()).as(exported.everything()).isEqualTo(ExitCodes.OK);
        Path file = Files.writeString(folder.resolve("script.json"), exported.out());

        try (GatewaySession session = GatewaySession.open(gateway.url())) {
            Result applied =
                    CliProcess.run(
                            "apply",
                            file.toString(),
                            "--gateway",
                            gateway.url().toString(),
                            "--session",
                            session.handle());

            assertThat(applied.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
            assertThat(applied.out())
                    .containsPattern("created +table primo")
                    .containsPattern("failed +view two")
                    .containsPattern("created +table three")
                    .containsPattern("skipped +insert three");
        }
    }

    @Test
    void saysThatNoGatewayAnswers() throws IOException {
        Result result =
                InProcess.run(
                        "run", script("USE a;").toString(), "--gateway", "http://127.0.0.1:1");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(result.err()).contains("http://127.0.0.1:1 does not answer");
    }

    private static Result run(Path script, String... more) {
        return InProcess.run(
                with(
                        more,
                        "run",
                        script.toString(),
                        "--gateway",
                        gateway.url().toString(),
                        "--interval",
                        "1"));
    }

    private static Result apply(Path file, GatewaySession session, String... more) {
        return InProcess.run(
                with(
                        more,
                        "apply",
                        file.toString(),
                        "--gateway",
                        gateway.url().toString(),
                        "--session",
                        session.handle()));
    }

    private static String export(GatewaySession session) {
        return InProcess.run(
                        "export",
                        "--gateway",
                        gateway.url().toString(),
                        "--session",
                        session.handle())
                .out();
    }

    private static String[] with(String[] more, String... arguments) {
        return Stream.concat(List.of(arguments).stream(), List.of(more).stream())
                .toArray(String[]::new);
    }

    /** What the first group of a pattern stands for, as soon as a file has it. */
    private static String awaitText(Path file, String pattern, Process process) throws Exception {
        Pattern text = Pattern.compile(pattern);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(90));
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            Matcher found = text.matcher(Files.readString(file));
            if (found.find()) {
                return found.group(1);
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("There is no " + pattern + " in " + Files.readString(file));
    }

    private static String awaitEnd(String job) {
        URI jobManager;
        try (GatewaySession session = GatewaySession.open(gateway.url())) {
            jobManager = URI.create("http://127.0.0.1:" + session.properties().get("rest.port"));
        }
        RunningJob running = new RunningJob(jobManager, job);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        String state = running.state();
        while (!RunningJob.isEnd(state) && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
            state = running.state();
        }
        return state;
    }

    private static Path script(String sql) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "script", ".sql"), sql);
    }
}
