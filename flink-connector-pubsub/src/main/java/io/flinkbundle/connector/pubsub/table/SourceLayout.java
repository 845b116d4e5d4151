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
import io.flinkbundle.connector.pubsub.table.converter.Column;
import io.flinkbundle.connector.pubsub.table.converter.MessageRowDeserializer;
import io.flinkbundle.connector.pubsub.table.converter.MetadataReader;

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
import org.apache.flink.table.types.logical.LogicalType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How rows lie in messages.
 *
 * @param physicalType the columns of the table that are no metadata
 * @param values reads them from the data
 * @param keyColumns the columns that the ordering key has too; may be none
 * @param keyFormat reads them; empty without key columns
 */
@Internal
record SourceLayout(
        DataType physicalType,
        ValueDecoding values,
        int[] keyColumns,
        Optional<DecodingFormat<DeserializationSchema<RowData>>> keyFormat) {

    ChangelogMode changelogMode() {
        return values.changelogMode();
    }

    /**
     * @param projection the physical columns that are read
     * @param metadata the metadata columns that follow them
     */
    PubSubDeserializationSchema<RowData> deserializer(
            DynamicTableSource.Context context,
            int[][] projection,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        ValueDecoding.Decoder value = values.decoder(context, physicalType, projection);
        if (metadata.isEmpty() && keyFormat.isEmpty() && value.exact()) {
            return value.schema();
        }
        return new MessageRowDeserializer(
                value.schema(),
                keyFormat.map(decoding -> keyDecoder(decoding, context)),
                columns(projection, value.places()),
                metadata,
                producedType);
    }

    private List<Column> columns(int[][] projection, int[] places) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < projection.length; i++) {
            LogicalType type = physicalType.getLogicalType().getChildren().get(projection[i][0]);
            RowData.FieldGetter inValue = RowData.createFieldGetter(type, places[i]);
            int inKey = indexInKey(projection[i][0]);
            columns.add(
                    inKey < 0
                            ? Column.ofValue(inValue)
                            : Column.ofKey(RowData.createFieldGetter(type, inKey), inValue));
        }
        return columns;
    }

    private int indexInKey(int column) {
        for (int i = 0; i < keyColumns.length; i++) {
            if (keyColumns[i] == column) {
                return i;
            }
        }
        return -1;
    }

    private DeserializationSchema<RowData> keyDecoder(
            DecodingFormat<DeserializationSchema<RowData>> decoding,
            DynamicTableSource.Context context) {
        DataType type = Projection.of(keyColumns).project(physicalType);
        return decoding
                        instanceof
                        ProjectableDecodingFormat<DeserializationSchema<RowData>> projectable
                ? projectable.createRuntimeDecoder(
                        context, type, Projection.all(type).toNestedIndexes())
                : decoding.createRuntimeDecoder(context, type);
    }
}
