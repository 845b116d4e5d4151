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

package io.flinkbundle.benchmarks.harness;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class TimeBudgetTest {

    private static final int ROUNDS = 3;

    private final AtomicLong now = new AtomicLong(17);
    private final TimeBudget budget = new TimeBudget(Duration.ofNanos(100), ROUNDS, now::get);

    @Test
    void affordsContextInTheFirstRoundWhateverItTakes() {
        budget.pairTook(1_000);

        assertThat(budget.affordsContext(0)).isTrue();
    }

    @Test
    void affordsMoreContextWhenThePairsToComeStillFit() {
        budget.pairTook(20);
        budget.contextTook(30);
        now.addAndGet(50);

        assertThat(budget.affordsContext(1)).isTrue();
    }

    @Test
    void savesTheTimeThatThePairsToComeNeed() {
        budget.pairTook(20);
        budget.contextTook(31);
        now.addAndGet(50);

        assertThat(budget.affordsContext(1)).isFalse();
    }
}
