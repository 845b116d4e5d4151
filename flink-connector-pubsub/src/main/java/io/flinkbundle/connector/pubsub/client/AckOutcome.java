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

package io.flinkbundle.connector.pubsub.client;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a request about ack ids.
 *
 * @param failure of the request as a whole; empty if it was accepted, be it in parts
 * @param invalid ids that are not valid any more: their messages are, or will be, delivered again.
 *     Only exactly-once delivery tells so.
 * @param postponed ids for which the request is to be made again
 */
@Internal
public record AckOutcome(
        Optional<IOException> failure, Set<String> invalid, Set<String> postponed) {

    /** All ids were accepted. */
    public static final AckOutcome ACCEPTED = new AckOutcome(Optional.empty(), Set.of(), Set.of());

    /** None was. */
    public static AckOutcome failed(IOException failure) {
        return new AckOutcome(Optional.of(failure), Set.of(), Set.of());
    }

    /** Whether another request for the same ids may be accepted. */
    public boolean mayPass() {
        return failure.isPresent() && PubSubErrors.mayPass(failure.get());
    }
}
