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

package io.flinkbundle.emulators.influxdb3.fault;

import io.flinkbundle.emulators.influxdb3.call.Endpoint;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static io.flinkbundle.emulators.influxdb3.call.Endpoint.PING;
import static io.flinkbundle.emulators.influxdb3.call.Endpoint.QUERY_SQL;
import static io.flinkbundle.emulators.influxdb3.call.Endpoint.WRITE_LP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultScriptTest {

    private final FaultScript script = new FaultScript();

    private boolean meets(Endpoint endpoint) {
        return script.meet(endpoint, Optional.of("db")).isPresent();
    }

    @Test
    void meetsTheNextCallAlone() {
        PlacedFault fault = script.on(WRITE_LP).fail(503);

        assertThat(meets(QUERY_SQL)).isFalse();
        assertThat(meets(WRITE_LP)).isTrue();
        assertThat(meets(WRITE_LP)).isFalse();
        assertThat(fault.occurrences()).isEqualTo(1);
    }

    @Test
    void meetsSomeCallsFromTheNthOn() {
        script.on(WRITE_LP, PING).call(2).times(2).hang();

        assertThat(meets(WRITE_LP)).isFalse();
        assertThat(meets(PING)).isTrue();
        assertThat(meets(WRITE_LP)).isTrue();
        assertThat(meets(WRITE_LP)).isFalse();
    }

    @Test
    void meetsAllCallsUntilItIsCleared() {
        script.on(WRITE_LP).always().dropConnection();
        assertThat(meets(WRITE_LP)).isTrue();
        assertThat(meets(WRITE_LP)).isTrue();

        script.clear();

        assertThat(meets(WRITE_LP)).isFalse();
    }

    @Test
    void meetsCallsOfADatabase() {
        script.on(WRITE_LP).database("other").fail(500);

        assertThat(meets(WRITE_LP)).isFalse();
        assertThat(script.meet(WRITE_LP, Optional.empty())).isEmpty();
        assertThat(script.meet(WRITE_LP, Optional.of("other"))).isPresent();
    }

    @Test
    void takesTheRuleThatCameFirstAndCountsForAll() {
        script.on(WRITE_LP).fail(500);
        script.on(WRITE_LP).call(2).fail(503);

        assertThat(script.meet(WRITE_LP, Optional.empty()))
                .get()
                .isInstanceOfSatisfying(
                        Fault.Fail.class, fail -> assertThat(fail.status()).isEqualTo(500));
        assertThat(script.meet(WRITE_LP, Optional.empty()))
                .get()
                .isInstanceOfSatisfying(
                        Fault.Fail.class, fail -> assertThat(fail.status()).isEqualTo(503));
    }

    @Test
    void saysHowLongToWaitInSecondsOrUntilWhen() {
        script.on(WRITE_LP).throttle(Duration.ofSeconds(7));
        script.on(WRITE_LP).call(2).throttleUntil(Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(retryAfter()).contains("7");
        assertThat(retryAfter()).contains("Fri, 02 Jan 2026 03:04:05 GMT");
    }

    private Optional<String> retryAfter() {
        return script.meet(WRITE_LP, Optional.empty())
                .map(Fault.Fail.class::cast)
                .flatMap(Fault.Fail::retryAfter);
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatThrownBy(() -> script.on(WRITE_LP).call(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> script.on(WRITE_LP).fail(204))
                .hasMessageContaining("204 is no error");
        FaultRule used = script.on(WRITE_LP);
        used.fail(500);
        assertThatThrownBy(() -> used.fail(503)).isInstanceOf(IllegalStateException.class);
    }
}
