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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.boundedness.WritePath;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;

/** How rows get into the target. */
@Internal
public enum WriteRoute {
    /** One writer, one transaction for the whole bounded input. */
    BULK,
    /** One writer, which commits each buffer. */
    DIRECT,
    /** Any number of writers, whose staging files one committer makes visible. */
    STAGED;

    /**
     * Chooses the route that gives the guarantee on a path.
     *
     * @throws ValidationException if there is none
     */
    static WriteRoute of(WritePath path, DeliveryGuarantee guarantee) {
        boolean exactlyOnce = guarantee == DeliveryGuarantee.EXACTLY_ONCE;
        return switch (path) {
            case BULK -> BULK;
            case STAGED_BULK -> STAGED;
            case PER_CHECKPOINT -> exactlyOnce ? STAGED : DIRECT;
            case CONTINUOUS -> {
                if (exactlyOnce) {
                    throw new ValidationException(
                            "'sink.delivery-guarantee' = 'exactly-once' needs checkpoints when the"
                                    + " input is unbounded, but checkpointing is off. Set"
                                    + " 'execution.checkpointing.interval', for example to '10 s',"
                                    + " or use 'at-least-once'.");
                }
                yield DIRECT;
            }
        };
    }
}
