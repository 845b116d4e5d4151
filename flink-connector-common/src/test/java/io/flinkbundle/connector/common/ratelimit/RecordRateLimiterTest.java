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

package io.flinkbundle.connector.common.ratelimit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.FutureTask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class RecordRateLimiterTest {

    private static final double ONE_PER_DAY = 1.0 / (24 * 60 * 60);

    private final RecordRateLimiter limiter = new RecordRateLimiter(ONE_PER_DAY);

    @Test
    void letsTheFirstBatchPass() {
        assertThatCode(() -> limiter.acquire(1000)).doesNotThrowAnyException();
    }

    @Test
    void holdsTheSecondBatchUntilItIsWokenUp() throws Exception {
        limiter.acquire(1);
        FutureTask<Boolean> second = acquireInBackground();

        limiter.wakeUp();

        assertThat(second.get()).isTrue();
    }

    @Test
    void remembersAWakeUpThatCameBeforeTheWait() throws Exception {
        limiter.acquire(1);

        limiter.wakeUp();

        assertThatCode(() -> limiter.acquire(1)).doesNotThrowAnyException();
    }

    @Test
    void canBeInterruptedWhileItWaits() throws Exception {
        limiter.acquire(1);
        FutureTask<Boolean> second = acquireInBackground();

        second.cancel(true);

        assertThat(second).isCancelled();
    }

    @Test
    void doesNotWaitWhereTheRateIsMet() {
        RecordRateLimiter fast = new RecordRateLimiter(1e12);

        assertThatCode(
                        () -> {
                            for (int i = 0; i < 1000; i++) {
                                fast.acquire(1);
                            }
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesARateOfZero() {
        assertThatThrownBy(() -> new RecordRateLimiter(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than zero");
    }

    /** Returns once the other thread waits. */
    private FutureTask<Boolean> acquireInBackground() {
        FutureTask<Boolean> task =
                new FutureTask<>(
                        () -> {
                            limiter.acquire(1);
                            return true;
                        });
        Thread thread = new Thread(task, "acquire");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }
}
