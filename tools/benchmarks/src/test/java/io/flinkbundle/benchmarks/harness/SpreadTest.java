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

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpreadTest {

    @Test
    void takesTheMiddleOfAnOddNumberOfRounds() {
        assertThat(Spread.of(List.of(0.9, 0.1, 0.5))).isEqualTo(new Spread(0.5, 0.1, 0.9));
    }

    @Test
    void takesTheMeanOfTheTwoMiddleRoundsOfAnEvenNumber() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3.0);
    }

    @Test
    void isOneValueThreeTimesAfterOneRound() {
        assertThat(Spread.of(List.of(0.7))).isEqualTo(new Spread(0.7, 0.7, 0.7));
    }

    @Test
    void refusesToInventAMedianOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spread.of(List.of()))
                .withMessageContaining("No round");
    }

    @Test
    void refusesARoundWithoutAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spread.of(List.of(1.0, Double.NaN)))
                .withMessageContaining("NaN");
    }
}
