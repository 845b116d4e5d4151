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

package io.flinkbundle.connector.redis.sink.writer;

import org.apache.flink.annotation.Internal;

/** To which of several streams an entry goes that does not choose one. */
@Internal
public enum Routing {
    /** To each of them. */
    ALL,
    /** To the one that its key decides on, or to the next one. */
    ONE
}
