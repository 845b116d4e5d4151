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

package io.flinkbundle.examples;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {

    @Test
    void theOrderOfRowsCountsWhereItWasAskedFor() {
        Comparison comparison = new Comparison(1, table("2", "1"), table("1", "2"), true);

        assertThat(comparison.isAsExpected()).isFalse();
        assertThat(comparison.differences())
                .containsExactly("the rows come in another order than", "  1", "  2");
    }

    @Test
    void theOrderOfRowsDoesNotCountOtherwise() {
        assertThat(new Comparison(1, table("2", "1"), table("1", "2"), false).isAsExpected())
                .isTrue();
    }

    private static ResultTable table(String... values) {
        return new ResultTable(List.of("n"), Stream.of(values).map(List::of).toList());
    }
}
