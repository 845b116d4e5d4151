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

package io.flinkbundle.emulators.pubsub.fault;

import org.apache.flink.annotation.Internal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import java.time.Duration;

/** What goes wrong with a call. */
@Internal
sealed interface Fault {

    /** It is answered with an error and has no effect. */
    record FailBefore(StatusRuntimeException error) implements Fault {}

    /** It has its effect and is answered with an error. */
    record FailAfter(Status status) implements Fault {}

    /** It has its effect later. */
    record Delay(Duration delay) implements Fault {}

    /** It has its effect and is never answered. */
    record LoseReply() implements Fault {}

    /** It is answered with success and has no effect. */
    record Swallow() implements Fault {}

    /** The connection breaks before the call has its effect. */
    record DropConnectionBefore() implements Fault {}

    /** The connection breaks when the call has had its effect. */
    record DropConnectionAfter() implements Fault {}
}
