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

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class CheckpointTimeoutCheckTest {

    @ParameterizedTest
    @CsvSource({"5, 10, true", "10, 10, false", "11, 10, false", "0, 10, false"})
    void holdsWhenRetriesEndBeforeTheCheckpointExpires(
            int retryMinutes, int checkpointMinutes, boolean expected) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment().enableCheckpointing(1000);
        environment
                .getCheckpointConfig()
                .setCheckpointTimeout(Duration.ofMinutes(checkpointMinutes).toMillis());

        assertThat(CheckpointTimeoutCheck.verify(environment, timeout(retryMinutes)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0", "100"})
    void holdsWithoutCheckpoints(int retryMinutes) {
        assertThat(
                        CheckpointTimeoutCheck.verify(
                                StreamExecutionEnvironment.getExecutionEnvironment(),
                                timeout(retryMinutes)))
                .isTrue();
    }

    private static RetryPolicy timeout(int minutes) {
        return RetryPolicy.of(
                Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(minutes));
    }
}
