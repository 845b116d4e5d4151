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

import io.flinkbundle.connector.redis.client.KeyScan;
import io.flinkbundle.connector.redis.table.converter.FormatReader;
import io.flinkbundle.connector.redis.table.converter.HashReader;
import io.flinkbundle.connector.redis.table.converter.KeyedColumns;
import io.flinkbundle.connector.redis.table.converter.ValueReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How rows lie in keys and values that are read.
 *
 * @param format reads values; empty for hashes
 */
@Internal
record KeyValueSourceLayout(
        KeyValueLayout layout, Optional<DecodingFormat<DeserializationSchema<RowData>>> format) {

    /** Which keys belong to the table. */
    KeyScan scan() {
        return new KeyScan(
                layout.prefix().getBytes(StandardCharsets.UTF_8), layout.valueType().toString());
    }

    /**
     * @param columns the columns of the table that are needed, in their order
     */
    ValueReader reader(DynamicTableSource.Context context, int[] columns) {
        RowType produced = (RowType) typeOf(columns).getLogicalType();
        KeyedColumns keyed =
                new KeyedColumns(layout.prefix(), layout.key(), produced.getFieldNames());
        return format.isPresent()
                ? formatReader(format.get(), context, columns, keyed)
                : new HashReader(keyed, produced, layout.keyColumns());
    }

    DataType typeOf(int[] columns) {
        return Projection.of(columns).project(layout.physicalType());
    }

    private ValueReader formatReader(
            DecodingFormat<DeserializationSchema<RowData>> decoding,
            DynamicTableSource.Context context,
            int[] columns,
            KeyedColumns keyed) {
        // Where the columns that are not in the key stand: in the result, and in the table.
        int[] positions =
                IntStream.range(0, columns.length)
                        .filter(position -> !layout.isInKey(columns[position]))
                        .toArray();
        int[] needed = Arrays.stream(positions).map(position -> columns[position]).toArray();
        int[] inValue = layout.valuePositions();
        DataType valueType = typeOf(inValue);
        int[] places =
                Arrays.stream(needed).map(column -> Arrays.binarySearch(inValue, column)).toArray();

        DeserializationSchema<RowData> decoder;
        if (decoding
                        instanceof
                        ProjectableDecodingFormat<DeserializationSchema<RowData>> projectable
                && places.length > 0) {
            int[][] paths = Projection.of(places).toNestedIndexes();
            decoder = projectable.createRuntimeDecoder(context, valueType, paths);
            places = IntStream.range(0, places.length).toArray();
        } else {
            decoder = decoding.createRuntimeDecoder(context, valueType);
        }
        List<RowData.FieldGetter> getters = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            getters.add(
                    RowData.createFieldGetter(layout.rowType().getTypeAt(needed[i]), places[i]));
        }
        return new FormatReader(
                keyed, decoder, getters, positions, layout.valueType() == ValueType.LIST);
    }
}
