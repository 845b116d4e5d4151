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
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads subscriptions over one connection. No call waits for the service, and none is tried again
 * in here. Thread-safe.
 */
@Internal
public interface SubscriberClient extends AutoCloseable {

    /**
     * Opens a stream of messages. It delivers nothing until {@link PullStream#request()} is called.
     *
     * @param listener is told of responses and of the end, by one thread at a time
     */
    PullStream pull(PullSettings settings, PullListener listener);

    /**
     * Acknowledges messages by one request, which {@link AckIdBatches} makes.
     *
     * @param done is called on some thread
     */
    void acknowledge(String subscription, List<String> ackIds, Consumer<AckOutcome> done);

    /**
     * Sets when messages will be delivered again, by one request.
     *
     * @param seconds from now on; 0 gives the messages back at once, 600 is the most
     * @param done is called on some thread
     */
    void modifyDeadline(
            String subscription, List<String> ackIds, int seconds, Consumer<AckOutcome> done);

    /** Ends what is under way. */
    @Override
    void close() throws IOException;
}
