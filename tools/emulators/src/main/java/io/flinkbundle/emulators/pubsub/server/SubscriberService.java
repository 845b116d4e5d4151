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

import io.flinkbundle.emulators.pubsub.rules.Errors;
import io.flinkbundle.emulators.pubsub.rules.Limits;
import io.flinkbundle.emulators.pubsub.rules.PublishRules;
import io.flinkbundle.emulators.pubsub.rules.SubscriptionRules;
import io.flinkbundle.emulators.pubsub.rules.Unsupported;
import io.flinkbundle.emulators.pubsub.state.AckResult;
import io.flinkbundle.emulators.pubsub.state.Page;
import io.flinkbundle.emulators.pubsub.state.PubSubState;
import io.flinkbundle.emulators.pubsub.state.SnapshotState;
import io.flinkbundle.emulators.pubsub.state.SubscriptionState;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Empty;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.CreateSnapshotRequest;
import com.google.pubsub.v1.DeleteSnapshotRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSnapshotRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSnapshotsRequest;
import com.google.pubsub.v1.ListSnapshotsResponse;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.SeekResponse;
import com.google.pubsub.v1.Snapshot;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberImplBase;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSnapshotRequest;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static io.flinkbundle.emulators.pubsub.server.Replies.reply;
import static io.flinkbundle.emulators.pubsub.server.Replies.replyEmpty;

/** The service {@code google.pubsub.v1.Subscriber}. */
@Internal
final class SubscriberService extends SubscriberImplBase {

    private static final Set<String> CHANGEABLE =
            Set.of(
                    "ack_deadline_seconds",
                    "push_config",
                    "retain_acked_messages",
                    "message_retention_duration",
                    "labels",
                    "expiration_policy",
                    "dead_letter_policy",
                    "retry_policy",
                    "enable_exactly_once_delivery");

    private static final Set<String> CHANGEABLE_SNAPSHOT = Set.of("labels", "expire_time");

    private final PubSubState state;
    private final CallContext context;

    SubscriberService(PubSubState state, CallContext context) {
        this.state = state;
        this.context = context;
    }

    // ------------------------------------------------------------------------------------------
    // Messages
    // ------------------------------------------------------------------------------------------

    @Override
    public StreamObserver<StreamingPullRequest> streamingPull(
            StreamObserver<StreamingPullResponse> caller) {
        return new StreamingPullCall(
                state, context, (ServerCallStreamObserver<StreamingPullResponse>) caller);
    }

    @Override
    public void pull(PullRequest request, StreamObserver<PullResponse> caller) {
        try {
            if (request.getMaxMessages() <= 0) {
                throw Errors.invalidArgument(
                        "Invalid max_messages " + request.getMaxMessages() + ", it must be > 0.");
            }
            PullReceiver.start(
                    state.subscription(request.getSubscription()),
                    context,
                    (ServerCallStreamObserver<PullResponse>) caller,
                    request);
        } catch (RuntimeException e) {
            caller.onError(Replies.statusOf(e));
        }
    }

    @Override
    public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> caller) {
        replyEmpty(
                caller,
                () -> {
                    SubscriptionState subscription = state.subscription(request.getSubscription());
                    checkAckIds(request.getAckIdsCount(), request.getSerializedSize());
                    confirm(subscription.acknowledge(request.getAckIdsList()));
                });
    }

    @Override
    public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> caller) {
        replyEmpty(
                caller,
                () -> {
                    SubscriptionState subscription = state.subscription(request.getSubscription());
                    checkAckIds(request.getAckIdsCount(), request.getSerializedSize());
                    int seconds = request.getAckDeadlineSeconds();
                    SubscriptionRules.checkDeadlineExtension(seconds);
                    confirm(subscription.modifyDeadlines(request.getAckIdsList(), i -> seconds));
                });
    }

    private static void checkAckIds(int count, int requestBytes) {
        if (count == 0) {
            throw Errors.invalidArgument("The request has no ack ids.");
        }
        PublishRules.checkRequestBytes(requestBytes, Limits.ACK_REQUEST_BYTES);
    }

    private static void confirm(AckResult result) {
        if (!result.refused().isEmpty()) {
            Map<String, String> reasons =
                    result.refused().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, entry -> entry.getValue().name()));
            throw Errors.ackIdsRefused(reasons);
        }
    }

    // ------------------------------------------------------------------------------------------
    // Subscriptions
    // ------------------------------------------------------------------------------------------

    @Override
    public void createSubscription(Subscription request, StreamObserver<Subscription> caller) {
        reply(caller, () -> state.createSubscription(request).settings());
    }

    @Override
    public void updateSubscription(
            UpdateSubscriptionRequest request, StreamObserver<Subscription> caller) {
        Subscription update = request.getSubscription();
        reply(
                caller,
                () ->
                        state.updateSubscription(
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
    public void getSubscription(
            GetSubscriptionRequest request, StreamObserver<Subscription> caller) {
        reply(caller, () -> state.subscription(request.getSubscription()).settings());
    }

    @Override
    public void listSubscriptions(
            ListSubscriptionsRequest request, StreamObserver<ListSubscriptionsResponse> caller) {
        reply(
                caller,
                () -> {
                    Page<SubscriptionState> page =
                            Page.of(
                                    state.subscriptionsOf(request.getProject()),
                                    request.getPageSize(),
                                    request.getPageToken());
                    List<Subscription> subscriptions =
                            page.items().stream().map(SubscriptionState::settings).toList();
                    return ListSubscriptionsResponse.newBuilder()
                            .addAllSubscriptions(subscriptions)
                            .setNextPageToken(page.nextToken())
                            .build();
                });
    }

    @Override
    public void deleteSubscription(
            DeleteSubscriptionRequest request, StreamObserver<Empty> caller) {
        replyEmpty(caller, () -> state.deleteSubscription(request.getSubscription()));
    }

    @Override
    public void modifyPushConfig(ModifyPushConfigRequest request, StreamObserver<Empty> caller) {
        replyEmpty(
                caller,
                () -> {
                    state.subscription(request.getSubscription());
                    Unsupported.refuse(
                            !request.getPushConfig().getPushEndpoint().isEmpty(),
                            "push subscriptions");
                });
    }

    // ------------------------------------------------------------------------------------------
    // Snapshots
    // ------------------------------------------------------------------------------------------

    @Override
    public void seek(SeekRequest request, StreamObserver<SeekResponse> caller) {
        reply(
                caller,
                () -> {
                    switch (request.getTargetCase()) {
                        case TIME ->
                                state.seek(
                                        request.getSubscription(),
                                        Timestamps.toMillis(request.getTime()));
                        case SNAPSHOT ->
                                state.seek(request.getSubscription(), request.getSnapshot());
                        default ->
                                throw Errors.invalidArgument(
                                        "The request names neither a time nor a snapshot.");
                    }
                    return SeekResponse.getDefaultInstance();
                });
    }

    @Override
    public void createSnapshot(CreateSnapshotRequest request, StreamObserver<Snapshot> caller) {
        Snapshot requested =
                Snapshot.newBuilder()
                        .setName(request.getName())
                        .putAllLabels(request.getLabelsMap())
                        .build();
        reply(
                caller,
                () -> {
                    Unsupported.refuse(request.getTagsCount() > 0, "tags");
                    return state.createSnapshot(requested, request.getSubscription()).settings();
                });
    }

    @Override
    public void updateSnapshot(UpdateSnapshotRequest request, StreamObserver<Snapshot> caller) {
        Snapshot update = request.getSnapshot();
        reply(
                caller,
                () ->
                        state.updateSnapshot(
                                        update.getName(),
                                        current ->
                                                Updates.apply(
                                                        request.getUpdateMask(),
                                                        update,
                                                        current,
                                                        CHANGEABLE_SNAPSHOT))
                                .settings());
    }

    @Override
    public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> caller) {
        reply(caller, () -> state.snapshot(request.getSnapshot()).settings());
    }

    @Override
    public void listSnapshots(
            ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> caller) {
        reply(
                caller,
                () -> {
                    Page<SnapshotState> page =
                            Page.of(
                                    state.snapshotsOf(request.getProject()),
                                    request.getPageSize(),
                                    request.getPageToken());
                    List<Snapshot> snapshots =
                            page.items().stream().map(SnapshotState::settings).toList();
                    return ListSnapshotsResponse.newBuilder()
                            .addAllSnapshots(snapshots)
                            .setNextPageToken(page.nextToken())
                            .build();
                });
    }

    @Override
    public void deleteSnapshot(DeleteSnapshotRequest request, StreamObserver<Empty> caller) {
        replyEmpty(caller, () -> state.deleteSnapshot(request.getSnapshot()));
    }
}
