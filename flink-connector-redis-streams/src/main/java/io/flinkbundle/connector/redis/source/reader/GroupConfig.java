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
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a reader takes part in a consumer group.
 *
 * @param group the name of the group
 * @param consumerPrefix the name of a member is this, a dash, and the number of its subtask
 * @param claimMinIdle for how long a member may keep an entry before another one takes it over
 * @param maxPending how many entries of a subtask may wait to be acknowledged
 */
@Internal
public record GroupConfig(
        String group, String consumerPrefix, Duration claimMinIdle, int maxPending)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Whether a consumer is one of so many subtasks. */
    Predicate<String> members(int parallelism) {
        Set<String> names =
                IntStream.range(0, parallelism)
                        .mapToObj(this::consumer)
                        .collect(Collectors.toUnmodifiableSet());
        return names::contains;
    }

    /** The same after each restart, so that a member finds again what it had. */
    String consumer(int subtask) {
        return consumerPrefix + "-" + subtask;
    }
}
