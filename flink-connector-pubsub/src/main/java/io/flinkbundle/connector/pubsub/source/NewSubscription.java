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

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Duration;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.Subscription;

import java.io.Serializable;

/**
 * A subscription that the source creates if it is not there.
 *
 * @param topic its full name
 * @param filter which messages of the topic it has; empty for all
 * @param temporary whether it is removed by the source, or by the service after a day without use
 */
@Internal
public record NewSubscription(String topic, String filter, boolean temporary)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The shortest that the service knows. */
    private static final long EXPIRATION_SECONDS = 24 * 60 * 60;

    /**
     * @param name its full name
     * @param leaseSeconds how long messages are leased where nobody says so
     * @param exactlyOnce whether it has exactly-once delivery
     */
    public Subscription toProto(String name, int leaseSeconds, boolean exactlyOnce) {
        Subscription.Builder subscription =
                Subscription.newBuilder()
                        .setName(name)
                        .setTopic(topic)
                        .setFilter(filter)
                        .setAckDeadlineSeconds(leaseSeconds)
                        .setEnableExactlyOnceDelivery(exactlyOnce)
                        .setEnableMessageOrdering(true);
        if (temporary) {
            subscription.setExpirationPolicy(
                    ExpirationPolicy.newBuilder()
                            .setTtl(Duration.newBuilder().setSeconds(EXPIRATION_SECONDS)));
        }
        return subscription.build();
    }
}
