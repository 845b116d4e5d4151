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
import io.flinkbundle.emulators.pubsub.state.PubSubState;
import io.flinkbundle.emulators.pubsub.state.SubscriptionState;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.Optional;

/**
 * The requests of a stream: the first opens it, the others acknowledge, change deadlines or only
 * ask for a sign of life.
 *
 * @see <a
 *     href="https://cloud.google.com/pubsub/docs/reference/rpc/google.pubsub.v1#streamingpullrequest">the
 *     request</a>
 */
@Internal
final class StreamingPullCall implements StreamObserver<StreamingPullRequest> {

    private final PubSubState state;
    private final CallContext context;
    private final ServerCallStreamObserver<StreamingPullResponse> caller;

    private volatile Optional<StreamReceiver> receiver = Optional.empty();
    private boolean failed;

    StreamingPullCall(
            PubSubState state,
            CallContext context,
            ServerCallStreamObserver<StreamingPullResponse> caller) {
        this.state = state;
        this.context = context;
        this.caller = caller;
        caller.setOnReadyHandler(() -> receiver.ifPresent(StreamReceiver::wake));
        caller.setOnCancelHandler(() -> receiver.ifPresent(StreamReceiver::cancelled));
    }

    @Override
    public void onNext(StreamingPullRequest request) {
        if (failed) {
            return;
        }
        try {
            PublishRules.checkRequestBytes(request.getSerializedSize(), Limits.ACK_REQUEST_BYTES);
            if (receiver.isEmpty()) {
                open(request);
            } else {
                checkFollowing(request);
            }
            handle(receiver.get(), request);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void open(StreamingPullRequest request) {
        SubscriptionState subscription = state.subscription(request.getSubscription());
        SubscriptionRules.checkAckDeadline(
                "stream_ack_deadline_seconds", request.getStreamAckDeadlineSeconds());
        StreamReceiver opened = new StreamReceiver(subscription, context, caller, request);
        opened.open();
        receiver = Optional.of(opened);
    }

    private static void checkFollowing(StreamingPullRequest request) {
        if (!request.getSubscription().isEmpty()
                || !request.getClientId().isEmpty()
                || request.getMaxOutstandingMessages() != 0
                || request.getMaxOutstandingBytes() != 0
                || request.getProtocolVersion() != 0) {
            throw Errors.invalidArgument(
                    "subscription, client_id, max_outstanding_messages, max_outstanding_bytes and"
                            + " protocol_version belong into the first request of a stream only.");
        }
        if (request.getStreamAckDeadlineSeconds() != 0) {
            SubscriptionRules.checkAckDeadline(
                    "stream_ack_deadline_seconds", request.getStreamAckDeadlineSeconds());
        }
    }

    private static void handle(StreamReceiver receiver, StreamingPullRequest request) {
        if (request.getModifyDeadlineAckIdsCount() != request.getModifyDeadlineSecondsCount()) {
            throw Errors.invalidArgument(
                    "There are "
                            + request.getModifyDeadlineAckIdsCount()
                            + " modify_deadline_ack_ids and "
                            + request.getModifyDeadlineSecondsCount()
                            + " modify_deadline_seconds.");
        }
        request.getModifyDeadlineSecondsList().forEach(SubscriptionRules::checkDeadlineExtension);
        if (request.getStreamAckDeadlineSeconds() != 0) {
            receiver.leaseSeconds(request.getStreamAckDeadlineSeconds());
        }
        if (request.getModifyDeadlineAckIdsCount() > 0) {
            receiver.modifyDeadlines(
                    request.getModifyDeadlineAckIdsList(), request::getModifyDeadlineSeconds);
        }
        if (request.getAckIdsCount() > 0) {
            receiver.acknowledge(request.getAckIdsList());
        }
        if (request.getSerializedSize() == 0) {
            receiver.answerPing();
        }
    }

    private void fail(RuntimeException e) {
        failed = true;
        Status status = Replies.statusOf(e).getStatus();
        if (receiver.isPresent()) {
            receiver.get().terminate(status);
        } else {
            caller.onError(status.asRuntimeException());
        }
    }

    /** The client broke the stream off. */
    @Override
    public void onError(Throwable t) {
        receiver.ifPresent(StreamReceiver::cancelled);
    }

    @Override
    public void onCompleted() {
        if (receiver.isPresent()) {
            receiver.get().terminate(Status.OK);
        } else if (!failed) {
            caller.onError(Errors.invalidArgument("The stream ended before its first request."));
        }
    }
}
