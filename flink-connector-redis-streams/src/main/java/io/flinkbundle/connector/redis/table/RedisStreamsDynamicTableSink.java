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
import io.flinkbundle.connector.redis.table.converter.StreamChoosingSerializer;

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

    private final Function<RedisStreamsSerializationSchema<RowData>, Sink<RowData>> sink;
    private final SinkLayout layout;
    private final Optional<Integer> parallelism;

    private boolean rowsChooseStream;

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
                layout.serializer(context, rowsChooseStream);
        Sink<RowData> made =
                sink.apply(
                        rowsChooseStream
                                ? new StreamChoosingSerializer(
                                        content, layout.firstMetadataColumn())
                                : content);
        return parallelism
                .map(subtasks -> SinkV2Provider.of(made, subtasks))
                .orElseGet(() -> SinkV2Provider.of(made));
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return Map.of(STREAM, DataTypes.STRING().nullable());
    }

    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumedType) {
        rowsChooseStream = keys.contains(STREAM);
    }

    @Override
    public DynamicTableSink copy() {
        RedisStreamsDynamicTableSink copy =
                new RedisStreamsDynamicTableSink(sink, layout, parallelism);
        copy.rowsChooseStream = rowsChooseStream;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Redis streams";
    }
}
