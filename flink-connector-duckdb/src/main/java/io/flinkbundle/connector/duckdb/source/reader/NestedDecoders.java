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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.source.reader.NestedColumns.Elements;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

import javax.annotation.Nullable;

import java.io.IOException;
import java.util.List;

/** The decoders of columns that consist of others. */
@Internal
final class NestedDecoders {

    private NestedDecoders() {}

    /** Reads whether the struct is null, then its fields. */
    static ColumnDecoder rows(List<ColumnPlan> fields) {
        return (chunk, index) -> {
            boolean[] nulls = flags(chunk.values(index), chunk.count());
            Column[] columns = new Column[fields.size()];
            int expression = index + 1;
            for (int i = 0; i < columns.length; i++) {
                ColumnPlan field = fields.get(i);
                columns[i] = field.decoder().decode(chunk, expression);
                expression += field.width();
            }
            return new NestedColumns.Rows(columns, nulls);
        };
    }

    static ColumnDecoder arrays(ColumnPlan element, LogicalType type) {
        return (chunk, index) -> {
            ElementChunk elements = new ElementChunk(chunk, index, element.width());
            return new NestedColumns.Arrays(
                    elements(element, 0, type, elements), elements.ends(), nulls(chunk, index));
        };
    }

    /** Reads lists of entries, each of which has a key and then a value. */
    static ColumnDecoder maps(
            ColumnPlan key, LogicalType keyType, ColumnPlan value, LogicalType valueType) {
        return (chunk, index) -> {
            ElementChunk entries = new ElementChunk(chunk, index, key.width() + value.width());
            return new NestedColumns.Maps(
                    elements(key, 0, keyType, entries),
                    elements(value, key.width(), valueType, entries),
                    entries.ends(),
                    nulls(chunk, index));
        };
    }

    private static Elements elements(
            ColumnPlan plan, int expression, LogicalType type, ElementChunk chunk)
            throws IOException {
        return new Elements(
                plan.decoder().decode(chunk, expression),
                RowData.createFieldGetter(type.copy(true), 0),
                isPrimitive(type));
    }

    /** Whether Flink's own copies of an array keep such elements without objects around them. */
    private static boolean isPrimitive(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> true;
            default -> false;
        };
    }

    @Nullable
    private static boolean[] flags(Values values, int count) {
        boolean[] flags = null;
        for (int i = 0; i < count; i++) {
            if (values.getBoolean(i)) {
                flags = flags == null ? new boolean[count] : flags;
                flags[i] = true;
            }
        }
        return flags;
    }

    @Nullable
    private static boolean[] nulls(ValueChunk chunk, int index) {
        return ColumnDecoders.nulls(chunk.values(index), chunk.count());
    }
}
