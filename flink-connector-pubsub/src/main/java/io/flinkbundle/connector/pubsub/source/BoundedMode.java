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

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.time.Instant;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * Where a source ends, if it does. Pub/Sub does not tell whether a subscription has messages left:
 * all but {@link #maxMessages} end when none has come for the idle timeout.
 */
@PublicEvolving
public sealed interface BoundedMode extends Serializable {

    /** The source never ends. */
    static BoundedMode unbounded() {
        return new Unbounded();
    }

    /** With messages that were published before the first start of the job, by its clock. */
    static BoundedMode latest() {
        return new Latest();
    }

    /** With messages that were published before a time, which is waited for. */
    static BoundedMode timestamp(Instant timestamp) {
        return new Timestamp(timestamp);
    }

    /** After so many messages, of one subscription, which one subtask reads. */
    static BoundedMode maxMessages(long messages) {
        checkArgument(messages > 0, "The source ends after 1 message or more, not %s.", messages);
        return new MaxMessages(messages);
    }

    /** When no message has come for the idle timeout. */
    static BoundedMode idle() {
        return new Idle();
    }

    /** See {@link BoundedMode#unbounded()}. */
    @PublicEvolving
    record Unbounded() implements BoundedMode {}

    /** See {@link BoundedMode#latest()}. */
    @PublicEvolving
    record Latest() implements BoundedMode {}

    /** See {@link BoundedMode#timestamp(Instant)}. */
    @PublicEvolving
    record Timestamp(Instant timestamp) implements BoundedMode {}

    /** See {@link BoundedMode#maxMessages(long)}. */
    @PublicEvolving
    record MaxMessages(long messages) implements BoundedMode {}

    /** See {@link BoundedMode#idle()}. */
    @PublicEvolving
    record Idle() implements BoundedMode {}
}
