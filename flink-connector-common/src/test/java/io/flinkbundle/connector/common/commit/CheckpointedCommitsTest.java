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

package io.flinkbundle.connector.common.commit;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckpointedCommitsTest {

    @Test
    void acceptsTheDefaultsOfFlink() {
        assertThatCode(() -> CheckpointedCommits.verify(environment(Map.of()), "The sink"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "execution.checkpointing.checkpoints-after-tasks-finish, false, never be committed",
        "execution.checkpointing.mode, AT_LEAST_ONCE, behind a barrier"
    })
    void refusesWhatWouldLoseOrRepeatRows(String option, String value, String consequence) {
        StreamExecutionEnvironment environment = environment(Map.of(option, value));

        assertThatThrownBy(() -> CheckpointedCommits.verify(environment, "The sink"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'" + option + "'")
                .hasMessageContaining(consequence);
    }

    private static StreamExecutionEnvironment environment(Map<String, String> config) {
        return StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(config))
                .enableCheckpointing(1000);
    }
}
