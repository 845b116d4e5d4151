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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs what the README shows of other clients, as it stands there: only the address of the gateway
 * and the folder for files are those of the test. The SQL client without a gateway needs a
 * distribution of Flink: see {@code distribution/run}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherClientsITCase {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final String SECTION = "## With other clients";
    private static final String ADDRESS = "127.0.0.1:8083";
    private static final String FOLDER = "/tmp/out";
    private static final String SCRIPT = "05-duckdb-to-files";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path work;

    private Lab lab;
    private URI gateway;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path labFolder)
            throws InterruptedException {
        lab = Lab.start(new Layout(MODULE, labFolder), Map.of(), new Progress(System.out));
        gateway = lab.awaitGateway();
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    @Timeout(60)
    void curlGetsTheRowsOfAStatement() throws Exception {
        assumeOnPath("bash", "curl", "sed");

        assertThat(bash(snippet("bash", "curl")))
                .containsPattern("\"resultType\":\"PAYLOAD\".*\"fields\":\\[1]")
                .contains("\"resultType\":\"EOS\"");
    }

    @Test
    @Timeout(60)
    void theSqlClientRunsAScriptOnTheGateway() throws Exception {
        assumeOnPath("bash", "sed");

        String printed = bash(snippet("bash", "sql-client.sh gateway"));

        assertThat(printed).doesNotContain("[ERROR]");
        assertThat(new OutputFolder(output()).list("csv/*"))
                .as(printed)
                .isEqualTo(new ExampleCatalog(MODULE).find(SCRIPT).expected().get(0));
    }

    @Test
    @Timeout(60)
    void theJdbcDriverCountsRows() throws Exception {
        Path program = work.resolve("Snippet.java");
        Files.writeString(
                program,
                """
                import java.sql.*;
                class Snippet {
                    public static void main(String[] args) throws SQLException {
                        %s
                    }
                }
                """
                        .formatted(snippet("java", "DriverManager")));

        String printed =
                run(
                        java(),
                        "-cp",
                        classPath("jdbc-driver/flink-sql-jdbc-driver-bundle", "lib/slf4j-api"),
                        program.toString());

        assertThat(printed.lines()).contains("3");
    }

    /** The block of the section that holds a word, with the addresses of this test. */
    private String snippet(String language, String word) throws IOException {
        String readme = Files.readString(MODULE.resolve("README.md"));
        String section =
                readme.split("(?m)^" + Pattern.quote(SECTION) + "$")[1].split("(?m)^## ")[0];
        List<String> blocks =
                Pattern.compile("(?s)```" + language + "\n(.*?)```")
                        .matcher(section)
                        .results()
                        .map(block -> block.group(1))
                        .filter(block -> block.contains(word))
                        .toList();
        assertThat(blocks).as("blocks with " + word).hasSize(1);
        return blocks.get(0)
                .replace(ADDRESS, gateway.getAuthority())
                .replace(FOLDER, output().toString());
    }

    private Path output() throws IOException {
        return Files.createDirectories(work.resolve("out"));
    }

    /** With a {@code sql-client.sh} that starts what that of a distribution starts. */
    private String bash(String snippet) throws Exception {
        Path client = Files.createDirectories(work.resolve("bin")).resolve("sql-client.sh");
        Files.writeString(
                client,
                "#!/bin/sh\nexec '%s' '@%s' -Dlog.file='%s' -cp '%s' org.apache.flink.table.client.SqlClient \"$@\"\n"
                        .formatted(
                                java(),
                                MODULE.resolve("conf/jvm.options"),
                                work.resolve("sql-client.log"),
                                MODULE.resolve("target/lib/*")));
        assertThat(client.toFile().setExecutable(true)).isTrue();
        return run("bash", "-euo", "pipefail", "-c", snippet);
    }

    private String run(String... command) throws Exception {
        Path output = Files.createTempFile(work, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(MODULE.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("FLINK_CONF_DIR", MODULE.resolve("conf").toString());
        builder.environment()
                .merge(
                        "PATH",
                        work.resolve("bin").toString(),
                        (path, bin) -> bin + File.pathSeparator + path);
        Process process = builder.start();
        try {
            int exitCode = process.waitFor();
            String printed = Files.readString(output);
            assertThat(exitCode).as(printed).isZero();
            return printed;
        } finally {
            process.descendants().forEach(ProcessHandle::destroy); // on a time-out
            process.destroy();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath(String... jars) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String jar : jars) {
            Path prefix = MODULE.resolve("target").resolve(jar);
            try (Stream<Path> files = Files.list(prefix.getParent())) {
                files.filter(file -> file.toString().startsWith(prefix.toString()))
                        .map(Path::toString)
                        .forEach(paths::add);
            }
        }
        assertThat(paths).hasSize(jars.length);
        return String.join(File.pathSeparator, paths);
    }

    private static void assumeOnPath(String... programs) {
        for (String program : programs) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    program + " is not on PATH");
        }
    }
}
