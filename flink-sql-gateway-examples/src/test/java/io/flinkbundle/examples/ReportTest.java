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

import io.flinkbundle.examples.Pipeline.Outcome;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

    private static final ResultTable TABLE =
            new ResultTable(List.of("n"), List.of(List.of("1"), List.of("2")));
    private static final Outcome STREAMED =
            new Outcome("streamed", TABLE, WritePath.PER_CHECKPOINT, 2);
    private static final Outcome SHORT =
            new Outcome(
                    "short",
                    new ResultTable(List.of("n"), List.of(List.of("1"))),
                    WritePath.BULK,
                    1);

    @Test
    void isAsExpectedWhenEveryOutcomeIs() {
        assertThat(new Report(List.of(STREAMED, STREAMED), TABLE).isAsExpected()).isTrue();
    }

    @Test
    void isNotAsExpectedWhenOneOutcomeIsNot() {
        assertThat(new Report(List.of(STREAMED, SHORT), TABLE).isAsExpected()).isFalse();
    }

    @Test
    void namesWhatIsMissingAndHowItWasWritten() {
        assertThat(new Report(List.of(STREAMED, SHORT), TABLE).format())
                .contains("streamed: as expected", "PER_CHECKPOINT")
                .contains("short: NOT as expected", "BULK", "- 2");
    }
}
