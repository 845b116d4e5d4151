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

import com.google.api.gax.rpc.BidiStreamingCallable;
import com.google.api.gax.rpc.ClientStream;
import com.google.api.gax.rpc.ResponseObserver;
import com.google.api.gax.rpc.StreamController;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;

import java.util.Optional;

/**
 * A stream over gRPC, whose responses come when they are asked for: the connection holds back the
 * rest. It speaks version 0 of the protocol, which knows no pings: gRPC itself asks whether the
 * connection is alive.
 */
@Internal
final class GrpcPullStream implements PullStream, ResponseObserver<StreamingPullResponse> {

    private final String subscription;
    private final PullListener listener;
    private volatile StreamController controller;

    GrpcPullStream(String subscription, PullListener listener) {
        this.subscription = subscription;
        this.listener = listener;
    }

    /** Called once, before anything else. */
    void open(
            BidiStreamingCallable<StreamingPullRequest, StreamingPullResponse> callable,
            PullSettings settings) {
        ClientStream<StreamingPullRequest> requests = callable.splitCall(this);
        requests.send(
                StreamingPullRequest.newBuilder()
                        .setSubscription(settings.subscription())
                        .setClientId(settings.clientId())
                        .setStreamAckDeadlineSeconds(settings.leaseSeconds())
                        .setMaxOutstandingMessages(settings.maxMessages())
                        .setMaxOutstandingBytes(settings.maxBytes())
                        .build());
    }

    /** Called while the stream is opened, by the thread that opens it. */
    @Override
    public void onStart(StreamController opened) {
        opened.disableAutoInboundFlowControl();
        controller = opened;
    }

    @Override
    public void onResponse(StreamingPullResponse response) {
        listener.onResponse(response);
    }

    @Override
    public void onError(Throwable failure) {
        listener.onEnd(Optional.of(PubSubErrors.translate("read from " + subscription, failure)));
    }

    @Override
    public void onComplete() {
        listener.onEnd(Optional.empty());
    }

    @Override
    public void request() {
        controller.request(1);
    }

    @Override
    public void close() {
        controller.cancel();
    }
}
