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
import io.flinkbundle.connector.redis.table.converter.FieldsRowDeserializer;
import io.flinkbundle.connector.redis.table.converter.KeyedPayloadDeserializer;
import io.flinkbundle.connector.redis.table.converter.MetadataReader;
import io.flinkbundle.connector.redis.table.converter.PayloadRowDeserializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How rows lie in entries.
 *
 * @param physicalType the columns of the table that are no metadata
 * @param key how a key is read beside the row, with a format only
 * @param format reads the whole row from {@code payloadField}; without one each column is a field
 * @param failOnUnknown whether a field that is no column makes an entry malformed
 */
@Internal
record SourceLayout(
        DataType physicalType,
        Optional<KeyLayout<DecodingFormat<DeserializationSchema<RowData>>>> key,
        Optional<DecodingFormat<DeserializationSchema<RowData>>> format,
        String payloadField,
        boolean failOnUnknown) {

    ChangelogMode changelogMode() {
        return format.map(DecodingFormat::getChangelogMode).orElse(ChangelogMode.insertOnly());
    }

    /**
     * @param projection the physical columns that are read
     * @param metadata the metadata columns that follow them
     */
    RedisStreamsDeserializationSchema<RowData> deserializer(
            DynamicTableSource.Context context,
            int[][] projection,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        if (format.isEmpty()) {
            return fields(projection, metadata, producedType);
        }
        // A value that holds all columns says it all.
        return key.isPresent() && !key.get().inValueToo()
                ? keyed(key.get(), format.get(), context, projection, metadata, producedType)
                : payload(format.get(), context, projection, metadata, producedType);
    }

    private RedisStreamsDeserializationSchema<RowData> keyed(
            KeyLayout<DecodingFormat<DeserializationSchema<RowData>>> keyLayout,
            DecodingFormat<DeserializationSchema<RowData>> valueFormat,
            DynamicTableSource.Context context,
            int[][] projection,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        int[] keyColumns = keyLayout.keyColumns(physicalType);
        int[] valueColumns = keyLayout.valueColumns(physicalType);
        List<KeyedPayloadDeserializer.Column> columns = new ArrayList<>();
        for (int[] path : projection) {
            int inKey = indexOf(keyColumns, path[0]);
            int place = inKey < 0 ? indexOf(valueColumns, path[0]) : inKey;
            columns.add(
                    new KeyedPayloadDeserializer.Column(
                            inKey >= 0,
                            RowData.createFieldGetter(
                                    physicalType.getLogicalType().getChildren().get(path[0]),
                                    place)));
        }
        return new KeyedPayloadDeserializer(
                keyLayout.entryField(),
                whole(keyLayout.format(), keyColumns, context),
                payloadField,
                whole(valueFormat, valueColumns, context),
                columns,
                metadata,
                producedType);
    }

    private static int indexOf(int[] columns, int column) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == column) {
                return i;
            }
        }
        return -1;
    }

    /** Reads rows of these columns. */
    private DeserializationSchema<RowData> whole(
            DecodingFormat<DeserializationSchema<RowData>> decoding,
            int[] columns,
            DynamicTableSource.Context context) {
        DataType type = Projection.of(columns).project(physicalType);
        return decoding
                        instanceof
                        ProjectableDecodingFormat<DeserializationSchema<RowData>> projectable
                ? projectable.createRuntimeDecoder(
                        context, type, Projection.all(type).toNestedIndexes())
                : decoding.createRuntimeDecoder(context, type);
    }

    private RedisStreamsDeserializationSchema<RowData> fields(
            int[][] projection,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        return new FieldsRowDeserializer(
                DataType.getFieldNames(physicalType),
                (RowType) Projection.of(projection).project(physicalType).getLogicalType(),
                metadata,
                failOnUnknown,
                producedType);
    }

    private RedisStreamsDeserializationSchema<RowData> payload(
            DecodingFormat<DeserializationSchema<RowData>> decoding,
            DynamicTableSource.Context context,
            int[][] projection,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        DeserializationSchema<RowData> decoder;
        int[] columns;
        if (decoding
                instanceof ProjectableDecodingFormat<DeserializationSchema<RowData>> projectable) {
            decoder = projectable.createRuntimeDecoder(context, physicalType, projection);
            columns = Projection.range(0, projection.length).toTopLevelIndexes();
        } else {
            decoder = decoding.createRuntimeDecoder(context, physicalType);
            columns = Projection.of(projection).toTopLevelIndexes();
        }
        DataType projected = Projection.of(projection).project(physicalType);
        if (metadata.isEmpty() && isWholeRow(columns, decoding)) {
            return RedisStreamsDeserializationSchema.payload(payloadField, decoder);
        }
        List<RowData.FieldGetter> getters = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            getters.add(
                    RowData.createFieldGetter(
                            projected.getLogicalType().getChildren().get(i), columns[i]));
        }
        return new PayloadRowDeserializer(payloadField, decoder, getters, metadata, producedType);
    }

    /** Whether the rows of the format need not be made over. */
    private boolean isWholeRow(
            int[] columns, DecodingFormat<DeserializationSchema<RowData>> decoding) {
        return decoding instanceof ProjectableDecodingFormat
                || Arrays.equals(columns, Projection.all(physicalType).toTopLevelIndexes());
    }
}
