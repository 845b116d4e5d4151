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

package io.flinkbundle.connector.common.boundedness;

import org.apache.flink.annotation.PublicEvolving;

/**
 * The four situations a sink can be in. They follow from two facts: whether the input ends, and
 * whether checkpoints are taken while it runs.
 *
 * <p>Work that no checkpoint holds, such as an open transaction, may last longer than one
 * checkpoint interval only where no checkpoints exist: a job that is restored in the middle of its
 * input does not send again what the lost transaction contained.
 */
@PublicEvolving
public enum WritePath {
    /** Bounded, no checkpoints: one piece of work from the first record to the end of input. */
    BULK(true, false),
    /** Bounded, with checkpoints: staged at each checkpoint, released once at the end of input. */
    STAGED_BULK(true, true),
    /** Unbounded, with checkpoints: released at each checkpoint. */
    PER_CHECKPOINT(false, true),
    /** Unbounded, no checkpoints: released by size and by time only. */
    CONTINUOUS(false, false);

    private final boolean bounded;
    private final boolean checkpointed;

    WritePath(boolean bounded, boolean checkpointed) {
        this.bounded = bounded;
        this.checkpointed = checkpointed;
    }

    static WritePath of(boolean bounded, boolean checkpointed) {
        if (bounded) {
            return checkpointed ? STAGED_BULK : BULK;
        }
        return checkpointed ? PER_CHECKPOINT : CONTINUOUS;
    }

    /** Whether the input of the sink ends. */
    public boolean isBounded() {
        return bounded;
    }

    /** Whether checkpoints are taken while the sink runs. */
    public boolean isCheckpointed() {
        return checkpointed;
    }
}
