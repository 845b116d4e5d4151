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

import io.flinkbundle.connector.pubsub.client.AckOutcome;
import io.flinkbundle.connector.pubsub.client.PullListener;
import io.flinkbundle.connector.pubsub.client.PullSettings;
import io.flinkbundle.connector.pubsub.client.PullStream;
import io.flinkbundle.connector.pubsub.client.SubscriberClient;
import io.flinkbundle.connector.pubsub.client.SubscriberClients;
import io.flinkbundle.connector.pubsub.client.SubscriptionAdmin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts the requests of all readers that are not answered. One test at a time.
 *
 * @param clients makes the connections
 */
public record CountingClients(SubscriberClients clients) implements SubscriberClients {

    private static final long serialVersionUID = 1L;

    private static final AtomicInteger UNANSWERED = new AtomicInteger();

    public static int unanswered() {
        return UNANSWERED.get();
    }

    @Override
    public SubscriberClient openClient() throws IOException {
        return new Counting(clients.openClient());
    }

    @Override
    public SubscriptionAdmin openAdmin() throws IOException {
        return clients.openAdmin();
    }

    private record Counting(SubscriberClient client) implements SubscriberClient {

        @Override
        public PullStream pull(PullSettings settings, PullListener listener) {
            return client.pull(settings, listener);
        }

        @Override
        public void acknowledge(
                String subscription, List<String> ackIds, Consumer<AckOutcome> done) {
            client.acknowledge(subscription, ackIds, count(done));
        }

        @Override
        public void modifyDeadline(
                String subscription, List<String> ackIds, int seconds, Consumer<AckOutcome> done) {
            client.modifyDeadline(subscription, ackIds, seconds, count(done));
        }

        private static Consumer<AckOutcome> count(Consumer<AckOutcome> done) {
            UNANSWERED.incrementAndGet();
            return outcome -> {
                done.accept(outcome);
                UNANSWERED.decrementAndGet();
            };
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
