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

import io.flinkbundle.cli.testing.InProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The help of all commands, as it stands in files. With {@code -Dgolden.update=true} they are
 * written instead of compared.
 */
class HelpTest {

    private static final Path GOLDEN = Path.of("src/test/resources/help");
    private static final Path PAGE = Path.of("../../docs/cli.md");

    static Stream<String> commands() {
        return Stream.concat(
                Stream.of("", "connectors list", "connectors options"),
                FlinkConn.commandLine().getSubcommands().keySet().stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsACommand(String command) throws IOException {
        Path golden =
                GOLDEN.resolve(
                        (command + ".txt").replace(' ', '-').replaceFirst("^\\.", "flink-conn."));
        String[] arguments = (command + " --help").strip().split(" ");

        String help = InProcess.run(arguments).out();

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, help);
        }
        assertThat(help).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tellsTheVersion(String command) {
        String version = InProcess.run((command + " --version").strip().split(" ")).out();

        assertThat(version)
                .startsWith("flink-conn ")
                .contains("Apache Flink " + ToolVersion.flink());
    }

    @Test
    void standsInTheDocumentation() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, String> exitCodes =
                FlinkConn.commandLine().getCommandSpec().usageMessage().exitCodeList();
        Set<String> documented = new TreeSet<>();
        page.lines()
                .filter(line -> line.matches("\\| \\d+ \\| .*"))
                .forEach(line -> documented.add(line.split(" ")[1]));

        assertThat(documented).isEqualTo(new TreeSet<>(exitCodes.keySet()));
        assertThat(exitCodes)
                .allSatisfy(
                        (code, meaning) ->
                                assertThat(page).contains("| " + code + " | " + meaning));
        assertThat(commands().filter(each -> !each.isEmpty()))
                .allSatisfy(command -> assertThat(page).contains("`" + command));
    }
}
