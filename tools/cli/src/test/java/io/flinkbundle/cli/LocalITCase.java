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
import io.flinkbundle.cli.testing.Systems;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalITCase {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void leavesNothingBehind(String signal) throws Exception {
        int port = Systems.freePort();
        Process process =
                CliProcess.start(Map.of(), folder, "local", "redis", "--port", "redis=" + port);
        awaitPort(port, process);
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            assertThat(jedis.ping()).isEqualTo("PONG");
        }
        List<ProcessHandle> servers = process.descendants().toList();
        assertThat(servers).isNotEmpty();

        new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(servers).noneMatch(ProcessHandle::isAlive);
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
