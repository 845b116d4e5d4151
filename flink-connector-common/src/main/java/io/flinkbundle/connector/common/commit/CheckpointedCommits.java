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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;

/**
 * What a job has to be set to when its sink commits what checkpoints hold. Both settings are
 * Flink's defaults; with another value rows would be lost or repeated without a word.
 */
@PublicEvolving
public final class CheckpointedCommits {

    private CheckpointedCommits() {}

    /**
     * Refuses settings under which commits cannot follow checkpoints.
     *
     * @param environment the job's environment, while the job graph is built and checkpoints are
     *     switched on
     * @param sink the name of the sink, for the message
     * @throws ValidationException if the last rows would never be committed, or barriers are not
     *     aligned
     */
    public static void verify(StreamExecutionEnvironment environment, String sink) {
        ReadableConfig config = environment.getConfiguration();
        if (!config.get(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH)) {
            throw refused(
                    sink,
                    CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH.key(),
                    "false",
                    "what is staged at the end of the input would never be committed",
                    "true");
        }
        if (environment.getCheckpointConfig().getCheckpointingConsistencyMode()
                != CheckpointingMode.EXACTLY_ONCE) {
            throw refused(
                    sink,
                    CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key(),
                    "at-least-once",
                    "rows behind a barrier would be committed with the checkpoint before them",
                    "exactly-once");
        }
    }

    private static ValidationException refused(
            String sink, String option, String value, String consequence, String remedy) {
        return new ValidationException(
                String.format(
                        "%s commits what a checkpoint holds, but '%s' is %s: %s. Set it to %s,"
                                + " which is Flink's default.",
                        sink, option, value, consequence, remedy));
    }
}
