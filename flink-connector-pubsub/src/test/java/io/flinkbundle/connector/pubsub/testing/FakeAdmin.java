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

package io.flinkbundle.connector.pubsub.testing;

import io.flinkbundle.connector.pubsub.client.SubscriberClient;
import io.flinkbundle.connector.pubsub.client.SubscriberClients;
import io.flinkbundle.connector.pubsub.client.SubscriptionAdmin;

import com.google.pubsub.v1.Subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Has every subscription, with exactly-once delivery, and remembers where they were moved. */
public final class FakeAdmin implements SubscriberClients, SubscriptionAdmin {

    private static final long serialVersionUID = 1L;

    private final List<String> seeks = new ArrayList<>();
    private boolean retains = true;

    /** Each subscription and where it was moved. */
    public List<String> seeks() {
        return List.copyOf(seeks);
    }

    /** From now on subscriptions do not keep what was acknowledged. */
    public void retainNothing() {
        retains = false;
    }

    @Override
    public SubscriberClient openClient() {
        throw new UnsupportedOperationException("The fake has no messages.");
    }

    @Override
    public SubscriptionAdmin openAdmin() {
        return this;
    }

    @Override
    public Subscription get(String subscription) {
        return Subscription.newBuilder()
                .setName(subscription)
                .setEnableExactlyOnceDelivery(true)
                .setRetainAckedMessages(retains)
                .build();
    }

    @Override
    public boolean create(Subscription subscription) {
        return false;
    }

    @Override
    public void delete(String subscription) {
        // Every subscription stays.
    }

    @Override
    public void seek(String subscription, Instant time) {
        seeks.add(subscription + " " + time);
    }

    @Override
    public void seekToSnapshot(String subscription, String snapshot) {
        seeks.add(subscription + " " + snapshot);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
