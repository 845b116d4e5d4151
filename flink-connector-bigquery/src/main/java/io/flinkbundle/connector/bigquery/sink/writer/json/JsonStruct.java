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

package io.flinkbundle.connector.bigquery.sink.writer.json;

import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.sink.writer.encode.UnwritableValueException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.util.List;

/** Writes a row or a STRUCT as an object; a NULL is left out. */
@Internal
final class JsonStruct implements JsonValue {

    private final String[] names;
    private final RowData.FieldGetter[] getters;
    private final JsonValue[] values;

    JsonStruct(RowType type, List<TableField> columns) {
        int size = type.getFieldCount();
        this.names = new String[size];
        this.getters = new RowData.FieldGetter[size];
        this.values = new JsonValue[size];
        for (int i = 0; i < size; i++) {
            String field = type.getFieldNames().get(i);
            TableField column =
                    columns.stream()
                            .filter(each -> each.name().equalsIgnoreCase(field))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "The table has no column '" + field + "'."));
            names[i] = column.name();
            getters[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
            values[i] = JsonValues.of(column, type.getTypeAt(i));
        }
    }

    @Override
    public void write(Object value, JsonGenerator out)
            throws IOException, UnwritableValueException {
        RowData row = (RowData) value;
        out.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            Object field = getters[i].getFieldOrNull(row);
            if (field != null) {
                out.writeFieldName(names[i]);
                values[i].write(field, out);
            }
        }
        out.writeEndObject();
    }
}
