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

package io.flinkbundle.emulators.bigquery.fault;

import io.flinkbundle.emulators.bigquery.errors.ApiException;

import org.apache.flink.annotation.Internal;

import java.time.Duration;

/** What goes wrong with a call. */
@Internal
public sealed interface Fault {

    /**
     * It is answered with an error; a stream ends with it.
     *
     * @param applied whether it has its effect before
     */
    record Fail(ApiException error, boolean applied) implements Fault {}

    /** An append has no effect and is answered with an error, and its stream goes on. */
    record RefuseAppend(ApiException error) implements Fault {}

    /** It has its effect later. */
    record Delay(Duration delay) implements Fault {}

    /**
     * Its connection breaks.
     *
     * @param applied whether it has its effect before
     */
    record Drop(boolean applied) implements Fault {}

    /** It has its effect, and is never answered. */
    record LoseReply() implements Fault {}

    /** The connection breaks when so many responses have been sent. */
    record DropAfterResponses(long responses) implements Fault {}
}
