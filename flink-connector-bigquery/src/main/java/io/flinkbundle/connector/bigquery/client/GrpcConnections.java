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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.core.BackgroundResource;
import com.google.api.gax.core.ExecutorProvider;
import com.google.api.gax.core.InstantiatingExecutorProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.StubSettings;
import com.google.api.gax.rpc.UnaryCallSettings;
import io.grpc.ManagedChannelBuilder;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Settings that the stubs of both Storage interfaces share. */
@Internal
final class GrpcConnections {

    /** A response of the Storage Read interface may be as large as this. */
    private static final int MAX_INBOUND_BYTES = 128 << 20;

    /** A connection that is silently cut is found out, also while it has nothing to do. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

    /**
     * It only counts the time of requests; by default each client has as many as cores, or four.
     */
    private static final ExecutorProvider ONE_THREAD =
            InstantiatingExecutorProvider.newBuilder().setExecutorThreadCount(1).build();

    private static final long CLOSE_TIMEOUT_SECONDS = 30;

    private GrpcConnections() {}

    /**
     * @throws IOException if the credentials cannot be loaded
     */
    static void configure(StubSettings.Builder<?, ?> settings, BigQueryConnectionOptions options)
            throws IOException {
        InstantiatingGrpcChannelProvider.Builder channel =
                InstantiatingGrpcChannelProvider.newBuilder()
                        .setMaxInboundMessageSize(MAX_INBOUND_BYTES)
                        .setKeepAliveTimeDuration(KEEP_ALIVE);
        if (options.isPlaintext()) {
            channel.setChannelConfigurator(ManagedChannelBuilder::usePlaintext);
        }
        if (options.grpcEndpoint().isPresent()) {
            channel.setEndpoint(options.grpcEndpoint().get());
        } else {
            settings.setUniverseDomain(options.universeDomain());
        }
        options.quotaProject().ifPresent(settings::setQuotaProjectId);
        settings.setBackgroundExecutorProvider(ONE_THREAD)
                .setTransportChannelProvider(channel.build())
                .setCredentialsProvider(options.credentials().provider());
    }

    /** Ends what is under way, and waits for it. */
    static void close(List<BackgroundResource> resources) throws IOException {
        resources.forEach(BackgroundResource::shutdownNow);
        try {
            for (BackgroundResource resource : resources) {
                if (!resource.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException(
                            "The connection to BigQuery did not close within "
                                    + CLOSE_TIMEOUT_SECONDS
                                    + " seconds.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connector decides what may be tried again, and for how long. */
    static Void withoutRetries(
            UnaryCallSettings.Builder<?, ?> call, BigQueryConnectionOptions options) {
        call.setSimpleTimeoutNoRetriesDuration(options.requestTimeout());
        return null;
    }
}
