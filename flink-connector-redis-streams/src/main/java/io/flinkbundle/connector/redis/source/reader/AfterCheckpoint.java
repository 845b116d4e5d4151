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

package io.flinkbundle.connector.redis.source.reader;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.Optional;

/**
 * What the server is told when a checkpoint is complete.
 *
 * @param group the consumer group that shows how far the checkpoint has come; empty if none does
 * @param trim whether entries before those of the checkpoint are removed
 */
@Internal
public record AfterCheckpoint(String group, boolean trim) implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final AfterCheckpoint NOTHING = new AfterCheckpoint("", false);

    /** See {@link #group()}. */
    Optional<String> progressGroup() {
        return group.isEmpty() ? Optional.empty() : Optional.of(group);
    }

    boolean isNothing() {
        return equals(NOTHING);
    }
}
