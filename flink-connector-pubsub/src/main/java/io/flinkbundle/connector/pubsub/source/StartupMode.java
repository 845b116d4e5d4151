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

/**
 * Where a source begins when it has no checkpoint to continue from. All but {@link #subscription()}
 * move the subscription once, for everybody who reads it.
 */
@PublicEvolving
public sealed interface StartupMode extends Serializable {

    /** Where the subscription stands. */
    static StartupMode subscription() {
        return new OfSubscription();
    }

    /** With the oldest message that the subscription or the topic still retains. */
    static StartupMode earliest() {
        return new Earliest();
    }

    /** With messages that are published after the start of the job, by its clock. */
    static StartupMode latest() {
        return new Latest();
    }

    /** With messages that were published at a time or later. */
    static StartupMode timestamp(Instant timestamp) {
        return new Timestamp(timestamp);
    }

    /**
     * Where a snapshot was taken, of a subscription of the same topic.
     *
     * @param snapshot its full name, or its id in the project of the connection
     */
    static StartupMode snapshot(String snapshot) {
        return new Snapshot(snapshot);
    }

    /** See {@link StartupMode#subscription()}. */
    @PublicEvolving
    record OfSubscription() implements StartupMode {}

    /** See {@link StartupMode#earliest()}. */
    @PublicEvolving
    record Earliest() implements StartupMode {}

    /** See {@link StartupMode#latest()}. */
    @PublicEvolving
    record Latest() implements StartupMode {}

    /** See {@link StartupMode#timestamp(Instant)}. */
    @PublicEvolving
    record Timestamp(Instant timestamp) implements StartupMode {}

    /** See {@link StartupMode#snapshot(String)}. */
    @PublicEvolving
    record Snapshot(String snapshot) implements StartupMode {}
}
