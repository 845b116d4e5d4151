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
import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what keeps rows from fitting a table. Columns are matched by name, without case. */
@Internal
final class SchemaComparison {

    private SchemaComparison() {}

    /** One sentence for each difference; none if the rows fit. */
    static List<String> differences(List<ColumnMapping> written, DuckDbTable table) {
        List<String> differences = new ArrayList<>();
        if (table.view()) {
            differences.add("'" + table.name() + "' is a view, which cannot be written");
        }
        for (ColumnMapping column : written) {
            table.column(column.name())
                    .ifPresentOrElse(
                            existing -> differences.addAll(compare(column, existing)),
                            () -> differences.add(missing(column)));
        }
        for (DuckDbColumn existing : table.columns()) {
            if (needsValue(existing) && !isWritten(existing, written)) {
                differences.add(
                        String.format(
                                "column '%s' (%s NOT NULL) of the table has no default and is not"
                                        + " written",
                                existing.name(), existing.typeName()));
            }
        }
        return differences;
    }

    private static List<String> compare(ColumnMapping column, DuckDbColumn existing) {
        if (existing.generated()) {
            return List.of(
                    "column '" + existing.name() + "' is computed by DuckDB and cannot be written");
        }
        List<String> differences =
                TypeComparison.differences(
                        column.name(),
                        column.type(),
                        DuckDbType.parse(column.duckDbType()),
                        DuckDbType.parse(existing.typeName()));
        return differences.isEmpty()
                ? compareNullability(column, existing).stream().toList()
                : differences;
    }

    private static Optional<String> compareNullability(
            ColumnMapping column, DuckDbColumn existing) {
        if (existing.nullable() || !column.type().isNullable()) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        "column '%s' may be NULL in Flink, but the table has %s NOT NULL: declare it"
                                + " as %s NOT NULL",
                        column.name(), existing.typeName(), column.type().asSummaryString()));
    }

    private static String missing(ColumnMapping column) {
        return String.format(
                "column '%s' (%s) is missing in the table", column.name(), column.duckDbType());
    }

    private static boolean needsValue(DuckDbColumn column) {
        return !column.nullable() && !column.hasDefault() && !column.generated();
    }

    private static boolean isWritten(DuckDbColumn existing, List<ColumnMapping> written) {
        return written.stream().anyMatch(column -> column.name().equalsIgnoreCase(existing.name()));
    }
}
