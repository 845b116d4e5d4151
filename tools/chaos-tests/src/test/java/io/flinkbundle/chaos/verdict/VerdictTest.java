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

package io.flinkbundle.chaos.verdict;

import io.flinkbundle.chaos.load.NumberedRows;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {

    private static final long ROWS = 100;

    private final Verdict verdict = new Verdict();

    @Test
    void findsNothingWhereEveryRowCameOnceAndInOrder() {
        addAllBut(-1);

        assertThat(verdict.lost(ROWS)).isZero();
        assertThat(verdict.repeated()).isZero();
        assertThat(verdict.wrong()).isZero();
        assertThat(verdict.reordered()).isZero();
    }

    @Test
    void countsRowsThatAreMissing() {
        addAllBut(7);

        assertThat(verdict.lost(ROWS)).isOne();
        assertThat(verdict.distinct()).isEqualTo(ROWS - 1);
    }

    @Test
    void countsRowsThatCameAgainWithoutCallingThemReordered() {
        addAllBut(-1);
        add(3);

        assertThat(verdict.repeated()).isOne();
        assertThat(verdict.reordered()).isZero();
    }

    @Test
    void countsRowsBehindALaterOneOfTheirKeyOnly() {
        add(NumberedRows.KEYS);
        add(1);
        add(0);

        assertThat(verdict.reordered()).isOne();
    }

    @Test
    void countsRowsWhoseStateIsNotWhatItMustBe() {
        verdict.add(5, NumberedRows.key(5), NumberedRows.count(5) + 1);
        verdict.add(5, NumberedRows.key(6), NumberedRows.count(5));
        verdict.add(-1, 0, 1);

        assertThat(verdict.wrong()).isEqualTo(3);
        assertThat(verdict.distinct()).isZero();
    }

    private void addAllBut(long missing) {
        for (long number = 0; number < ROWS; number++) {
            if (number != missing) {
                add(number);
            }
        }
    }

    private void add(long number) {
        verdict.add(number, NumberedRows.key(number), NumberedRows.count(number));
    }
}
