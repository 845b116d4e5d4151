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

import io.flinkbundle.connector.pubsub.sink.PubSubSerializationSchema;
import io.flinkbundle.connector.pubsub.table.converter.MessageColumns;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
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

/** Publishes a table to topics. */
@Internal
final class PubSubDynamicTableSink implements DynamicTableSink, SupportsWritingMetadata {

    private static final String ATTRIBUTES = "attributes";
    private static final String ORDERING_KEY = "ordering-key";
    private static final String TOPIC = "topic";

    private final Function<PubSubSerializationSchema<RowData>, Sink<RowData>> sink;
    private final SinkLayout layout;
    private final boolean hasTopic;
    private final Optional<Integer> parallelism;

    /** The metadata columns of a row, in their order behind the physical ones. */
    private List<String> metadataKeys = List.of();

    /**
     * @param sink makes a new sink at each call; the planner asks for more than one
     * @param hasTopic whether rows that name no topic have one
     */
    PubSubDynamicTableSink(
            Function<PubSubSerializationSchema<RowData>, Sink<RowData>> sink,
            SinkLayout layout,
            boolean hasTopic,
            Optional<Integer> parallelism) {
        this.sink = sink;
        this.layout = layout;
        this.hasTopic = hasTopic;
        this.parallelism = parallelism;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        return layout.changelogMode();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        if (!hasTopic && !metadataKeys.contains(TOPIC)) {
            throw new ValidationException(
                    "Option 'topic' is missing: it is required where no metadata column 'topic' is"
                            + " written.");
        }
        if (layout.keyFormat().isPresent() && metadataKeys.contains(ORDERING_KEY)) {
            throw new ValidationException(
                    "Option 'key.fields' and the metadata column 'ordering-key' both say what the"
                            + " ordering key is. Use one of them.");
        }
        if (layout.format() instanceof SchemaFormat.Encoding && metadataKeys.contains(TOPIC)) {
            throw new ValidationException(
                    "The metadata column 'topic' is written, but 'format' = 'pubsub-schema' writes"
                            + " by the schema of one topic. Write a table for each topic.");
        }
        MessageColumns metadata =
                new MessageColumns(columnOf(ATTRIBUTES), columnOf(ORDERING_KEY), columnOf(TOPIC));
        Sink<RowData> made = sink.apply(layout.serializer(context, metadata));
        return parallelism
                .map(subtasks -> SinkV2Provider.of(made, subtasks))
                .orElseGet(() -> SinkV2Provider.of(made));
    }

    private int columnOf(String key) {
        int column = metadataKeys.indexOf(key);
        return column < 0 ? MessageColumns.NONE : layout.firstMetadataColumn() + column;
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return Map.of(
                ATTRIBUTES,
                DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING()).nullable(),
                ORDERING_KEY,
                DataTypes.STRING().nullable(),
                TOPIC,
                DataTypes.STRING().nullable());
    }

    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumedType) {
        metadataKeys = List.copyOf(keys);
    }

    @Override
    public DynamicTableSink copy() {
        PubSubDynamicTableSink copy =
                new PubSubDynamicTableSink(sink, layout, hasTopic, parallelism);
        copy.metadataKeys = metadataKeys;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Google Cloud Pub/Sub";
    }
}
