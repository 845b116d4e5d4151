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

import io.flinkbundle.emulators.pubsub.fault.StreamLimits;
import io.flinkbundle.emulators.pubsub.rules.Limits;
import io.flinkbundle.emulators.pubsub.state.AckResult;
import io.flinkbundle.emulators.pubsub.state.AckResult.Refusal;
import io.flinkbundle.emulators.pubsub.state.Delivery;
import io.flinkbundle.emulators.pubsub.state.Receiver;
import io.flinkbundle.emulators.pubsub.state.SubscriptionState;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.StreamingPullResponse.AcknowledgeConfirmation;
import com.google.pubsub.v1.StreamingPullResponse.ModifyAckDeadlineConfirmation;
import com.google.pubsub.v1.StreamingPullResponse.SubscriptionProperties;
import com.google.pubsub.v1.Subscription;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;

/**
 * The responses of a stream. Any thread may ask for something to be sent; one at a time sends, and
 * goes on as long as something was asked for meanwhile.
 */
@Internal
final class StreamReceiver extends Receiver {

    private final SubscriptionState subscription;
    private final CallContext context;
    private final ServerCallStreamObserver<StreamingPullResponse> caller;
    private final boolean answersPings;

    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<StreamingPullResponse> replies = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Status> end = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile int leaseSeconds;
    private volatile EmulatorClock.Timer lifetime = () -> {};

    /** Only the one that sends touches these. */
    private long delivered;

    private boolean ended;

    StreamReceiver(
            SubscriptionState subscription,
            CallContext context,
            ServerCallStreamObserver<StreamingPullResponse> caller,
            StreamingPullRequest first) {
        super(
                first.getClientId(),
                first.getMaxOutstandingMessages(),
                first.getMaxOutstandingBytes());
        this.subscription = subscription;
        this.context = context;
        this.caller = caller;
        this.answersPings = first.getProtocolVersion() >= 1;
        this.leaseSeconds = first.getStreamAckDeadlineSeconds();
    }

    /** Throws when the subscription takes no streams. */
    void open() {
        context.streamLimits().lifetime().ifPresent(this::startLifetime);
        try {
            subscription.open(this);
        } catch (RuntimeException e) {
            lifetime.cancel();
            throw e;
        }
    }

    private void startLifetime(Duration duration) {
        EmulatorClock clock = context.clock();
        lifetime =
                clock.schedule(
                        clock.millis() + duration.toMillis(),
                        () -> terminate(StreamLimits.closed()));
    }

    void leaseSeconds(int seconds) {
        leaseSeconds = seconds;
    }

    // ------------------------------------------------------------------------------------------
    // What the client sends
    // ------------------------------------------------------------------------------------------

    void acknowledge(List<String> ackIds) {
        AckResult result = subscription.acknowledge(ackIds);
        if (subscription.settings().getEnableExactlyOnceDelivery()) {
            reply(
                    response()
                            .setAcknowledgeConfirmation(
                                    AcknowledgeConfirmation.newBuilder()
                                            .addAllAckIds(result.acceptedOf(ackIds))
                                            .addAllInvalidAckIds(
                                                    result.refusedFor(
                                                            Refusal
                                                                    .PERMANENT_FAILURE_INVALID_ACK_ID))
                                            .addAllUnorderedAckIds(
                                                    result.refusedFor(
                                                            Refusal
                                                                    .TRANSIENT_FAILURE_UNORDERED_ACK_ID))));
        }
    }

    void modifyDeadlines(List<String> ackIds, IntUnaryOperator seconds) {
        AckResult result = subscription.modifyDeadlines(ackIds, seconds);
        if (subscription.settings().getEnableExactlyOnceDelivery()) {
            reply(
                    response()
                            .setModifyAckDeadlineConfirmation(
                                    ModifyAckDeadlineConfirmation.newBuilder()
                                            .addAllAckIds(result.acceptedOf(ackIds))
                                            .addAllInvalidAckIds(
                                                    result.refusedFor(
                                                            Refusal
                                                                    .PERMANENT_FAILURE_INVALID_ACK_ID))));
        }
    }

    /** A client of protocol version 1 gives the stream up when its empty request gets no answer. */
    void answerPing() {
        if (answersPings) {
            reply(response());
        }
    }

    private void reply(StreamingPullResponse.Builder response) {
        replies.add(response.build());
        wake();
    }

    private StreamingPullResponse.Builder response() {
        Subscription settings = subscription.settings();
        return StreamingPullResponse.newBuilder()
                .setSubscriptionProperties(
                        SubscriptionProperties.newBuilder()
                                .setExactlyOnceDeliveryEnabled(
                                        settings.getEnableExactlyOnceDelivery())
                                .setMessageOrderingEnabled(settings.getEnableMessageOrdering()));
    }

    // ------------------------------------------------------------------------------------------
    // What the client gets
    // ------------------------------------------------------------------------------------------

    @Override
    protected void wake() {
        if (requests.getAndIncrement() == 0) {
            context.executor().execute(this::send);
        }
    }

    private void send() {
        int served = requests.get();
        do {
            sendOnce();
            served = requests.addAndGet(-served);
        } while (served != 0);
    }

    private void sendOnce() {
        if (ended) {
            return;
        }
        try {
            sendReplies();
            sendMessages();
            sendEnd();
        } catch (RuntimeException e) {
            ended = true;
            leave();
            caller.onError(Replies.statusOf(e));
        }
    }

    private void sendReplies() {
        for (StreamingPullResponse reply = replies.poll(); reply != null; reply = replies.poll()) {
            caller.onNext(reply);
        }
    }

    private void sendMessages() {
        while (end.get() == null && caller.isReady()) {
            List<Delivery> deliveries =
                    subscription.take(this, Limits.MESSAGES_PER_RESPONSE, leaseSeconds);
            if (deliveries.isEmpty()) {
                return;
            }
            StreamingPullResponse.Builder response = response();
            for (Delivery delivery : deliveries) {
                response.addReceivedMessages(delivery.toProto());
            }
            caller.onNext(response.build());
            delivered += deliveries.size();
            if (delivered >= context.streamLimits().messages().orElse(Long.MAX_VALUE)) {
                end.compareAndSet(null, StreamLimits.closed());
            }
        }
    }

    private void sendEnd() {
        Status status = end.get();
        if (status == null) {
            return;
        }
        ended = true;
        leave();
        if (caller.isCancelled()) {
            return;
        }
        if (status.isOk()) {
            caller.onCompleted();
        } else {
            caller.onError(status.asRuntimeException());
        }
    }

    @Override
    protected void terminate(Status status) {
        end.compareAndSet(null, status);
        wake();
    }

    /** The client is gone, and there is no one to tell anything. */
    void cancelled() {
        end.compareAndSet(null, Status.CANCELLED);
        leave();
    }

    private void leave() {
        if (closed.compareAndSet(false, true)) {
            lifetime.cancel();
            subscription.close(this);
        }
    }
}
