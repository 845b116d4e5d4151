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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import java.util.List;

/** Tables of DuckDB that hold the rows of a Flink table, as SQL. */
@Internal
public final class TableDefinitions {

    private TableDefinitions() {}

    /**
     * The statement that creates a table.
     *
     * @param primaryKey the columns of its key; empty for a table without one
     * @throws org.apache.flink.table.api.ValidationException if DuckDB has no type for a column
     */
    public static String create(
            String schema, String table, RowType columns, List<String> primaryKey) {
        String key =
                primaryKey.isEmpty()
                        ? ""
                        : ", PRIMARY KEY ("
                                + String.join(
                                        ", ", primaryKey.stream().map(Identifiers::quote).toList())
                                + ')';
        return String.format(
                "CREATE TABLE %s (%s%s)",
                Identifiers.quote(schema, table),
                ColumnMapping.definitions(ColumnMapping.of(columns)),
                key);
    }

    /** The DuckDB types of the columns. */
    public static List<String> types(RowType columns) {
        return ColumnMapping.types(ColumnMapping.of(columns));
    }

    /** The DuckDB type of one column. */
    public static String type(String column, LogicalType type) {
        return types(new RowType(List.of(new RowType.RowField(column, type)))).get(0);
    }
}
