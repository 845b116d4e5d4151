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
import io.flinkbundle.connector.redis.table.converter.FieldsRowSerializer;
import io.flinkbundle.connector.redis.table.converter.KeyedPayloadSerializer;
import io.flinkbundle.connector.redis.table.converter.PartitioningSerializer;
import io.flinkbundle.connector.redis.table.converter.PayloadRowSerializer;
import io.flinkbundle.connector.redis.table.converter.ProjectedRowSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.List;
import java.util.Optional;

/**
 * How rows are laid into entries.
 *
 * @param physicalType the columns of the table that are no metadata; rows begin with them
 * @param partitionKey the columns that decide on a row's stream of a topic; may be none
 * @param key how a key is written beside the row, with a format only
 * @param format writes the whole row into {@code payloadField}; without one each column is a field
 */
@Internal
record SinkLayout(
        DataType physicalType,
        List<String> partitionKey,
        Optional<KeyLayout<EncodingFormat<SerializationSchema<RowData>>>> key,
        Optional<EncodingFormat<SerializationSchema<RowData>>> format,
        String payloadField) {

    ChangelogMode changelogMode() {
        return format.map(EncodingFormat::getChangelogMode).orElse(ChangelogMode.insertOnly());
    }

    /**
     * @param withMetadata whether metadata columns follow in each row
     */
    RedisStreamsSerializationSchema<RowData> serializer(
            DynamicTableSink.Context context, boolean withMetadata) {
        RedisStreamsSerializationSchema<RowData> content = content(context, withMetadata);
        return partitionKey.isEmpty()
                ? content
                : new PartitioningSerializer(
                        content, (RowType) physicalType.getLogicalType(), partitionKey);
    }

    private RedisStreamsSerializationSchema<RowData> content(
            DynamicTableSink.Context context, boolean withMetadata) {
        if (format.isEmpty()) {
            return new FieldsRowSerializer((RowType) physicalType.getLogicalType());
        }
        RowType rowType = (RowType) physicalType.getLogicalType();
        if (key.isEmpty()) {
            int[] all = Projection.all(physicalType).toTopLevelIndexes();
            SerializationSchema<RowData> encoder =
                    format.get().createRuntimeEncoder(context, physicalType);
            return new PayloadRowSerializer(
                    payloadField,
                    withMetadata ? new ProjectedRowSerializer(encoder, all) : encoder,
                    rowType);
        }
        int[] valueColumns = key.get().valueColumns(physicalType);
        return new KeyedPayloadSerializer(
                key.get().entryField(),
                projecting(key.get().format(), key.get().keyColumns(physicalType), context),
                new PayloadRowSerializer(
                        payloadField, projecting(format.get(), valueColumns, context), rowType));
    }

    /** Writes some columns of a row. */
    private SerializationSchema<RowData> projecting(
            EncodingFormat<SerializationSchema<RowData>> encoding,
            int[] columns,
            DynamicTableSink.Context context) {
        return new ProjectedRowSerializer(
                encoding.createRuntimeEncoder(
                        context, Projection.of(columns).project(physicalType)),
                columns);
    }

    /** Where the first metadata column stands in a row. */
    int firstMetadataColumn() {
        return DataType.getFieldCount(physicalType);
    }
}
