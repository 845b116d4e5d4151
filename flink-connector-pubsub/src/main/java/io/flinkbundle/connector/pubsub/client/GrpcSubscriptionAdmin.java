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

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Subscription;

import java.io.IOException;
import java.time.Instant;

/** Manages subscriptions over gRPC. */
@Internal
final class GrpcSubscriptionAdmin implements SubscriptionAdmin {

    private final SubscriberStub stub;

    /**
     * @param stub is closed with this object
     */
    GrpcSubscriptionAdmin(SubscriberStub stub) {
        this.stub = stub;
    }

    @Override
    public Subscription get(String subscription) throws IOException {
        try {
            return stub.getSubscriptionCallable()
                    .call(
                            GetSubscriptionRequest.newBuilder()
                                    .setSubscription(subscription)
                                    .build());
        } catch (ApiException e) {
            throw PubSubErrors.translate("find " + subscription, e);
        }
    }

    @Override
    public boolean create(Subscription subscription) throws IOException {
        try {
            stub.createSubscriptionCallable().call(subscription);
            return true;
        } catch (AlreadyExistsException e) {
            return false;
        } catch (ApiException e) {
            throw PubSubErrors.translate(
                    "create " + subscription.getName() + " at " + subscription.getTopic(), e);
        }
    }

    @Override
    public void delete(String subscription) throws IOException {
        try {
            stub.deleteSubscriptionCallable()
                    .call(
                            DeleteSubscriptionRequest.newBuilder()
                                    .setSubscription(subscription)
                                    .build());
        } catch (NotFoundException e) {
            // Somebody else was faster.
            return;
        } catch (ApiException e) {
            throw PubSubErrors.translate("delete " + subscription, e);
        }
    }

    @Override
    public void seek(String subscription, Instant time) throws IOException {
        seek(
                SeekRequest.newBuilder()
                        .setSubscription(subscription)
                        .setTime(
                                Timestamp.newBuilder()
                                        .setSeconds(time.getEpochSecond())
                                        .setNanos(time.getNano()))
                        .build(),
                time.toString());
    }

    @Override
    public void seekToSnapshot(String subscription, String snapshot) throws IOException {
        seek(
                SeekRequest.newBuilder()
                        .setSubscription(subscription)
                        .setSnapshot(snapshot)
                        .build(),
                snapshot);
    }

    private void seek(SeekRequest request, String target) throws IOException {
        try {
            stub.seekCallable().call(request);
        } catch (ApiException e) {
            throw PubSubErrors.translate("move " + request.getSubscription() + " to " + target, e);
        }
    }

    @Override
    public void close() throws IOException {
        PubSubStubs.close(stub);
    }
}
