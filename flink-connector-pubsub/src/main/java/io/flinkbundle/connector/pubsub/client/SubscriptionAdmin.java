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

import com.google.pubsub.v1.Subscription;

import java.io.IOException;
import java.time.Instant;

/** Manages subscriptions, named in full. Each call waits for the service. Thread-safe. */
@Internal
public interface SubscriptionAdmin extends AutoCloseable {

    /**
     * @throws MissingResourceException if there is no subscription of this name
     */
    Subscription get(String subscription) throws IOException;

    /**
     * Creates a subscription.
     *
     * @return false if there was one of its name, which stays as it is
     */
    boolean create(Subscription subscription) throws IOException;

    /** Deletes a subscription, if it is there. */
    void delete(String subscription) throws IOException;

    /**
     * Moves a subscription to a time: what was published before counts as acknowledged, what was
     * published then or later and is retained as not.
     */
    void seek(String subscription, Instant time) throws IOException;

    /** Moves a subscription to a snapshot of one of the same topic. */
    void seekToSnapshot(String subscription, String snapshot) throws IOException;

    @Override
    void close() throws IOException;
}
