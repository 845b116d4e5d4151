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

package io.flinkbundle.connector.pubsub.source.enumerator;

import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.BoundedMode;
import io.flinkbundle.connector.pubsub.source.RestoreSeek;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;

import org.apache.flink.annotation.Internal;

/**
 * How the reading is shared out.
 *
 * @param boundedMode where it ends
 * @param ackMode when messages are acknowledged
 * @param streamsPerReader how many splits of a subscription a reader has
 * @param exactlyOnce whether readers start together, see {@link ReaderReports}
 * @param restoreSeek whether subscriptions are moved back when the job is restored
 */
@Internal
public record ReadPlan(
        BoundedMode boundedMode,
        AckMode ackMode,
        int streamsPerReader,
        boolean exactlyOnce,
        RestoreSeek restoreSeek) {

    boolean isBounded() {
        return !(boundedMode instanceof BoundedMode.Unbounded);
    }

    boolean hasLimit() {
        return boundedMode instanceof BoundedMode.MaxMessages;
    }

    /** See {@link PubSubEnumerator}. */
    boolean hasOneReader() {
        return hasLimit() || (isBounded() && ackMode == AckMode.NONE);
    }

    /** How many splits of a subscription a reader has. */
    int streams() {
        return hasLimit() ? 1 : streamsPerReader;
    }

    /**
     * @param startMillis when the job first started
     */
    SubscriptionSplit split(String subscription, long number, long startMillis) {
        return SubscriptionSplit.create(subscription, number, limit(), stopMillis(startMillis));
    }

    private long limit() {
        return boundedMode instanceof BoundedMode.MaxMessages end
                ? end.messages()
                : SubscriptionSplit.NO_LIMIT;
    }

    private long stopMillis(long startMillis) {
        if (boundedMode instanceof BoundedMode.Latest) {
            return startMillis;
        }
        return boundedMode instanceof BoundedMode.Timestamp end
                ? end.timestamp().toEpochMilli()
                : SubscriptionSplit.NO_STOP;
    }
}
