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

import io.flinkbundle.emulators.pubsub.rules.Limits;
import io.flinkbundle.emulators.pubsub.state.Delivery;
import io.flinkbundle.emulators.pubsub.state.Receiver;
import io.flinkbundle.emulators.pubsub.state.SubscriptionState;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

import java.util.List;

/** A pull: it is answered with the first messages that come, or with none when its time is over. */
@Internal
final class PullReceiver extends Receiver {

    private final SubscriptionState subscription;
    private final CallContext context;
    private final ServerCallStreamObserver<PullResponse> caller;
    private final int maxMessages;

    private volatile EmulatorClock.Timer timeout = () -> {};
    private boolean answered;

    private PullReceiver(
            SubscriptionState subscription,
            CallContext context,
            ServerCallStreamObserver<PullResponse> caller,
            int maxMessages) {
        super("", 0, 0);
        this.subscription = subscription;
        this.context = context;
        this.caller = caller;
        this.maxMessages = Math.min(maxMessages, Limits.MESSAGES_PER_RESPONSE);
    }

    /** Throws when the subscription takes no pulls. */
    @SuppressWarnings("deprecation") // Clients still ask to return immediately.
    static void start(
            SubscriptionState subscription,
            CallContext context,
            ServerCallStreamObserver<PullResponse> caller,
            PullRequest request) {
        PullReceiver receiver =
                new PullReceiver(subscription, context, caller, request.getMaxMessages());
        caller.setOnCancelHandler(receiver::cancelled);
        if (request.getReturnImmediately()) {
            subscription.open(receiver);
            receiver.answer(true);
        } else {
            receiver.startTimeout();
            try {
                subscription.open(receiver);
            } catch (RuntimeException e) {
                receiver.timeout.cancel();
                throw e;
            }
        }
    }

    private void startTimeout() {
        EmulatorClock clock = context.clock();
        timeout =
                clock.schedule(
                        clock.millis() + Limits.PULL_WAIT.toMillis(),
                        () -> context.executor().execute(() -> answer(true)));
    }

    @Override
    protected void wake() {
        context.executor().execute(() -> answer(false));
    }

    private synchronized void answer(boolean evenWithNone) {
        if (answered) {
            return;
        }
        List<Delivery> deliveries =
                subscription.take(
                        this, maxMessages, subscription.settings().getAckDeadlineSeconds());
        if (deliveries.isEmpty() && !evenWithNone) {
            return;
        }
        end();
        PullResponse.Builder response = PullResponse.newBuilder();
        deliveries.forEach(delivery -> response.addReceivedMessages(delivery.toProto()));
        caller.onNext(response.build());
        caller.onCompleted();
    }

    @Override
    protected void terminate(Status status) {
        context.executor().execute(() -> fail(status));
    }

    private synchronized void fail(Status status) {
        if (!answered) {
            end();
            caller.onError(status.asRuntimeException());
        }
    }

    private synchronized void cancelled() {
        if (!answered) {
            end();
        }
    }

    private void end() {
        answered = true;
        timeout.cancel();
        subscription.close(this);
    }
}
