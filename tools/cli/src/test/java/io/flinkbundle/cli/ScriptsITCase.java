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

import io.flinkbundle.cli.testing.CliProcess;
import io.flinkbundle.cli.testing.CliProcess.Result;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The scripts of the folder tools, as people start them. */
class ScriptsITCase {

    private static final Path TOOLS = Path.of("..").toAbsolutePath().normalize();
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir private Path folder;

    /** This build is the one that the launcher would make. */
    @BeforeAll
    static void useTheClassesOfThisBuild() throws IOException {
        Files.copy(
                TARGET.resolve("flink-conn.classpath"),
                TARGET.resolve("launcher.classpath"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void launchesTheTool() {
        Result result = run("flink-conn", "--version");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).startsWith("flink-conn ").contains("Apache Flink ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void passesTheExitCodeOn() {
        assertThat(run("flink-conn", "no-such-command").exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("local", "no-such-system").exitCode()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void bundlesJarsWithLicencesAndChecksums() throws IOException {
        for (String name : List.of("duckdb", "redis-streams")) {
            assumeThat(isPackaged(name)).as("jars are made when modules are packaged").isTrue();
        }

        Result result = run("bundle", "duckdb", "redis-streams", "--to", folder.toString());

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(folder.resolve("licenses/duckdb")).isDirectoryContaining("glob:**/NOTICE");
        assertThat(folder.resolve("licenses/duckdb-driver"))
                .isDirectoryContaining("glob:**/LICENSE.duckdb");
        assertThat(folder.resolve("licenses/redis-streams"))
                .isDirectoryContaining("glob:**/LICENSE")
                .isDirectoryContaining("glob:**/LICENSE.jedis");
        Result sums =
                CliProcess.run(
                        Map.of(),
                        List.of(
                                "sh",
                                "-c",
                                "cd \"$1\" && sha256sum -c SHA256SUMS",
                                "_",
                                "" + folder));
        assertThat(sums.exitCode()).isZero();
        assertThat(sums.out().lines()).hasSize(3).allMatch(line -> line.endsWith(".jar: OK"));
    }

    @Test
    void refusesToBundleWhatIsNotThere() {
        Result result = run("bundle", "redis-stream", "--to", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err())
                .startsWith("bundle: there is no connector 'redis-stream'; there are:")
                .contains("redis-streams");
    }

    private static boolean isPackaged(String connector) throws IOException {
        Path target = TOOLS.resolveSibling("flink-connector-" + connector).resolve("target");
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.anyMatch(
                    file -> file.getFileName().toString().startsWith("flink-sql-connector-"));
        }
    }

    private static Result run(String script, String... arguments) {
        return CliProcess.run(
                Map.of("JAVA_HOME", System.getProperty("java.home"), "FLINK_CONN_MAVEN_OPTS", "-o"),
                Stream.concat(Stream.of(TOOLS.resolve(script).toString()), Stream.of(arguments))
                        .toList());
    }
}
