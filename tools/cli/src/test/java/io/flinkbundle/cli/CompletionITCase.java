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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CompletionITCase {

    @TempDir private Path folder;

    @Test
    void completesInBash() throws IOException {
        Path completion = folder.resolve("completion.sh");
        Result written = CliProcess.run("generate-completion");
        Files.writeString(completion, written.out());

        Result completed =
                CliProcess.run(
                        Map.of(),
                        List.of(
                                "bash",
                                "-c",
                                """
                                source "$1"
                                COMP_WORDS=(flink-conn connectors "")
                                COMP_CWORD=2
                                _complete_flink-conn
                                echo "${COMPREPLY[@]}"
                                complete -p flink-conn
                                """,
                                "_",
                                completion.toString()));

        assertThat(written.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(completed.out())
                .as(completed.everything())
                .startsWith("list options\n")
                .contains("-F _complete_flink-conn flink-conn");
    }

    @Test
    void bringsTheBridgeForZsh() {
        assertThat(CliProcess.run("generate-completion").out())
                .contains("ZSH_VERSION", "bashcompinit", "compdef");
    }
}
