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
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.Topic;
import io.grpc.CallOptions;

import java.io.IOException;
import java.util.function.Consumer;

/** Publishes over gRPC. */
@Internal
public final class GrpcPublishClient implements PublishClient {

    /** Smaller requests grow when they are compressed. */
    private static final int MIN_COMPRESSED_BYTES = 240;

    private static final GrpcCallContext PLAIN = GrpcCallContext.createDefault();
    private static final GrpcCallContext COMPRESSED =
            GrpcCallContext.createDefault()
                    .withCallOptions(CallOptions.DEFAULT.withCompression("gzip"));

    private final PublisherStub stub;
    private final boolean compress;

    /**
     * @throws IOException if the credentials cannot be loaded
     */
    public GrpcPublishClient(PubSubConnectionOptions options, boolean compress) throws IOException {
        this.stub = PubSubStubs.publisher(options);
        this.compress = compress;
    }

    @Override
    public void publish(PublishRequest request, Consumer<IOException> done) {
        boolean small = request.getSerializedSize() < MIN_COMPRESSED_BYTES;
        ApiFuture<PublishResponse> answer =
                stub.publishCallable().futureCall(request, compress && !small ? COMPRESSED : PLAIN);
        ApiFutures.addCallback(
                answer,
                new ApiFutureCallback<>() {
                    @Override
                    public void onSuccess(PublishResponse response) {
                        done.accept(null);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        done.accept(
                                PubSubErrors.translate(
                                        "publish to " + request.getTopic(), failure));
                    }
                },
                MoreExecutors.directExecutor());
    }

    @Override
    public void verifyTopic(String topic) throws IOException {
        try {
            stub.getTopicCallable().call(GetTopicRequest.newBuilder().setTopic(topic).build());
        } catch (ApiException e) {
            throw PubSubErrors.translate("find " + topic, e);
        }
    }

    @Override
    public void createTopic(String topic) throws IOException {
        try {
            stub.createTopicCallable().call(Topic.newBuilder().setName(topic).build());
        } catch (AlreadyExistsException e) {
            // Another subtask was faster.
            return;
        } catch (ApiException e) {
            throw PubSubErrors.translate("create " + topic, e);
        }
    }

    @Override
    public void close() throws IOException {
        PubSubStubs.close(stub);
    }
}
