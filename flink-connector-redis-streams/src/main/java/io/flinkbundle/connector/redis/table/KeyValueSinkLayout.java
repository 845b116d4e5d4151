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

import io.flinkbundle.connector.redis.keyvalue.KeyValueSerializationSchema;
import io.flinkbundle.connector.redis.table.converter.FormatRowChanges;
import io.flinkbundle.connector.redis.table.converter.HashRowChanges;
import io.flinkbundle.connector.redis.table.converter.ProjectedRowSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.Optional;

/**
 * How rows are laid into keys and values.
 *
 * @param format writes values; empty for hashes
 */
@Internal
record KeyValueSinkLayout(
        KeyValueLayout layout, Optional<EncodingFormat<SerializationSchema<RowData>>> format) {

    boolean isAppended() {
        return layout.valueType() == ValueType.LIST;
    }

    KeyValueSerializationSchema<RowData> serializer(DynamicTableSink.Context context) {
        int[] positions = layout.valuePositions();
        if (format.isEmpty()) {
            return new HashRowChanges(layout.keyOfRows(), layout.rowType(), positions);
        }
        DataType valueType = Projection.of(positions).project(layout.physicalType());
        SerializationSchema<RowData> encoder =
                format.get().createRuntimeEncoder(context, valueType);
        return new FormatRowChanges(
                layout.keyOfRows(),
                positions.length == layout.rowType().getFieldCount()
                        ? encoder
                        : new ProjectedRowSerializer(encoder, positions),
                layout.rowType(),
                isAppended());
    }
}
