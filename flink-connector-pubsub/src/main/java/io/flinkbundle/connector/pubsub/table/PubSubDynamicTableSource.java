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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;
import io.flinkbundle.connector.pubsub.source.PubSubSource;
import io.flinkbundle.connector.pubsub.table.converter.MetadataReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads subscriptions as a table. */
@Internal
final class PubSubDynamicTableSource
        implements ScanTableSource,
                SupportsReadingMetadata,
                SupportsProjectionPushDown,
                SupportsLimitPushDown,
                SupportsWatermarkPushDown,
                SupportsSourceWatermark {

    private static final String UID = "pubsub";

    private final ScanSource source;
    private final SourceLayout layout;
    private final ScanSettings settings;

    private int[][] projection;
    private List<String> metadataKeys = List.of();
    private DataType producedType;
    private WatermarkStrategy<RowData> watermarkStrategy = WatermarkStrategy.noWatermarks();
    private long limit;

    /**
     * How a table is read, beside what becomes of its messages.
     *
     * @param bounded whether it ends
     * @param timestampAttribute see {@link PubSubSourceOptions#SCAN_TIMESTAMP_ATTRIBUTE}; or empty
     * @param sourceWatermarks for a table that leaves its watermarks to the source
     * @param table its identifier
     */
    record ScanSettings(
            boolean bounded,
            String timestampAttribute,
            WatermarkStrategy<RowData> sourceWatermarks,
            Optional<Integer> parallelism,
            String table) {}

    PubSubDynamicTableSource(ScanSource source, SourceLayout layout, ScanSettings settings) {
        this.source = source;
        this.layout = layout;
        this.settings = settings;
        this.projection = Projection.all(layout.physicalType()).toNestedIndexes();
        this.producedType = layout.physicalType();
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return layout.changelogMode();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        List<MetadataReader> metadata =
                metadataKeys.stream()
                        .map(key -> ReadableMetadata.of(key).reader(settings.timestampAttribute()))
                        .toList();
        return new Provider(
                layout.deserializer(
                        context,
                        projection,
                        metadata,
                        context.createTypeInformation(producedType)));
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        return ReadableMetadata.all();
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType produced) {
        metadataKeys = List.copyOf(keys);
        producedType = produced;
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType produced) {
        projection = projectedFields;
        producedType = produced;
    }

    @Override
    public void applyLimit(long rows) {
        limit = rows;
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarkStrategy = strategy;
    }

    @Override
    public void applySourceWatermark() {
        watermarkStrategy = settings.sourceWatermarks();
    }

    @Override
    public DynamicTableSource copy() {
        PubSubDynamicTableSource copy = new PubSubDynamicTableSource(source, layout, settings);
        copy.projection = projection;
        copy.metadataKeys = metadataKeys;
        copy.producedType = producedType;
        copy.watermarkStrategy = watermarkStrategy;
        copy.limit = limit;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Google Cloud Pub/Sub";
    }

    /** A provider of a DataStream, because only that can carry a watermark strategy. */
    private final class Provider implements DataStreamScanProvider {

        private final PubSubDeserializationSchema<RowData> deserializer;

        private Provider(PubSubDeserializationSchema<RowData> deserializer) {
            this.deserializer = deserializer;
        }

        @Override
        public DataStream<RowData> produceDataStream(
                ProviderContext context, StreamExecutionEnvironment environment) {
            PubSubSource<RowData> made =
                    source.create(deserializer, limit, environment, settings.table());
            DataStreamSource<RowData> stream =
                    environment.fromSource(made, watermarkStrategy, "pubsub " + settings.table());
            context.generateUid(UID).ifPresent(stream::uid);
            return stream;
        }

        @Override
        public boolean isBounded() {
            return settings.bounded();
        }

        @Override
        public Optional<Integer> getParallelism() {
            return settings.parallelism();
        }
    }
}
