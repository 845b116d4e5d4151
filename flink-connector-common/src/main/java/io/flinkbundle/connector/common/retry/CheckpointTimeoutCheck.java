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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Warns when a sink may retry longer than a checkpoint may take: then an outage costs the attempt,
 * because the checkpoint that waits for the sink expires first.
 */
@PublicEvolving
public final class CheckpointTimeoutCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTimeoutCheck.class);

    private CheckpointTimeoutCheck() {}

    /**
     * @param environment the job's environment, while the job graph is built
     * @param policy the policy of the sink
     * @return whether the policy's timeout is below the checkpoint timeout, or nothing is
     *     checkpointed
     */
    public static boolean verify(StreamExecutionEnvironment environment, RetryPolicy policy) {
        CheckpointConfig checkpoints = environment.getCheckpointConfig();
        if (!checkpoints.isCheckpointingEnabled()) {
            return true;
        }
        Duration checkpointTimeout = Duration.ofMillis(checkpoints.getCheckpointTimeout());
        boolean unlimited = policy.timeout().isZero();
        if (unlimited || policy.timeout().compareTo(checkpointTimeout) >= 0) {
            LOG.warn(
                    "'sink.retry.timeout' is {}, not below 'execution.checkpointing.timeout' ({}):"
                            + " while the target is away, checkpoints expire before the sink gives"
                            + " up.",
                    unlimited ? "unlimited" : policy.timeout(),
                    checkpointTimeout);
            return false;
        }
        return true;
    }
}
