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

import io.flinkbundle.cli.testing.CliProcess.Result;
import io.flinkbundle.cli.testing.InProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Broken scripts, each beside the message that a person needs, and correct ones. With {@code
 * -Dgolden.update=true} the messages are written instead of compared.
 */
class VerifyCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final String PLANTED = "planted-secret-4711";

    static List<Path> broken() {
        return scripts(CORPUS.resolve("broken"));
    }

    static List<Path> correct() {
        return scripts(CORPUS.resolve("correct"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhatIsWrong(Path script) throws IOException {
        Result result = InProcess.run("verify", script.toString());

        String told = result.out().replace(script.toString(), script.getFileName().toString());
        Path golden = Path.of(script.toString().replace(".sql", ".txt"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.everything()).doesNotContain("\tat ").doesNotContain(PLANTED);
    }

    @ParameterizedTest
    @MethodSource("correct")
    void hasNoComplaintAboutCorrectScripts(Path script) {
        Result result = InProcess.run("verify", "--strict", script.toString());

        assertThat(result.everything()).contains("0 errors, 0 warnings");
        assertThat(result.out().lines()).as(result.out()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
    }

    @Test
    void hasSixBrokenScriptsForEachConnectorAndTenFromRealThreads() {
        Map<String, Long> perConnector =
                broken().stream()
                        .collect(
                                Collectors.groupingBy(
                                        script -> script.getParent().getFileName().toString(),
                                        Collectors.counting()));

        assertThat(perConnector)
                .containsKeys("duckdb", "redis", "redis-streams", "influxdb3", "pubsub", "bigquery")
                .allSatisfy((connector, count) -> assertThat(count).isGreaterThanOrEqualTo(6));
        assertThat(broken()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(broken().stream().filter(VerifyCorpusTest::isCited))
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(correct()).hasSizeGreaterThanOrEqualTo(20);
    }

    private static boolean isCited(Path script) {
        try {
            return Files.readString(script).contains("-- Source: https://");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> scripts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
