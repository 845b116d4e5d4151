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

package io.flinkbundle.emulators.influxdb3.contract;

import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.call.RecordedCall;
import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;
import io.flinkbundle.emulators.influxdb3.testing.HttpCalls;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

import static io.flinkbundle.emulators.influxdb3.call.Endpoint.OTHER;
import static io.flinkbundle.emulators.influxdb3.call.Endpoint.QUERY_SQL;
import static io.flinkbundle.emulators.influxdb3.call.Endpoint.WRITE_LP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallLogITCase extends ContractTestBase {

    CallLogITCase() {
        super(InfluxDb3Emulator.builder().keepBodies(true));
    }

    @Test
    void recordsWhatWasWritten() throws Exception {
        byte[] zipped = HttpCalls.gzip("m f=1 1\nbad\nm f=2 2");
        http.send(
                http.request("/api/v3/write_lp?db=db&no_sync=true")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(zipped)));

        RecordedCall call = emulator().calls().calls(WRITE_LP).get(0);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.parameters()).containsEntry("no_sync", "true");
        assertThat(call.database()).contains("db");
        assertThat(call.headers()).containsEntry("content-encoding", "gzip");
        assertThat(call.wireBytes()).isEqualTo(zipped.length);
        assertThat(call.plainBytes()).isEqualTo(19);
        assertThat(call.acceptedLines()).isEqualTo(2);
        assertThat(call.rejectedLines()).isEqualTo(1);
        assertThat(call.status()).hasValue(400);
        assertThat(call.body()).contains("m f=1 1\nbad\nm f=2 2");
        assertThat(call.at()).isEqualTo(clock.now());
    }

    @Test
    void countsCallsOfEachEndpoint() throws Exception {
        http.write("m f=1 1");
        http.write("m f=1 2");
        http.query("SELECT 1 AS one", "");
        http.get("/nothing");

        assertThat(emulator().calls().count(WRITE_LP)).isEqualTo(2);
        assertThat(emulator().calls().count(QUERY_SQL)).isEqualTo(1);
        assertThat(emulator().calls().calls(OTHER)).hasSize(1);
        assertThat(emulator().calls().calls()).hasSize(4);
    }

    @Test
    void recordsCallsThatGotNoAnswer() {
        emulator().faults().on(WRITE_LP).dropConnection();
        assertThatThrownBy(() -> http.write("m f=1 1")).isInstanceOf(IOException.class);

        assertThat(emulator().calls().calls(WRITE_LP).get(0).status()).isEmpty();
    }

    @Test
    void waitsForCalls() throws Exception {
        http.writeAsync("", "m f=1 1");
        http.writeAsync("", "m f=1 2");

        emulator().calls().await(WRITE_LP, 2, Duration.ofSeconds(10));

        assertThat(emulator().calls().count(WRITE_LP)).isEqualTo(2);
        assertThatThrownBy(() -> emulator().calls().await(WRITE_LP, 3, Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("There were 2 calls of WRITE_LP");
    }
}
