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
    /** Staged as files, which a load job takes over at the end. */
    LOAD_JOB,
    /** Appended to a BUFFERED stream of each subtask, visible at the end. */
    BUFFERED_UNTIL_END,
    /** Appended to a PENDING stream of each subtask, visible at the end. */
    PENDING_STREAM;

    /**
     * @param manyTables whether each row says to which table it goes
     * @throws ValidationException if the guarantee cannot be given
     */
    static WriteRoute of(WritePath path, BigQuerySinkConfig config, boolean manyTables) {
        WriteRoute route =
                manyTables || config.tableSettings().isUpsert()
                        ? DEFAULT_STREAM
                        : adding(path, config);
        if (config.bulk().overwrites() && route != LOAD_JOB) {
            throw new ValidationException(
                    "INSERT OVERWRITE replaces the rows of table "
                            + config.table()
                            + " by one load job, which takes a bounded input, no PRIMARY KEY, no metadata"
                            + " column 'table', and 'sink.bulk-method' = 'load-job'. Empty the table with TRUNCATE"
                            + " TABLE, and use INSERT INTO.");
        }
        return route;
    }

    private static WriteRoute adding(WritePath path, BigQuerySinkConfig config) {
        boolean exactlyOnce = config.guarantee() == DeliveryGuarantee.EXACTLY_ONCE;
        return switch (path) {
            case BULK, STAGED_BULK ->
                    config.bulk().method() == BulkMethod.LOAD_JOB
                            ? LOAD_JOB
                            : streamAtEnd(path.isCheckpointed());
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

    /**
     * The way that needs no files. A PENDING stream ends with the attempt, so it can hold rows only
     * where no checkpoint says that they were read.
     */
    public static WriteRoute streamAtEnd(boolean checkpointed) {
        return checkpointed ? BUFFERED_UNTIL_END : PENDING_STREAM;
    }

    /** Whether a BUFFERED stream is appended to. */
    public boolean isBuffered() {
        return this == BUFFERED_STREAM || this == BUFFERED_UNTIL_END;
    }

    /** Whether rows become visible when the input has ended, and not before. */
    boolean isAtEnd() {
        return this == BUFFERED_UNTIL_END || this == PENDING_STREAM || this == LOAD_JOB;
    }

    /** Whether checkpoints, where there are some, hold what is visible later. */
    boolean isHeld() {
        return isBuffered() || this == LOAD_JOB;
    }
}
