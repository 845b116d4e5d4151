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

package io.flinkbundle.emulators.pubsub.state;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;

/**
 * What the settings of a subscription mean for its messages.
 *
 * @param ordered whether messages with an ordering key are delivered in order
 * @param exactlyOnce whether only the latest ack id counts
 * @param retainAcknowledged whether acknowledged messages stay for a seek
 * @param retentionMillis how long a message stays: the longer of what the subscription and its
 *     topic say
 * @param maxAttempts deliveries before a message goes to the dead-letter topic; 0 when there is
 *     none
 * @param minBackoffMillis wait before the first redelivery; 0 when there is no retry policy
 * @param maxBackoffMillis the longest wait before a redelivery
 */
@Internal
record DeliveryPolicy(
        boolean ordered,
        boolean exactlyOnce,
        boolean retainAcknowledged,
        long retentionMillis,
        int maxAttempts,
        long minBackoffMillis,
        long maxBackoffMillis) {

    /** Reads the settings of a subscription whose defaults are filled in. */
    static DeliveryPolicy of(Subscription settings) {
        RetryPolicy retry = settings.getRetryPolicy();
        return new DeliveryPolicy(
                settings.getEnableMessageOrdering(),
                settings.getEnableExactlyOnceDelivery(),
                settings.getRetainAckedMessages(),
                Math.max(
                        Durations.toMillis(settings.getMessageRetentionDuration()),
                        Durations.toMillis(settings.getTopicMessageRetentionDuration())),
                settings.hasDeadLetterPolicy()
                        ? settings.getDeadLetterPolicy().getMaxDeliveryAttempts()
                        : 0,
                settings.hasRetryPolicy() ? Durations.toMillis(retry.getMinimumBackoff()) : 0,
                settings.hasRetryPolicy() ? Durations.toMillis(retry.getMaximumBackoff()) : 0);
    }

    /** The wait after the n-th failure, n from 1 on: it doubles up to the longest. */
    long backoffMillis(int failures) {
        return (long) Math.min(minBackoffMillis * Math.pow(2, failures - 1), maxBackoffMillis);
    }
}
