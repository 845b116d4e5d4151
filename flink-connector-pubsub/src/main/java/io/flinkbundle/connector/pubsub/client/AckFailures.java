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

import com.google.api.gax.rpc.ApiException;
import com.google.rpc.ErrorInfo;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what exactly-once delivery says about single ack ids: the error of a request names those
 * that were not accepted, and why; all others were.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/exactly-once-delivery">Exactly-once
 *     delivery</a>
 */
@Internal
final class AckFailures {

    private static final String INVALID = "PERMANENT_FAILURE";
    private static final String POSTPONED = "TRANSIENT_FAILURE";

    private AckFailures() {}

    static AckOutcome outcome(String what, Throwable failure) {
        Set<String> invalid = new HashSet<>();
        Set<String> postponed = new HashSet<>();
        reasons(failure)
                .forEach(
                        (ackId, reason) -> {
                            if (reason.startsWith(INVALID)) {
                                invalid.add(ackId);
                            } else if (reason.startsWith(POSTPONED)) {
                                postponed.add(ackId);
                            }
                        });
        return invalid.isEmpty() && postponed.isEmpty()
                ? AckOutcome.failed(PubSubErrors.translate(what, failure))
                : new AckOutcome(Optional.empty(), invalid, postponed);
    }

    private static Map<String, String> reasons(Throwable failure) {
        return failure instanceof ApiException refused && refused.getErrorDetails() != null
                ? Optional.ofNullable(refused.getErrorDetails().getErrorInfo())
                        .map(ErrorInfo::getMetadataMap)
                        .orElse(Map.of())
                : Map.of();
    }
}
