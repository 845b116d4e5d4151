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

import io.flinkbundle.connector.redis.sink.RedisStreamsSerializationSchema;
import io.flinkbundle.connector.redis.table.converter.MetadataSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes a table to streams. */
@Internal
final class RedisStreamsDynamicTableSink implements DynamicTableSink, SupportsWritingMetadata {

    private static final String STREAM = "stream";
    private static final String ID = "id";

    private final Function<RedisStreamsSerializationSchema<RowData>, Sink<RowData>> sink;
    private final SinkLayout layout;
    private final Optional<Integer> parallelism;

    /** The metadata columns of a row, in their order behind the physical ones. */
    private List<String> metadataKeys = List.of();

    /**
     * @param sink makes a new sink at each call; the planner asks for more than one
     */
    RedisStreamsDynamicTableSink(
            Function<RedisStreamsSerializationSchema<RowData>, Sink<RowData>> sink,
            SinkLayout layout,
            Optional<Integer> parallelism) {
        this.sink = sink;
        this.layout = layout;
        this.parallelism = parallelism;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        return layout.changelogMode();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        RedisStreamsSerializationSchema<RowData> content =
                layout.serializer(context, !metadataKeys.isEmpty());
        Sink<RowData> made =
                sink.apply(
                        metadataKeys.isEmpty()
                                ? content
                                : new MetadataSerializer(content, columnOf(STREAM), columnOf(ID)));
        return parallelism
                .map(subtasks -> SinkV2Provider.of(made, subtasks))
                .orElseGet(() -> SinkV2Provider.of(made));
    }

    private int columnOf(String key) {
        int column = metadataKeys.indexOf(key);
        return column < 0 ? MetadataSerializer.NO_COLUMN : layout.firstMetadataColumn() + column;
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return Map.of(STREAM, DataTypes.STRING().nullable(), ID, DataTypes.STRING().nullable());
    }

    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumedType) {
        metadataKeys = List.copyOf(keys);
    }

    @Override
    public DynamicTableSink copy() {
        RedisStreamsDynamicTableSink copy =
                new RedisStreamsDynamicTableSink(sink, layout, parallelism);
        copy.metadataKeys = metadataKeys;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Redis streams";
    }
}
