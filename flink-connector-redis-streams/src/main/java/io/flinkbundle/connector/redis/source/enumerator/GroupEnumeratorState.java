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

import org.apache.flink.annotation.PublicEvolving;

/**
 * What the enumerator of a consumer group has done so far. Which entries were read is known to the
 * server.
 *
 * @param nextNumber the number of the next split
 */
@PublicEvolving
public record GroupEnumeratorState(long nextNumber) {

    /** The state of a job that starts from nothing. */
    public static final GroupEnumeratorState INITIAL = new GroupEnumeratorState(0);
}
