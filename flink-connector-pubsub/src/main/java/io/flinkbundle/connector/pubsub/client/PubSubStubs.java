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

import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.core.BackgroundResource;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.StubSettings;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.cloud.pubsub.v1.stub.GrpcPublisherStub;
import com.google.cloud.pubsub.v1.stub.GrpcSchemaServiceStub;
import com.google.cloud.pubsub.v1.stub.GrpcSubscriberStub;
import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.PublisherStubSettings;
import com.google.cloud.pubsub.v1.stub.SchemaServiceStub;
import com.google.cloud.pubsub.v1.stub.SchemaServiceStubSettings;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStubSettings;
import io.grpc.ManagedChannelBuilder;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Opens stubs on a channel of their own, which closes with them. But for those of lookups they do
 * not retry: the connector decides what may be tried again, and for how long.
 */
@Internal
public final class PubSubStubs {

    /** A response holds up to 10 MB of messages. */
    private static final int MAX_INBOUND_BYTES = 20 << 20;

    /** Errors of exactly-once delivery name ids in their metadata. */
    private static final int MAX_METADATA_BYTES = 4 << 20;

    /** What the service allows at most as often. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(20);

    private static final long CLOSE_TIMEOUT_SECONDS = 30;

    /** What passes, for requests that change nothing. */
    private static final Set<StatusCode.Code> TRANSIENT =
            Set.of(
                    StatusCode.Code.UNAVAILABLE,
                    StatusCode.Code.ABORTED,
                    StatusCode.Code.CANCELLED,
                    StatusCode.Code.INTERNAL,
                    StatusCode.Code.UNKNOWN,
                    StatusCode.Code.DEADLINE_EXCEEDED,
                    StatusCode.Code.RESOURCE_EXHAUSTED);

    private static final Duration LOOKUP_ATTEMPT = Duration.ofSeconds(10);
    private static final Duration LOOKUP_FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LOOKUP_LONGEST_WAIT = Duration.ofSeconds(5);

    private PubSubStubs() {}

    /**
     * @throws IOException if the credentials cannot be loaded
     */
    public static PublisherStub publisher(PubSubConnectionOptions options) throws IOException {
        PublisherStubSettings.Builder settings = PublisherStubSettings.newBuilder();
        configure(settings, options);
        settings.applyToAllUnaryMethods(call -> withoutRetries(call, options));
        // The stub would join requests, also those with different ordering keys.
        settings.publishSettings()
                .setBatchingSettings(BatchingSettings.newBuilder().setIsEnabled(false).build());
        return GrpcPublisherStub.create(settings.build());
    }

    /**
     * @throws IOException if the credentials cannot be loaded
     */
    public static SubscriberStub subscriber(PubSubConnectionOptions options) throws IOException {
        SubscriberStubSettings.Builder settings = SubscriberStubSettings.newBuilder();
        configure(settings, options);
        settings.applyToAllUnaryMethods(call -> withoutRetries(call, options));
        return GrpcSubscriberStub.create(settings.build());
    }

    /** A stub that tries again, to look at topics with. */
    static PublisherStub publisherLookups(PubSubConnectionOptions options) throws IOException {
        PublisherStubSettings.Builder settings = PublisherStubSettings.newBuilder();
        configure(settings, options);
        settings.applyToAllUnaryMethods(call -> withRetries(call, options));
        return GrpcPublisherStub.create(settings.build());
    }

    /** A stub that tries again, to look at subscriptions with. */
    static SubscriberStub subscriberLookups(PubSubConnectionOptions options) throws IOException {
        SubscriberStubSettings.Builder settings = SubscriberStubSettings.newBuilder();
        configure(settings, options);
        settings.applyToAllUnaryMethods(call -> withRetries(call, options));
        return GrpcSubscriberStub.create(settings.build());
    }

    /**
     * A stub that tries again, to look at schemas with.
     *
     * @throws IOException if the credentials cannot be loaded
     */
    public static SchemaServiceStub schemas(PubSubConnectionOptions options) throws IOException {
        SchemaServiceStubSettings.Builder settings = SchemaServiceStubSettings.newBuilder();
        configure(settings, options);
        settings.applyToAllUnaryMethods(call -> withRetries(call, options));
        return GrpcSchemaServiceStub.create(settings.build());
    }

    /**
     * Ends what is under way and closes the connection.
     *
     * @throws IOException if it does not close in time
     */
    static void close(BackgroundResource stub) throws IOException {
        stub.shutdownNow();
        try {
            if (!stub.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "The connection to Pub/Sub did not close within "
                                + CLOSE_TIMEOUT_SECONDS
                                + " seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Void withoutRetries(
            UnaryCallSettings.Builder<?, ?> call, PubSubConnectionOptions options) {
        call.setSimpleTimeoutNoRetriesDuration(options.requestTimeout());
        return null;
    }

    private static Void withRetries(
            UnaryCallSettings.Builder<?, ?> call, PubSubConnectionOptions options) {
        Duration total = options.requestTimeout();
        Duration attempt = total.compareTo(LOOKUP_ATTEMPT) < 0 ? total : LOOKUP_ATTEMPT;
        call.setRetryableCodes(TRANSIENT)
                .setRetrySettings(
                        RetrySettings.newBuilder()
                                .setInitialRetryDelayDuration(LOOKUP_FIRST_WAIT)
                                .setRetryDelayMultiplier(2)
                                .setMaxRetryDelayDuration(LOOKUP_LONGEST_WAIT)
                                .setInitialRpcTimeoutDuration(attempt)
                                .setRpcTimeoutMultiplier(1)
                                .setMaxRpcTimeoutDuration(attempt)
                                .setTotalTimeoutDuration(total)
                                .build());
        return null;
    }

    private static void configure(
            StubSettings.Builder<?, ?> settings, PubSubConnectionOptions options)
            throws IOException {
        InstantiatingGrpcChannelProvider.Builder channel =
                InstantiatingGrpcChannelProvider.newBuilder()
                        .setMaxInboundMessageSize(MAX_INBOUND_BYTES)
                        .setMaxInboundMetadataSize(MAX_METADATA_BYTES)
                        .setKeepAliveTimeDuration(KEEP_ALIVE)
                        .setKeepAliveTimeoutDuration(KEEP_ALIVE_TIMEOUT);
        if (options.emulatorHost().isPresent()) {
            channel.setEndpoint(options.emulatorHost().get())
                    .setChannelConfigurator(ManagedChannelBuilder::usePlaintext);
        } else {
            options.endpoint().ifPresent(settings::setEndpoint);
            settings.setUniverseDomain(options.universeDomain());
        }
        options.quotaProject().ifPresent(settings::setQuotaProjectId);
        settings.setTransportChannelProvider(channel.build())
                .setCredentialsProvider(options.credentials().provider());
    }
}
