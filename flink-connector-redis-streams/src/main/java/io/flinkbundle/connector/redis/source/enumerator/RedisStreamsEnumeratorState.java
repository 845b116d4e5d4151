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

package io.flinkbundle.connector.redis.source.enumerator;

import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;

/**
 * What the enumerator has done so far.
 *
 * @param known the streams whose start has been fixed, in the order in which they became known
 * @param unassigned the splits among them that no reader has
 * @param boundedMode where the splits end, in the words of {@link
 *     io.flinkbundle.connector.redis.source.BoundedMode#describe()}
 * @param planned whether the streams with which the job first started are known; what a pattern
 *     finds after that has come later
 */
@PublicEvolving
public record RedisStreamsEnumeratorState(
        List<String> known,
        List<RedisStreamsSplit> unassigned,
        String boundedMode,
        boolean planned) {

    public RedisStreamsEnumeratorState {
        known = List.copyOf(known);
        unassigned = List.copyOf(unassigned);
    }

    /** The state of a job that starts from nothing. */
    public static RedisStreamsEnumeratorState initial(String boundedMode) {
        return new RedisStreamsEnumeratorState(List.of(), List.of(), boundedMode, false);
    }
}
