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

/**
 * Whether a job that is restored moves its subscriptions back; the values of {@code
 * scan.restore.seek}.
 */
@PublicEvolving
public enum RestoreSeek {
    /** They stay: messages that were acknowledged since the checkpoint do not come again. */
    NONE,
    /**
     * To the oldest message that the job may not have read when the checkpoint was taken; later
     * ones come again, also those that the checkpoint holds.
     */
    CHECKPOINT_TIME;

    @Override
    public String toString() {
        return OptionValues.kebabCase(this);
    }
}
