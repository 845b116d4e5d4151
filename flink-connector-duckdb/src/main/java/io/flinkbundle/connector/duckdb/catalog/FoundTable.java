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

package io.flinkbundle.connector.duckdb.catalog;

import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.client.DuckDbType;
import io.flinkbundle.connector.duckdb.table.FlinkTypes;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.types.DataType;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table or view with all that a catalog tells about it.
 *
 * @param table the table
 * @param comment its comment
 * @param columnComments the comments of its columns, by their names
 * @param primaryKey the columns of its key; empty if it has none
 */
@Internal
record FoundTable(
        DuckDbTable table,
        Optional<String> comment,
        Map<String, String> columnComments,
        List<String> primaryKey) {

    FoundTable {
        columnComments = Map.copyOf(columnComments);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The table in Flink's words. */
    Schema schema() {
        Schema.Builder schema = Schema.newBuilder();
        for (DuckDbColumn column : table.columns()) {
            schema.column(column.name(), type(column));
            String columnComment = columnComments.get(column.name());
            if (columnComment != null) {
                schema.withComment(columnComment);
            }
        }
        if (!primaryKey.isEmpty()) {
            schema.primaryKey(primaryKey);
        }
        return schema.build();
    }

    private static DataType type(DuckDbColumn column) {
        DataType type = FlinkTypes.of(DuckDbType.parse(column.typeName()));
        return column.nullable() ? type : type.notNull();
    }
}
