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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.util.Optional;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * A {@link BadRecordPolicy} with what it needs.
 *
 * @param policy what happens to a bad record
 * @param target where dead letters go; null unless the policy is {@link
 *     BadRecordPolicy#DEAD_LETTER}
 */
@PublicEvolving
public record BadRecordHandling(BadRecordPolicy policy, DeadLetterTarget target)
        implements Serializable {

    public BadRecordHandling {
        checkArgument(
                (policy == BadRecordPolicy.DEAD_LETTER) == (target != null),
                "A target of dead letters goes with the policy dead-letter, and only with it.");
    }

    /** Fails at the first bad record, the default everywhere. */
    public static BadRecordHandling fail() {
        return new BadRecordHandling(BadRecordPolicy.FAIL, null);
    }

    /** Counts bad records and goes on. */
    public static BadRecordHandling skip() {
        return new BadRecordHandling(BadRecordPolicy.SKIP, null);
    }

    /**
     * Writes bad records to files and goes on.
     *
     * @param path a folder on any Flink {@code FileSystem}
     */
    public static BadRecordHandling deadLetter(String path) {
        return deadLetter(new DeadLetterFolder(path));
    }

    /** Hands bad records on and goes on. */
    public static BadRecordHandling deadLetter(DeadLetterTarget target) {
        return new BadRecordHandling(BadRecordPolicy.DEAD_LETTER, target);
    }

    Optional<DeadLetterTarget> deadLetterTarget() {
        return Optional.ofNullable(target);
    }
}
