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

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reads subscriptions over gRPC. */
@Internal
final class GrpcSubscriberClient implements SubscriberClient {

    private final SubscriberStub stub;

    /**
     * @param stub is closed with this object
     */
    GrpcSubscriberClient(SubscriberStub stub) {
        this.stub = stub;
    }

    @Override
    public PullStream pull(PullSettings settings, PullListener listener) {
        GrpcPullStream stream = new GrpcPullStream(settings.subscription(), listener);
        stream.open(stub.streamingPullCallable(), settings);
        return stream;
    }

    @Override
    public void acknowledge(String subscription, List<String> ackIds, Consumer<AckOutcome> done) {
        answer(
                stub.acknowledgeCallable()
                        .futureCall(
                                AcknowledgeRequest.newBuilder()
                                        .setSubscription(subscription)
                                        .addAllAckIds(ackIds)
                                        .build()),
                "acknowledge messages of " + subscription,
                done);
    }

    @Override
    public void modifyDeadline(
            String subscription, List<String> ackIds, int seconds, Consumer<AckOutcome> done) {
        answer(
                stub.modifyAckDeadlineCallable()
                        .futureCall(
                                ModifyAckDeadlineRequest.newBuilder()
                                        .setSubscription(subscription)
                                        .addAllAckIds(ackIds)
                                        .setAckDeadlineSeconds(seconds)
                                        .build()),
                "extend the leases of messages of " + subscription,
                done);
    }

    private static void answer(ApiFuture<Empty> answer, String what, Consumer<AckOutcome> done) {
        ApiFutures.addCallback(
                answer,
                new ApiFutureCallback<>() {
                    @Override
                    public void onSuccess(Empty response) {
                        done.accept(AckOutcome.ACCEPTED);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        done.accept(AckFailures.outcome(what, failure));
                    }
                },
                MoreExecutors.directExecutor());
    }

    @Override
    public void close() throws IOException {
        PubSubStubs.close(stub);
    }
}
