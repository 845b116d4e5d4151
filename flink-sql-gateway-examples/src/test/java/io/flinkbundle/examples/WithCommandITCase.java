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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class WithCommandITCase {

    @TempDir private Path folder;

    @Test
    void aProgramFindsTheSystemsInItsEnvironmentAndItsExitCodeCounts() throws IOException {
        Path output = folder.resolve("output");

        int code =
                with(
                        "redis,influxdb3",
                        "sh",
                        "-c",
                        "echo \"$REDIS_HOST $REDIS_PORT $INFLUXDB3_URL\" > '%s'; exit 3"
                                .formatted(output));

        assertThat(code).isEqualTo(3);
        assertThat(Files.readString(output)).matches("127\\.0\\.0\\.1 \\d+ http://127\\.\\S+\n");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        WithCommand command = new WithCommand();
        new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs("redis", "--", "no-such-program");

        assertThatThrownBy(command::call)
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("'no-such-program' cannot be started");
    }

    private static int with(String systems, String... command) {
        String[] arguments =
                Stream.concat(Stream.of(systems, "--"), Stream.of(command)).toArray(String[]::new);
        return new CommandLine(new WithCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }
}
