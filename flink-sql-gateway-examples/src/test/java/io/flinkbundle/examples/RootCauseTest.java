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

import static org.assertj.core.api.Assertions.assertThat;

class RootCauseTest {

    @Test
    void isTheInnermostMessageOfAPrintedStackTrace() {
        String trace =
                """
                org.apache.flink.table.api.ValidationException: outer
                \tat a.B.c(B.java:1)
                Caused by: java.lang.IllegalStateException: middle
                \tat a.B.d(B.java:2)
                Caused by: org.apache.flink.table.api.ValidationException: Unknown option 'x'.

                Known options are:
                y
                \tat a.B.e(B.java:3)
                \t... 12 more
                """;

        assertThat(RootCause.of(trace)).isEqualTo("Unknown option 'x'. Known options are: y");
    }

    @Test
    void isThePlainMessageWhereThereIsNoStackTrace() {
        assertThat(RootCause.of("Not found.")).isEqualTo("Not found.");
    }

    @Test
    void isTheInnermostMessageOfAnException() {
        assertThat(RootCause.of(new IllegalStateException("outer", new RuntimeException("inner"))))
                .isEqualTo("inner");
    }

    @Test
    void isTheKindOfAnExceptionWithoutMessage() {
        assertThat(RootCause.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
