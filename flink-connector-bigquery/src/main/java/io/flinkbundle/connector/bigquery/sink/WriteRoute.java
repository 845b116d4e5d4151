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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.common.boundedness.WritePath;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;

/** How rows get into the table. */
@Internal
public enum WriteRoute {
    /** Appended to the default stream, visible at once. */
    DEFAULT_STREAM,
    /** Appended to a BUFFERED stream of each subtask, visible after each checkpoint. */
    BUFFERED_STREAM,
    /** The same, visible at the end. */
    BUFFERED_UNTIL_END,
    /** Appended to a PENDING stream of each subtask, visible at the end. */
    PENDING_STREAM;

    /**
     * @throws ValidationException if the guarantee cannot be given
     */
    static WriteRoute of(WritePath path, BigQuerySinkConfig config) {
        boolean exactlyOnce = config.guarantee() == DeliveryGuarantee.EXACTLY_ONCE;
        if (config.tableSettings().isUpsert()) {
            return DEFAULT_STREAM;
        }
        return switch (path) {
            case BULK -> PENDING_STREAM;
            case STAGED_BULK -> BUFFERED_UNTIL_END;
            case PER_CHECKPOINT -> exactlyOnce ? BUFFERED_STREAM : DEFAULT_STREAM;
            case CONTINUOUS -> {
                if (exactlyOnce) {
                    throw new ValidationException(
                            "The sink of table "
                                    + config.table()
                                    + " is 'exactly-once', which makes rows visible with each"
                                    + " checkpoint, but the job has none. Set"
                                    + " 'execution.checkpointing.interval', for example to '1"
                                    + " min'.");
                }
                yield DEFAULT_STREAM;
            }
        };
    }

    /** Whether a BUFFERED stream is appended to. */
    public boolean isBuffered() {
        return this == BUFFERED_STREAM || this == BUFFERED_UNTIL_END;
    }

    /** Whether rows become visible when the input has ended, and not before. */
    boolean isAtEnd() {
        return this == BUFFERED_UNTIL_END || this == PENDING_STREAM;
    }

    /** Whether checkpoints hold what is visible later. */
    boolean isCheckpointed() {
        return isBuffered();
    }
}
