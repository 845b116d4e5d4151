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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.DuckDbType;
import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column of the rows that come in, and what holds it in DuckDB. Where the table exists, {@code
 * columnType} and {@code required} are the table's own, so that a value that the table would refuse
 * is refused by a staging file already.
 *
 * @param name the column's name, which DuckDB compares without case
 * @param type the Flink type
 * @param duckDbType the DuckDB type that holds every value of it, in which it is handed to DuckDB
 * @param columnType the DuckDB type of the column into which it is put
 * @param required whether that column takes no NULL
 */
@Internal
public record ColumnMapping(
        String name, LogicalType type, String duckDbType, String columnType, boolean required)
        implements Serializable {

    /**
     * Maps the fields of a row, in their order.
     *
     * @throws ValidationException if DuckDB has no type for a column; the message names it
     */
    public static List<ColumnMapping> of(RowType rowType) {
        return rowType.getFields().stream()
                .map(field -> of(field.getName(), field.getType()))
                .toList();
    }

    private static ColumnMapping of(String name, LogicalType type) {
        String duckDbType = WrittenTypes.of(name, type).toString();
        return new ColumnMapping(name, type, duckDbType, duckDbType, !type.isNullable());
    }

    /** The same column for a table that exists. */
    ColumnMapping into(DuckDbColumn existing) {
        return new ColumnMapping(name, type, duckDbType, existing.typeName(), !existing.nullable());
    }

    /** The same column where it may be left empty. */
    ColumnMapping optional() {
        return new ColumnMapping(name, type, duckDbType, columnType, false);
    }

    /**
     * The DuckDB type to which values are shaped before DuckDB puts them into the column: the
     * column's own where all values of {@link #duckDbType} fit it, part by part.
     */
    public DuckDbType shape() {
        DuckDbType written = DuckDbType.parse(duckDbType);
        DuckDbType existing = DuckDbType.parse(columnType);
        return TypeComparison.differences(name, type, written, existing).isEmpty()
                ? existing
                : written;
    }

    /** The names, quoted and separated by commas. */
    public static String names(List<ColumnMapping> columns) {
        return columns.stream()
                .map(column -> Identifiers.quote(column.name))
                .collect(Collectors.joining(", "));
    }

    /** The types of the columns into which values are put. */
    public static List<String> types(List<ColumnMapping> columns) {
        return columns.stream().map(ColumnMapping::columnType).toList();
    }

    /** The columns of a {@code CREATE TABLE}. */
    public static String definitions(List<ColumnMapping> columns) {
        return columns.stream()
                .map(
                        column ->
                                Identifiers.quote(column.name)
                                        + ' '
                                        + column.columnType
                                        + (column.required ? " NOT NULL" : ""))
                .collect(Collectors.joining(", "));
    }
}
