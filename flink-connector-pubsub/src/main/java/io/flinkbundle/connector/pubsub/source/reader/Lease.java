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

package io.flinkbundle.connector.pubsub.source.reader;

import org.apache.flink.annotation.Internal;

/**
 * The lease that messages next to each other have in common: they were received or extended
 * together. Guarded by its {@link Ledger}.
 */
@Internal
final class Lease {

    /** The position behind the last message. */
    long end;

    /** When the service may deliver the messages again, in ms of the timer. */
    long deadline;

    /** Requests that are under way. */
    int requests;

    /** Whether one of them failed. */
    boolean failed;

    /** Whether the deadline has passed, which is counted once. */
    boolean expired;

    Lease(long end, long deadline) {
        this.end = end;
        this.deadline = deadline;
    }
}
