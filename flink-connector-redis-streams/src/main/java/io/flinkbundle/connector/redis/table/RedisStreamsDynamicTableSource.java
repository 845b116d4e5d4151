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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.table.converter.MetadataReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads streams as a table. */
@Internal
final class RedisStreamsDynamicTableSource
        implements ScanTableSource,
                SupportsReadingMetadata,
                SupportsProjectionPushDown,
                SupportsWatermarkPushDown,
                SupportsSourceWatermark {

    private static final String UID = "redis-streams";

    private final Function<RedisStreamsDeserializationSchema<RowData>, Source<RowData, ?, ?>>
            source;
    private final SourceLayout layout;
    private final WatermarkStrategy<RowData> sourceWatermarks;
    private final Optional<Integer> parallelism;
    private final String tableIdentifier;

    private int[][] projection;
    private List<String> metadataKeys = List.of();
    private DataType producedType;
    private WatermarkStrategy<RowData> watermarkStrategy = WatermarkStrategy.noWatermarks();

    /**
     * @param source makes the source, once it is known what to read
     * @param sourceWatermarks for a table that leaves its watermarks to the source
     */
    RedisStreamsDynamicTableSource(
            Function<RedisStreamsDeserializationSchema<RowData>, Source<RowData, ?, ?>> source,
            SourceLayout layout,
            WatermarkStrategy<RowData> sourceWatermarks,
            Optional<Integer> parallelism,
            String tableIdentifier) {
        this.source = source;
        this.layout = layout;
        this.sourceWatermarks = sourceWatermarks;
        this.parallelism = parallelism;
        this.tableIdentifier = tableIdentifier;
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
                metadataKeys.stream().map(key -> ReadableMetadata.of(key).reader()).toList();
        return new Provider(
                source.apply(
                        layout.deserializer(
                                context,
                                projection,
                                metadata,
                                context.createTypeInformation(producedType))));
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
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarkStrategy = strategy;
    }

    /** Ids only grow within a stream, and a stream is a split with a watermark of its own. */
    @Override
    public void applySourceWatermark() {
        watermarkStrategy = sourceWatermarks;
    }

    @Override
    public DynamicTableSource copy() {
        RedisStreamsDynamicTableSource copy =
                new RedisStreamsDynamicTableSource(
                        source, layout, sourceWatermarks, parallelism, tableIdentifier);
        copy.projection = projection;
        copy.metadataKeys = metadataKeys;
        copy.producedType = producedType;
        copy.watermarkStrategy = watermarkStrategy;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Redis streams";
    }

    /** A provider of a DataStream, because only that can carry a watermark strategy. */
    private final class Provider implements DataStreamScanProvider {

        private final Source<RowData, ?, ?> redisSource;

        private Provider(Source<RowData, ?, ?> redisSource) {
            this.redisSource = redisSource;
        }

        @Override
        public DataStream<RowData> produceDataStream(
                ProviderContext context, StreamExecutionEnvironment environment) {
            DataStreamSource<RowData> stream =
                    environment.fromSource(
                            redisSource, watermarkStrategy, "redis-streams " + tableIdentifier);
            context.generateUid(UID).ifPresent(stream::uid);
            return stream;
        }

        @Override
        public boolean isBounded() {
            return redisSource.getBoundedness() == Boundedness.BOUNDED;
        }

        @Override
        public Optional<Integer> getParallelism() {
            return parallelism;
        }
    }
}
