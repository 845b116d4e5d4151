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

package io.flinkbundle.emulators.pubsub.testing;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberStub;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** One stream of StreamingPull. */
public final class PullStream
        implements ClientResponseObserver<StreamingPullRequest, StreamingPullResponse> {

    private static final int TIMEOUT_SECONDS = 30;

    private final BlockingQueue<StreamingPullResponse> responses = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    private ClientCallStreamObserver<StreamingPullRequest> requests;

    PullStream(SubscriberStub stub, StreamingPullRequest first) {
        stub.streamingPull(this);
        requests.onNext(first);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamingPullRequest> requestStream) {
        requests = requestStream;
    }

    @Override
    public void onNext(StreamingPullResponse response) {
        responses.add(response);
    }

    @Override
    public void onError(Throwable t) {
        end.complete(Status.fromThrowable(t));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }

    public void send(UnaryOperator<StreamingPullRequest.Builder> request) {
        requests.onNext(request.apply(StreamingPullRequest.newBuilder()).build());
    }

    public void acknowledge(List<String> ackIds) {
        send(request -> request.addAllAckIds(ackIds));
    }

    public void halfClose() {
        requests.onCompleted();
    }

    public void cancel() {
        requests.cancel("The test is over.", null);
    }

    public StreamingPullResponse nextResponse() throws InterruptedException {
        StreamingPullResponse response = responses.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertThat(response).as("a response of the stream").isNotNull();
        return response;
    }

    /** Waits for exactly so many messages. */
    public List<ReceivedMessage> nextMessages(int count) throws InterruptedException {
        List<ReceivedMessage> messages = new ArrayList<>();
        while (messages.size() < count) {
            messages.addAll(nextResponse().getReceivedMessagesList());
        }
        assertThat(messages).hasSize(count);
        return messages;
    }

    /**
     * All that the server has to send now: it sends messages in the turn in which it answers a
     * ping, hence before it answers the next one. Needs protocol version 1.
     */
    public List<ReceivedMessage> messagesUntilPings() throws InterruptedException {
        List<ReceivedMessage> messages = new ArrayList<>();
        for (int ping = 0; ping < 2; ping++) {
            send(request -> request);
            for (StreamingPullResponse response = nextResponse();
                    response.getReceivedMessagesCount() > 0;
                    response = nextResponse()) {
                messages.addAll(response.getReceivedMessagesList());
            }
        }
        return messages;
    }

    /** Waits for the end of the stream. */
    public Status end() throws Exception {
        return end.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
