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

package io.flinkbundle.connector.pubsub.source;

import io.flinkbundle.connector.common.options.OptionValues;

import org.apache.flink.annotation.PublicEvolving;

/** When messages are acknowledged; the values of {@code scan.ack-mode}. */
@PublicEvolving
public enum AckMode {
    /** When a checkpoint is complete that covers them: nothing is lost. */
    ON_CHECKPOINT,
    /** When they were emitted: what the job has not finished is lost when it fails. */
    ON_EMIT,
    /** Never: they are delivered again when the job has ended. */
    NONE;

    @Override
    public String toString() {
        return OptionValues.kebabCase(this);
    }
}
