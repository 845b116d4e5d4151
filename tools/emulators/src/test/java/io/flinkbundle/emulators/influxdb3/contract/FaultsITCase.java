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

import io.flinkbundle.emulators.influxdb3.fault.PlacedFault;
import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import static io.flinkbundle.emulators.influxdb3.call.Endpoint.QUERY_SQL;
import static io.flinkbundle.emulators.influxdb3.call.Endpoint.WRITE_LP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultsITCase extends ContractTestBase {

    private static final Duration SOON = Duration.ofSeconds(10);

    private long points() {
        return emulator().pointsWritten("db", "m");
    }

    @Test
    void failsBeforeTheEffect() throws Exception {
        emulator().faults().on(WRITE_LP).call(2).fail(503);

        assertThat(http.write("m f=1 1").statusCode()).isEqualTo(204);
        assertThat(http.write("m f=1 2").statusCode()).isEqualTo(503);
        assertThat(http.write("m f=1 3").statusCode()).isEqualTo(204);
        assertThat(points()).isEqualTo(2);
    }

    @Test
    void failsAfterTheEffect() throws Exception {
        emulator().faults().on(WRITE_LP).failAfterwards(500);

        assertThat(http.write("m f=1 1").statusCode()).isEqualTo(500);
        assertThat(points()).isEqualTo(1);
    }

    @Test
    void throttlesForSecondsOrUntilATime() throws Exception {
        emulator().faults().on(WRITE_LP).throttle(Duration.ofSeconds(3));
        emulator()
                .faults()
                .on(WRITE_LP)
                .call(2)
                .throttleUntil(Instant.parse("2026-01-01T00:00:05Z"));
        emulator().faults().on(WRITE_LP).call(3).fail(503, "soon");

        HttpResponse<String> seconds = http.write("m f=1 1");
        HttpResponse<String> date = http.write("m f=1 1");
        HttpResponse<String> nonsense = http.write("m f=1 1");

        assertThat(seconds.statusCode()).isEqualTo(429);
        assertThat(seconds.headers().firstValue("Retry-After")).contains("3");
        assertThat(date.statusCode()).isEqualTo(429);
        assertThat(date.headers().firstValue("Retry-After"))
                .contains("Thu, 01 Jan 2026 00:00:05 GMT");
        assertThat(nonsense.headers().firstValue("Retry-After")).contains("soon");
        assertThat(points()).isZero();
    }

    @Test
    void delaysByTheClock() throws Exception {
        PlacedFault delay = emulator().faults().on(WRITE_LP).delay(Duration.ofMinutes(1));
        CompletableFuture<HttpResponse<String>> answer = http.writeAsync("", "m f=1 1");
        emulator().awaitHeldCalls(1, SOON);
        assertThat(delay.occurrences()).isEqualTo(1);
        assertThat(points()).isZero();

        clock.advance(Duration.ofMinutes(1));

        assertThat(answer.get().statusCode()).isEqualTo(204);
        assertThat(points()).isEqualTo(1);
    }

    @Test
    void hangsWithoutEffectUntilItStopsToListen() throws Exception {
        emulator().faults().on(WRITE_LP).hang();
        CompletableFuture<HttpResponse<String>> answer = http.writeAsync("", "m f=1 1");
        emulator().awaitHeldCalls(1, SOON);
        assertThat(answer).isNotDone();

        emulator().stopListening();

        assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
        assertThat(points()).isZero();
    }

    @Test
    void losesTheReplyAfterTheEffect() throws Exception {
        emulator().faults().on(WRITE_LP).loseReply();
        CompletableFuture<HttpResponse<String>> answer = http.writeAsync("", "m f=1 1");

        emulator().awaitHeldCalls(1, SOON);

        assertThat(points()).isEqualTo(1);
        assertThat(answer).isNotDone();
    }

    @Test
    void dropsConnectionsBeforeAndAfterTheEffect() throws Exception {
        emulator().faults().on(WRITE_LP).dropConnection();
        assertThatThrownBy(() -> http.write("m f=1 1")).isInstanceOf(IOException.class);
        assertThat(points()).isZero();

        emulator().faults().on(WRITE_LP).dropConnectionAfterwards();
        assertThatThrownBy(() -> http.write("m f=1 1")).isInstanceOf(IOException.class);
        assertThat(points()).isEqualTo(1);

        assertThat(http.write("m f=1 2").statusCode()).isEqualTo(204);
    }

    @Test
    void cutsRequests() {
        PlacedFault cut = emulator().faults().on(WRITE_LP).cutRequest(1_000);

        assertThatThrownBy(() -> http.write("m f=1 1\n".repeat(1_000_000)))
                .isInstanceOf(IOException.class);
        assertThat(cut.occurrences()).isEqualTo(1);
        assertThat(points()).isZero();
    }

    @Test
    void cutsAnswers() throws Exception {
        http.write("m f=1 1", "m f=2 2");
        emulator().faults().on(QUERY_SQL).cutResponse(10);

        assertThatThrownBy(() -> http.query("SELECT * FROM m", "&format=jsonl"))
                .isInstanceOf(IOException.class);
        assertThat(http.rows("SELECT * FROM m")).hasSize(2);
    }

    @Test
    void sendsWhatItCutsUntilThere() throws Exception {
        http.write("m f=1 1", "m f=2 2");
        emulator().faults().on(QUERY_SQL).cutResponse(10);

        String raw =
                RawHttp.send(
                        emulator().port(),
                        "GET /api/v3/query_sql?db=db&q=SELECT+f+FROM+m HTTP/1.1");

        assertThat(raw)
                .startsWith("HTTP/1.1 200 OK")
                .contains("[{\"f\":1.0}")
                .doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void keepsWhatItHoldsWhileItDoesNotListen() throws Exception {
        http.write("m f=1 1");
        int port = emulator().port();

        emulator().stopListening();
        assertThatThrownBy(() -> http.write("m f=1 2")).isInstanceOf(IOException.class);
        emulator().resumeListening();

        assertThat(emulator().port()).isEqualTo(port);
        assertThat(http.rows("SELECT * FROM m")).hasSize(1);
    }

    @Test
    void failsOnlyCallsOfADatabase() throws Exception {
        emulator().faults().on(WRITE_LP).database("other").always().fail(503);

        assertThat(http.write("m f=1 1").statusCode()).isEqualTo(204);
        assertThat(http.post("/api/v3/write_lp?db=other", "m f=1").statusCode()).isEqualTo(503);
    }

    @Test
    void letsHeldCallsGoWhenItIsReset() throws Exception {
        emulator().faults().on(WRITE_LP).hang();
        CompletableFuture<HttpResponse<String>> answer = http.writeAsync("", "m f=1 1");
        emulator().awaitHeldCalls(1, SOON);

        emulator().reset();

        assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
    }
}
