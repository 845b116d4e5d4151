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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ExecutableJarITCase {

    @TempDir private Path folder;

    @Test
    void plansWithNothingButTheJar() throws Exception {
        Result result = run("verify", "src/test/resources/corpus/correct/duckdb-upsert.sql");

        assertThat(result.everything()).contains("1 planned, 0 errors, 0 warnings");
        assertThat(result.err()).contains("unpacking its jars once into " + cache());
        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "generate-completion", "verify --help"})
    void helpsWithoutUnpacking(String command) throws Exception {
        Result result = run(command.split(" "));

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).contains("flink-conn");
        assertThat(cache()).doesNotExist();
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private Result run(String... arguments) throws Exception {
        Optional<Path> jar = packaged();
        assumeTrue(jar.isPresent(), "the jar is made when the module is packaged");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(jar.get().toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLINK_CONN_CACHE", cache().toString());
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        Process process = builder.start();

        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return CliProcess.result(process, folder);
    }

    private static Optional<Path> packaged() throws IOException {
        Path target = Path.of(System.getProperty("project.build.directory", "target"));
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-executable.jar")).findFirst();
        }
    }
}
