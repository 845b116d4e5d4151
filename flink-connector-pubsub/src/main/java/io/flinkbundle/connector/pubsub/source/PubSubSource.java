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

package io.flinkbundle.connector.pubsub.source;

import io.flinkbundle.connector.pubsub.PubSubLineage;
import io.flinkbundle.connector.pubsub.client.SubscriberClients;
import io.flinkbundle.connector.pubsub.source.enumerator.PubSubEnumerator;
import io.flinkbundle.connector.pubsub.source.enumerator.PubSubEnumeratorState;
import io.flinkbundle.connector.pubsub.source.enumerator.PubSubEnumeratorStateSerializer;
import io.flinkbundle.connector.pubsub.source.enumerator.ReadPlan;
import io.flinkbundle.connector.pubsub.source.enumerator.SubscriptionSetup;
import io.flinkbundle.connector.pubsub.source.reader.PubSubSourceReader;
import io.flinkbundle.connector.pubsub.source.reader.ReaderConfig;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplitSerializer;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Reads subscriptions of Google Cloud Pub/Sub.
 *
 * <pre>{@code
 * PubSubSource<String> source =
 *         PubSubSource.<String>builder()
 *                 .setConnection(PubSubConnectionOptions.builder().setProject("shop").build())
 *                 .setSubscriptions("orders-flink")
 *                 .setDeserializer(PubSubDeserializationSchema.data(new SimpleStringSchema()))
 *                 .build();
 * env.fromSource(source, WatermarkStrategy.noWatermarks(), "orders");
 * }</pre>
 *
 * <p>Messages are acknowledged when a checkpoint is complete that covers them, and until then their
 * leases are extended, however long that takes: nothing is lost, and repeated is what followed the
 * last checkpoint before a failure. Without checkpoints nothing is acknowledged, and reading stops
 * at the bound of outstanding messages.
 *
 * <p>A service that cannot be reached, refuses the credentials or lacks the subscription fails the
 * job when it starts. When it goes away later, the job waits, and the gauge {@code blockedSince}
 * tells since when. Immutable.
 *
 * @param <T> the records
 * @see <a href="https://cloud.google.com/pubsub/docs/pull#streamingpull_api">StreamingPull</a>
 */
@PublicEvolving
public final class PubSubSource<T>
        implements Source<T, SubscriptionSplit, PubSubEnumeratorState>,
                ResultTypeQueryable<T>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;
    private static final String CONNECTOR = "pubsub";

    private final SubscriberClients clients;
    private final SubscriptionSelection selection;
    private final StartupMode startupMode;
    private final BoundedMode boundedMode;
    private final RestoreSeek restoreSeek;
    private final int streamsPerReader;
    private final ReaderConfig readerConfig;
    private final PubSubDeserializationSchema<T> deserializer;

    PubSubSource(
            SubscriberClients clients,
            SubscriptionSelection selection,
            StartupMode startupMode,
            BoundedMode boundedMode,
            RestoreSeek restoreSeek,
            int streamsPerReader,
            ReaderConfig readerConfig,
            PubSubDeserializationSchema<T> deserializer) {
        this.clients = clients;
        this.selection = selection;
        this.startupMode = startupMode;
        this.boundedMode = boundedMode;
        this.restoreSeek = restoreSeek;
        this.streamsPerReader = streamsPerReader;
        this.readerConfig = readerConfig;
        this.deserializer = deserializer;
    }

    /** See {@link PubSubSourceBuilder} for the settings and their defaults. */
    public static <T> PubSubSourceBuilder<T> builder() {
        return new PubSubSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedMode instanceof BoundedMode.Unbounded
                ? Boundedness.CONTINUOUS_UNBOUNDED
                : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<SubscriptionSplit, PubSubEnumeratorState> createEnumerator(
            SplitEnumeratorContext<SubscriptionSplit> context) {
        return restoreEnumerator(
                context,
                PubSubEnumeratorState.initial(System.currentTimeMillis(), selection.resolve()));
    }

    @Override
    public SplitEnumerator<SubscriptionSplit, PubSubEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<SubscriptionSplit> context, PubSubEnumeratorState checkpoint) {
        return new PubSubEnumerator(
                context,
                new SubscriptionSetup(
                        clients,
                        selection.creation(),
                        (int) readerConfig.lease().toSeconds(),
                        startupMode,
                        readerConfig.exactlyOnce()),
                new ReadPlan(
                        boundedMode,
                        readerConfig.ackMode(),
                        streamsPerReader,
                        readerConfig.exactlyOnce(),
                        restoreSeek),
                checkpoint);
    }

    @Override
    public SourceReader<T, SubscriptionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return PubSubSourceReader.create(clients, readerConfig, deserializer, CONNECTOR, context);
    }

    @Override
    public SimpleVersionedSerializer<SubscriptionSplit> getSplitSerializer() {
        return SubscriptionSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<PubSubEnumeratorState> getEnumeratorCheckpointSerializer() {
        return PubSubEnumeratorStateSerializer.INSTANCE;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }

    @Override
    public LineageVertex getLineageVertex() {
        return PubSubLineage.source(selection.names(), getBoundedness());
    }
}
