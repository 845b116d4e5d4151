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

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands that need no planner start fast, because of what they do not load. */
class StartITCase {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "generate-completion", "ddl --help"})
    void helpLoadsNothingOfFlink(String command) throws IOException {
        assertThat(classesOf(command))
                .contains("picocli.CommandLine")
                .noneMatch(
                        name ->
                                name.startsWith("org.apache.flink.")
                                        && !name.startsWith("org.apache.flink.annotation."))
                .noneMatch(name -> name.startsWith("io.flinkbundle.connector."))
                .noneMatch(name -> name.startsWith("com.google.gson."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectors list", "connectors options duckdb", "doctor"})
    void whatIsOnTheClassPathIsToldWithoutThePlanner(String command) throws IOException {
        assertThat(classesOf(command))
                .contains("io.flinkbundle.connector.duckdb.table.DuckDbDynamicTableFactory")
                // It copies the jar of the planner, and makes a class loader for it.
                .doesNotContain("org.apache.flink.table.planner.loader.PlannerModule")
                .noneMatch(name -> name.startsWith("org.apache.calcite."))
                .noneMatch(name -> name.startsWith("com.google.gson."));
    }

    /** The names of all classes that a command has loaded. */
    private List<String> classesOf(String command) throws IOException {
        Path log = folder.resolve("classes.log");

        Result result =
                CliProcess.run(
                        Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + "::filesize=0"),
                        command.split(" "));

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(line -> line.replaceFirst("^(?:\\[[^]]*])+ ", ""))
                    .map(line -> line.split(" ", 2)[0])
                    .toList();
        }
    }
}
