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
import io.flinkbundle.cli.testing.Systems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DoctorITCase {

    @TempDir private Path folder;

    @Test
    void findsThisMachineWell() {
        Result result = CliProcess.run("doctor");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .containsPattern("OK +java +Java")
                .containsPattern("OK +add-opens")
                .containsPattern("OK +duckdb +the driver loads");
    }

    @Test
    void findsTwoDriversOfDuckDb() throws IOException {
        Files.createFile(folder.resolve("duckdb_jdbc-1.0.jar"));
        Files.createFile(folder.resolve("duckdb_jdbc-2.0.jar"));

        Result result = CliProcess.run("doctor", "--lib", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("duckdb_jdbc-1.0.jar, duckdb_jdbc-2.0.jar");
    }

    @Test
    void writesACompletionForShells() {
        Result result = CliProcess.run("generate-completion");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).contains("compdef", "complete -F", "verify");
    }

    @Test
    void leavesNothingBehindOfLocalSystems() throws Exception {
        int port = Systems.freePort();
        Process process =
                CliProcess.start(Map.of(), folder, "local", "redis", "--port", "redis=" + port);
        awaitPort(port, process);
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            assertThat(jedis.ping()).isEqualTo("PONG");
        }

        new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(IOException.class);
    }

    private static void awaitPort(int port, Process process) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                process.waitFor(100, TimeUnit.MILLISECONDS); // not up yet
            }
        }
        throw new AssertionError("Nothing listens on " + port);
    }
}
