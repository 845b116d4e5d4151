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

package io.flinkbundle.connector.common.retry;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetrierTest {

    private static final Exception FAILURE = new IOException("connection refused");

    private final VirtualTime time = new VirtualTime();

    @Test
    void waitsUpToTwiceAsLongBeforeEachFurtherAttempt() throws Exception {
        Retrier retrier = start(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO, 1.0);

        for (int i = 0; i < 6; i++) {
            retrier.backOff(FAILURE);
        }

        assertThat(time.waitsInMillis()).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void drawsTheWaitFromZeroUpwards() throws Exception {
        Retrier retrier = start(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO, 0.0);

        retrier.backOff(FAILURE);

        assertThat(time.waitsInMillis()).containsExactly(0L);
    }

    @Test
    void waitsAtLeastAsLongAsTheServerAskedFor() throws Exception {
        Retrier retrier = start(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO, 0.0);

        retrier.backOff(FAILURE, Duration.ofSeconds(7));

        assertThat(time.waitsInMillis()).containsExactly(7000L);
    }

    @Test
    void givesUpBeforeAWaitThatWouldPassTheTimeout() throws Exception {
        Retrier retrier =
                start(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(250), 1.0);
        retrier.backOff(FAILURE);
        retrier.backOff(FAILURE);

        assertThatThrownBy(() -> retrier.backOff(FAILURE))
                .isInstanceOf(RetriesExhaustedException.class)
                .hasMessageContaining("Could not reach the server: gave up after 3 attempts")
                .hasMessageContaining("connection refused")
                .hasCause(FAILURE);
    }

    @Test
    void neverGivesUpWithoutATimeout() throws Exception {
        Retrier retrier = start(Duration.ofMillis(1), Duration.ofDays(1), Duration.ZERO, 1.0);

        for (int i = 0; i < 100; i++) {
            retrier.backOff(FAILURE);
        }

        assertThat(retrier.attempts()).isEqualTo(100);
        assertThat(time.waitsInMillis().get(99)).isEqualTo(Duration.ofDays(1).toMillis());
    }

    @Test
    void refusesAPolicyThatCannotWork() {
        assertThatThrownBy(
                        () ->
                                RetryPolicy.of(
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(1),
                                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be below the initial backoff");
    }

    private Retrier start(Duration initial, Duration max, Duration timeout, double draw) {
        return RetryPolicy.of(initial, max, timeout)
                .start("reach the server", time, new FixedDraw(draw));
    }

    /** Always draws the same share of the bound. */
    private record FixedDraw(double share) implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return (long) ((bound - 1) * share);
        }
    }

    private static final class VirtualTime implements Sleeper {
        private final List<Long> waits = new ArrayList<>();
        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            waits.add(nanos);
            now += nanos;
        }

        private List<Long> waitsInMillis() {
            return waits.stream().map(nanos -> nanos / 1_000_000).toList();
        }
    }
}
