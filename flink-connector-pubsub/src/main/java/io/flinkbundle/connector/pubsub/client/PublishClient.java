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

import com.google.pubsub.v1.PublishRequest;

import java.io.IOException;
import java.util.function.Consumer;

/** Publishes messages. Thread-safe. */
@Internal
public interface PublishClient extends AutoCloseable {

    /**
     * Publishes the messages of a request, once.
     *
     * @param done is called on some thread, with null when all messages are stored, else with what
     *     {@link PubSubErrors#translate} makes of the failure
     */
    void publish(PublishRequest request, Consumer<IOException> done);

    /**
     * Asks for a topic.
     *
     * @throws MissingResourceException if there is none of this name
     */
    void verifyTopic(String topic) throws IOException;

    /** Creates a topic unless it is there. */
    void createTopic(String topic) throws IOException;

    /** Ends what is under way. */
    @Override
    void close() throws IOException;
}
