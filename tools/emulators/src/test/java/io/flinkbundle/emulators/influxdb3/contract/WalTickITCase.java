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
import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;

import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class WalTickITCase extends ContractTestBase {

    WalTickITCase() {
        super(InfluxDb3Emulator.builder().walTick(Duration.ofSeconds(1)));
    }

    @Test
    void confirmsDurableWritesOnTheTick() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(http.writeAsync("", "m f=1 " + i));
        }
        emulator().awaitWaitingWrites(10, Duration.ofSeconds(10));
        assertThat(answers).noneMatch(CompletableFuture::isDone);

        clock.advance(Duration.ofSeconds(1));

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(204);
        }
        assertThat(http.row("SELECT count(*) AS n FROM m")).hasToString("{\"n\":10}");
    }

    @Test
    void showsPointsFromTheTickOn() throws Exception {
        http.send(http.writeRequest("&no_sync=true", "m f=1 1"));
        assertThat(http.rows("SELECT * FROM m")).isEmpty();

        clock.advance(Duration.ofSeconds(1));

        assertThat(http.rows("SELECT * FROM m")).hasSize(1);
    }

    @Test
    void confirmsWritesWithoutSyncAtOnceAndMayLoseThem() throws Exception {
        HttpResponse<String> response = http.send(http.writeRequest("&no_sync=true", "m f=1 1"));
        assertThat(response.statusCode()).isEqualTo(204);

        emulator().loseUnflushedWrites();
        clock.advance(Duration.ofSeconds(1));

        assertThat(http.rows("SELECT * FROM m")).isEmpty();
        assertThat(emulator().pointsWritten("db", "m")).isZero();
    }

    @Test
    void failsDurableWritesThatAreLost() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = http.writeAsync("", "m f=1 1");
        emulator().awaitWaitingWrites(1, Duration.ofSeconds(10));

        emulator().loseUnflushedWrites();

        assertThat(answer.get().statusCode()).isEqualTo(500);
        assertThat(answer.get().body()).startsWith("write buffer error: error from wal: ");
    }

    @Test
    void answersWritesThatAreRefusedAtOnce() throws Exception {
        assertThat(http.write("bad").statusCode()).isEqualTo(400);
    }

    @Test
    void flushesOnRequest() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = http.writeAsync("", "m f=1 1");
        emulator().awaitWaitingWrites(1, Duration.ofSeconds(10));

        emulator().flushLog();

        assertThat(answer.get().statusCode()).isEqualTo(204);
    }
}
