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

package io.flinkbundle.emulators.pubsub.server;

import io.flinkbundle.emulators.pubsub.rules.PublishRules;
import io.flinkbundle.emulators.pubsub.state.Page;
import io.flinkbundle.emulators.pubsub.state.PubSubState;
import io.flinkbundle.emulators.pubsub.state.TopicState;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.DetachSubscriptionResponse;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSnapshotsRequest;
import com.google.pubsub.v1.ListTopicSnapshotsResponse;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc.PublisherImplBase;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import io.grpc.stub.StreamObserver;

import java.util.List;
import java.util.Set;

import static io.flinkbundle.emulators.pubsub.server.Replies.reply;
import static io.flinkbundle.emulators.pubsub.server.Replies.replyEmpty;

/** The service {@code google.pubsub.v1.Publisher}. */
@Internal
final class PublisherService extends PublisherImplBase {

    private static final Set<String> CHANGEABLE =
            Set.of(
                    "labels",
                    "message_storage_policy",
                    "message_retention_duration",
                    "schema_settings");

    private final PubSubState state;

    PublisherService(PubSubState state) {
        this.state = state;
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> caller) {
        reply(
                caller,
                () -> {
                    TopicState topic = state.topic(request.getTopic());
                    PublishRules.check(request);
                    return PublishResponse.newBuilder()
                            .addAllMessageIds(topic.publish(request.getMessagesList()))
                            .build();
                });
    }

    @Override
    public void createTopic(Topic request, StreamObserver<Topic> caller) {
        reply(caller, () -> state.createTopic(request).settings());
    }

    @Override
    public void updateTopic(UpdateTopicRequest request, StreamObserver<Topic> caller) {
        Topic update = request.getTopic();
        reply(
                caller,
                () ->
                        state.updateTopic(
                                        update.getName(),
                                        current ->
                                                Updates.apply(
                                                        request.getUpdateMask(),
                                                        update,
                                                        current,
                                                        CHANGEABLE))
                                .settings());
    }

    @Override
    public void getTopic(GetTopicRequest request, StreamObserver<Topic> caller) {
        reply(caller, () -> state.topic(request.getTopic()).settings());
    }

    @Override
    public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> caller) {
        reply(
                caller,
                () -> {
                    Page<TopicState> page =
                            Page.of(
                                    state.topicsOf(request.getProject()),
                                    request.getPageSize(),
                                    request.getPageToken());
                    List<Topic> topics = page.items().stream().map(TopicState::settings).toList();
                    return ListTopicsResponse.newBuilder()
                            .addAllTopics(topics)
                            .setNextPageToken(page.nextToken())
                            .build();
                });
    }

    @Override
    public void listTopicSubscriptions(
            ListTopicSubscriptionsRequest request,
            StreamObserver<ListTopicSubscriptionsResponse> caller) {
        reply(
                caller,
                () -> {
                    Page<String> page =
                            Page.of(
                                    state.topic(request.getTopic()).subscriptionNames(),
                                    request.getPageSize(),
                                    request.getPageToken());
                    return ListTopicSubscriptionsResponse.newBuilder()
                            .addAllSubscriptions(page.items())
                            .setNextPageToken(page.nextToken())
                            .build();
                });
    }

    @Override
    public void listTopicSnapshots(
            ListTopicSnapshotsRequest request, StreamObserver<ListTopicSnapshotsResponse> caller) {
        reply(
                caller,
                () -> {
                    Page<String> page =
                            Page.of(
                                    state.topic(request.getTopic()).snapshotNames(),
                                    request.getPageSize(),
                                    request.getPageToken());
                    return ListTopicSnapshotsResponse.newBuilder()
                            .addAllSnapshots(page.items())
                            .setNextPageToken(page.nextToken())
                            .build();
                });
    }

    @Override
    public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> caller) {
        replyEmpty(caller, () -> state.deleteTopic(request.getTopic()));
    }

    @Override
    public void detachSubscription(
            DetachSubscriptionRequest request, StreamObserver<DetachSubscriptionResponse> caller) {
        reply(
                caller,
                () -> {
                    state.detachSubscription(request.getSubscription());
                    return DetachSubscriptionResponse.getDefaultInstance();
                });
    }
}
