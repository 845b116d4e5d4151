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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ExecutableJarITCase {

    @TempDir private Path folder;

    @Test
    void plansWithNothingButTheJar() throws Exception {
        Optional<Path> jar = packaged();
        assumeTrue(jar.isPresent(), "the jar is made when the module is packaged");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.get().toString(),
                        "verify",
                        "src/test/resources/corpus/correct/duckdb-upsert.sql");
        builder.environment().put("FLINK_CONN_CACHE", folder.toString());
        Path output = folder.resolve("output.txt");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();

        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("1 planned, 0 errors, 0 warnings");
        assertThat(process.exitValue()).isEqualTo(ExitCodes.OK);
    }

    private static Optional<Path> packaged() throws IOException {
        Path target = Path.of(System.getProperty("project.build.directory", "target"));
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-executable.jar")).findFirst();
        }
    }
}
