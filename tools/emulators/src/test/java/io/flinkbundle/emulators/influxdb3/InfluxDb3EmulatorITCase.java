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

package io.flinkbundle.emulators.influxdb3;

import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.testing.HttpCalls;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfluxDb3EmulatorITCase {

    @Test
    void listensOnTheLoopbackInterfaceOnly() throws Exception {
        try (InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().start()) {
            List<InetAddress> others =
                    NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .filter(address -> !address.isLoopbackAddress())
                            .toList();

            assertThat(emulator.url().getHost()).isEqualTo("127.0.0.1");
            assertThat(connects(InetAddress.getByName("127.0.0.1"), emulator.port())).isTrue();
            assertThat(others).noneMatch(address -> connects(address, emulator.port()));
        }
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void saysThatThePortIsTaken() {
        try (InfluxDb3Emulator first = InfluxDb3Emulator.builder().start()) {
            assertThatThrownBy(() -> InfluxDb3Emulator.builder().port(first.port()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on port " + first.port());
        }
    }

    @Test
    void servesTwoAtOnceThatShareNothing() throws Exception {
        try (InfluxDb3Emulator one = InfluxDb3Emulator.builder().start();
                InfluxDb3Emulator other = InfluxDb3Emulator.builder().start()) {
            new HttpCalls(one).write("m f=1 1");

            assertThat(new HttpCalls(one).rows("SELECT * FROM m")).hasSize(1);
            assertThat(new HttpCalls(other).query("SELECT * FROM m", "").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void checksAndCountsThePointsThatItDiscards() throws Exception {
        try (InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().discardPoints(true).start()) {
            HttpCalls http = new HttpCalls(emulator);

            assertThat(http.write("m f=1 1", "m f=2i 2", "m f=3 3").statusCode()).isEqualTo(400);

            assertThat(emulator.pointsWritten("db", "m")).isEqualTo(2);
            assertThat(http.rows("SELECT * FROM m")).isEmpty();
        }
    }

    @Test
    void listensStillWhenItIsToldTwice() throws Exception {
        try (InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().start()) {
            emulator.resumeListening();
            emulator.stopListening();
            emulator.stopListening();
            emulator.resumeListening();

            assertThat(new HttpCalls(emulator).get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isEmptyAfterAReset() throws Exception {
        try (InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().start()) {
            HttpCalls http = new HttpCalls(emulator);
            http.write("m f=1 1");
            assertThat(http.rows("SELECT * FROM m")).hasSize(1);

            emulator.reset();

            assertThat(emulator.calls().calls()).isEmpty();
            assertThat(http.query("SELECT * FROM m", "").statusCode()).isEqualTo(404);
            http.write("m f=\"another type\" 1");
            assertThat(http.rows("SELECT f FROM m")).hasToString("[{\"f\":\"another type\"}]");
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> InfluxDb3Emulator.builder().walTick(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> Limits.CORE.withColumns(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatDidNotComeInTime() {
        try (InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().start()) {
            assertThatThrownBy(() -> emulator.awaitHeldCalls(1, Duration.ofMillis(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 calls held by a fault within PT0.001S");
            assertThatThrownBy(() -> emulator.awaitWaitingWrites(2, Duration.ofMillis(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("2 writes that wait within PT0.001S");
        }
    }
}
