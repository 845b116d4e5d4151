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

import io.flinkbundle.connector.pubsub.client.PublishClient;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Holds requests until the test answers them. */
public final class FakePublishClient implements PublishClient {

    /** A request that waits for its answer. */
    public record Call(PublishRequest request, Consumer<IOException> done) {

        /** The data of its messages. */
        public List<String> messages() {
            return request.getMessagesList().stream()
                    .map(message -> message.getData().toStringUtf8())
                    .toList();
        }

        public void succeed() {
            done.accept(null);
        }

        public void fail(IOException failure) {
            done.accept(failure);
        }
    }

    public final Deque<Call> waiting = new ArrayDeque<>();
    public final List<String> stored = new ArrayList<>();
    public final List<PubsubMessage> storedMessages = new ArrayList<>();
    public final List<String> createdTopics = new ArrayList<>();
    private Function<PublishRequest, IOException> answers;

    /** Answers all requests from now on as they come; a null is success. */
    public FakePublishClient answering(Function<PublishRequest, IOException> failure) {
        answers = failure;
        return this;
    }

    @Override
    public void publish(PublishRequest request, Consumer<IOException> done) {
        Call call =
                new Call(
                        request,
                        failure -> {
                            if (failure == null) {
                                storedMessages.addAll(request.getMessagesList());
                                request.getMessagesList()
                                        .forEach(
                                                message ->
                                                        stored.add(
                                                                message.getData().toStringUtf8()));
                            }
                            done.accept(failure);
                        });
        if (answers != null) {
            call.fail(answers.apply(request));
        } else {
            waiting.addLast(call);
        }
    }

    @Override
    public void verifyTopic(String topic) {}

    @Override
    public void createTopic(String topic) {
        createdTopics.add(topic);
    }

    @Override
    public void close() {}
}
