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

package io.flinkbundle.connector.bigquery.sink.writer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Renders a row that cannot be written for people: {@code {id=1, tags=[a, NULL]}}. */
@Internal
final class RowText {

    private final RowType type;

    RowText(RowType type) {
        this.type = type;
    }

    byte[] of(RowData row) {
        StringBuilder text = new StringBuilder();
        append(text, row, type);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, RowData row, RowType type) {
        text.append('{');
        for (int i = 0; i < type.getFieldCount(); i++) {
            text.append(i == 0 ? "" : ", ").append(type.getFieldNames().get(i)).append('=');
            append(
                    text,
                    RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row),
                    type.getTypeAt(i));
        }
        text.append('}');
    }

    private static void append(StringBuilder text, Object value, LogicalType type) {
        if (value == null) {
            text.append("NULL");
        } else if (value instanceof byte[] bytes) {
            text.append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof RowData row) {
            append(text, row, (RowType) type);
        } else if (value instanceof MapData map) {
            append(text, map.keyArray(), ((MapType) type).getKeyType());
            text.append("->");
            append(text, map.valueArray(), ((MapType) type).getValueType());
        } else if (value instanceof ArrayData array) {
            append(text, array, ((ArrayType) type).getElementType());
        } else {
            text.append(value);
        }
    }

    private static void append(StringBuilder text, ArrayData array, LogicalType element) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(element);
        text.append('[');
        for (int i = 0; i < array.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            append(text, getter.getElementOrNull(array, i), element);
        }
        text.append(']');
    }
}
