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

import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of rows that wait for the target. Rows that are only added have the columns that they
 * are written into. Changes by key have two more: in which order they came, and whether they
 * delete.
 */
@Internal
public final class StagedColumns {

    /** Counts the rows of a file from zero on. */
    public static final ColumnMapping SEQUENCE =
            new ColumnMapping("__flink_sequence", new BigIntType(false), "BIGINT", "BIGINT", true);

    public static final ColumnMapping DELETED =
            new ColumnMapping(
                    "__flink_deleted", new BooleanType(false), "BOOLEAN", "BOOLEAN", true);

    private StagedColumns() {}

    /** The columns in their order. */
    public static List<ColumnMapping> of(DuckDbSinkConfig config) {
        if (!config.isUpsert()) {
            return config.columns();
        }
        return Stream.concat(config.columns().stream(), Stream.of(SEQUENCE, DELETED)).toList();
    }

    /** The columns of a {@code CREATE TABLE}. */
    public static String definitions(DuckDbSinkConfig config) {
        if (!config.isUpsert()) {
            return ColumnMapping.definitions(config.columns());
        }
        List<ColumnMapping> columns = new ArrayList<>();
        StringBuilder checks = new StringBuilder();
        for (ColumnMapping column : config.columns()) {
            boolean optional = column.required() && !config.isKey(column.name());
            columns.add(optional ? column.optional() : column);
            if (optional) {
                checks.append(requiredUnlessDeleted(column));
            }
        }
        columns.add(SEQUENCE);
        columns.add(DELETED);
        return ColumnMapping.definitions(columns) + checks;
    }

    /** A deletion has nothing but its key; any other row must not fail later, in the commit. */
    private static String requiredUnlessDeleted(ColumnMapping column) {
        return String.format(
                ", CHECK (%s OR %s IS NOT NULL)",
                Identifiers.quote(DELETED.name()), Identifiers.quote(column.name()));
    }
}
