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

package io.flinkbundle.emulators.pubsub;

import io.flinkbundle.emulators.pubsub.testing.RawClient;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class PubSubEmulatorITCase {

    @Test
    void listensOnTheLoopbackInterfaceOnly() throws Exception {
        Optional<InetAddress> other = anotherAddress();
        assumeThat(other).as("an address beside the loopback").isPresent();

        try (PubSubEmulator emulator = PubSubEmulator.builder().start();
                Socket socket = new Socket()) {
            assertThatThrownBy(
                            () ->
                                    socket.connect(
                                            new InetSocketAddress(other.get(), emulator.port()),
                                            5_000))
                    .isInstanceOf(ConnectException.class);
        }
    }

    private static Optional<InetAddress> anotherAddress() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }

    @Test
    void saysThatThePortIsTaken() {
        try (PubSubEmulator first = PubSubEmulator.builder().start()) {
            assertThatThrownBy(() -> PubSubEmulator.builder().port(first.port()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(":" + first.port())
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void namesASubscriptionThatItDoesNotHave() {
        try (PubSubEmulator emulator = PubSubEmulator.builder().start()) {
            assertThatThrownBy(() -> emulator.backlog("reader"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no subscription reader")
                    .hasMessageContaining("projects/{project}/subscriptions/{id}");
            assertThatThrownBy(
                            () ->
                                    emulator.awaitReceivers(
                                            RawClient.SUBSCRIPTION, 1, Duration.ofMillis(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void runsAsAProcess() throws Exception {
        Process process =
                new ProcessBuilder(
                                Stream.of(
                                                List.of(
                                                        System.getProperty("java.home")
                                                                + File.separator
                                                                + "bin"
                                                                + File.separator
                                                                + "java"),
                                                List.of(
                                                        "-cp",
                                                        System.getProperty("java.class.path")),
                                                List.of(
                                                        PubSubEmulatorMain.class.getName(),
                                                        "--port",
                                                        "0"))
                                        .flatMap(List::stream)
                                        .toList())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            assertThat(line).startsWith("export PUBSUB_EMULATOR_HOST=127.0.0.1:");
            String endpoint = line.substring(line.indexOf('=') + 1);

            try (RawClient client = new RawClient(endpoint)) {
                assertThat(client.createTopic().getName()).isEqualTo(RawClient.TOPIC);
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
