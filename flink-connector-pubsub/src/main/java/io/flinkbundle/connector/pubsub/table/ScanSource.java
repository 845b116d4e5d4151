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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;
import io.flinkbundle.connector.pubsub.source.PubSubSource;
import io.flinkbundle.connector.pubsub.source.PubSubSourceBuilder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;

/**
 * Makes the source of a table once it is known what it runs in.
 *
 * @param source makes all but the deserializer, and when messages are acknowledged
 * @param exactlyOnce whether each message counts once
 * @param ackMode with checkpoints
 * @param batchAcknowledge in batch jobs, which have none
 */
@Internal
record ScanSource(
        Supplier<PubSubSourceBuilder<RowData>> source,
        boolean exactlyOnce,
        AckMode ackMode,
        BatchAcknowledge batchAcknowledge) {

    private static final Logger LOG = LoggerFactory.getLogger(ScanSource.class);

    /**
     * @param limit how many rows are needed; zero for all
     */
    PubSubSource<RowData> create(
            PubSubDeserializationSchema<RowData> deserializer,
            long limit,
            StreamExecutionEnvironment environment,
            String table) {
        if (exactlyOnce) {
            checkExactlyOnce(environment);
        }
        PubSubSourceBuilder<RowData> builder = source.get();
        if (limit > 0) {
            builder.setRecordLimit(limit);
        }
        return builder.setDeserializer(deserializer)
                .setAckMode(effectiveAckMode(environment, table))
                .build();
    }

    private static void checkExactlyOnce(StreamExecutionEnvironment environment) {
        CheckpointConfig checkpoints = environment.getCheckpointConfig();
        if (!checkpoints.isCheckpointingEnabled()
                || checkpoints.getCheckpointingConsistencyMode()
                        != CheckpointingMode.EXACTLY_ONCE) {
            throw new ValidationException(
                    "Option 'scan.delivery-guarantee' is 'exactly-once', which needs checkpoints:"
                            + " set 'execution.checkpointing.interval', and"
                            + " 'execution.checkpointing.mode' to 'EXACTLY_ONCE'.");
        }
    }

    private AckMode effectiveAckMode(StreamExecutionEnvironment environment, String table) {
        if (environment.getConfiguration().get(ExecutionOptions.RUNTIME_MODE)
                == RuntimeExecutionMode.BATCH) {
            if (batchAcknowledge == BatchAcknowledge.ON_READ) {
                return AckMode.ON_EMIT;
            }
            LOG.info(
                    "Messages of table {} are read and not acknowledged, and stay in the"
                            + " subscription: 'scan.batch.acknowledge' is 'never'.",
                    table);
            return AckMode.NONE;
        }
        if (ackMode == AckMode.ON_CHECKPOINT
                && !environment.getCheckpointConfig().isCheckpointingEnabled()) {
            LOG.warn(
                    "Messages of table {} are acknowledged when a checkpoint completes, but"
                            + " checkpointing is off: none will be, and reading stops at"
                            + " 'scan.max-outstanding-messages'. Set"
                            + " 'execution.checkpointing.interval', or 'scan.ack-mode' ="
                            + " 'on-emit', which loses messages when the job fails.",
                    table);
            return AckMode.NONE;
        }
        return ackMode;
    }
}
