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

package io.flinkbundle.connector.pubsub.sink.writer;

import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;

import java.util.List;

/** Messages that go in one request, and how often that was tried. Not thread-safe. */
@Internal
final class PublishTask {

    private final Lane lane;
    private final List<PubsubMessage> messages;
    private final PublishRequest request;
    private Retrier retrier;
    private long startNanos;

    /**
     * @param messages at least one; not changed any more
     */
    PublishTask(Lane lane, List<PubsubMessage> messages) {
        this.lane = lane;
        this.messages = messages;
        this.request =
                PublishRequest.newBuilder().setTopic(lane.topic()).addAllMessages(messages).build();
    }

    Lane lane() {
        return lane;
    }

    List<PubsubMessage> messages() {
        return messages;
    }

    PublishRequest request() {
        return request;
    }

    void start() {
        startNanos = System.nanoTime();
    }

    long nanosSinceStart() {
        return System.nanoTime() - startNanos;
    }

    /** The attempts of this request. */
    Retrier retrier(RetryPolicy policy) {
        if (retrier == null) {
            retrier = policy.start("publish " + messages.size() + " messages to " + lane.topic());
        }
        return retrier;
    }

    /** One half of the messages as a request of its own. */
    PublishTask firstHalf() {
        return new PublishTask(lane, messages.subList(0, messages.size() / 2));
    }

    /** The other half. */
    PublishTask secondHalf() {
        return new PublishTask(lane, messages.subList(messages.size() / 2, messages.size()));
    }
}
