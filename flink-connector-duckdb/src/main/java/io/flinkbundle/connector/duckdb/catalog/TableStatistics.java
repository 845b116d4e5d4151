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
import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataBase;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataDate;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataDouble;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataLong;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.catalog.stats.Date;

import org.duckdb.DuckDBConnection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts and bounds of a table, which DuckDB answers from what it keeps of each row group. Views
 * have none: finding them could take as long as any query.
 */
@Internal
final class TableStatistics {

    private static final int NOT_KNOWN = -1;

    private static final Set<String> INTEGERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
    private static final Set<String> FRACTIONS = Set.of("FLOAT", "DOUBLE");
    private static final String DATE = "DATE";

    private TableStatistics() {}

    static CatalogTableStatistics of(DuckDBConnection connection, DuckDbTable table)
            throws SQLException {
        if (table.view()) {
            return CatalogTableStatistics.UNKNOWN;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM " + table.quotedName())) {
            row.next();
            return new CatalogTableStatistics(row.getLong(1), NOT_KNOWN, NOT_KNOWN, NOT_KNOWN);
        }
    }

    static CatalogColumnStatistics ofColumns(DuckDBConnection connection, DuckDbTable table)
            throws SQLException {
        List<DuckDbColumn> columns =
                table.columns().stream().filter(TableStatistics::hasBounds).toList();
        if (table.view() || columns.isEmpty()) {
            return CatalogColumnStatistics.UNKNOWN;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(bounds(table, columns))) {
            row.next();
            Map<String, CatalogColumnStatisticsDataBase> statistics = new HashMap<>();
            int expression = 2;
            for (DuckDbColumn column : columns) {
                long nulls = row.getLong(1) - row.getLong(expression);
                statistics.put(column.name(), statistics(column, row, expression + 1, nulls));
                expression += 3;
            }
            return new CatalogColumnStatistics(statistics);
        }
    }

    private static boolean hasBounds(DuckDbColumn column) {
        String type = column.typeName();
        return INTEGERS.contains(type) || FRACTIONS.contains(type) || type.equals(DATE);
    }

    private static String bounds(DuckDbTable table, List<DuckDbColumn> columns) {
        List<String> expressions = new ArrayList<>(List.of("count(*)"));
        for (DuckDbColumn column : columns) {
            String name = Identifiers.quote(column.name());
            // Infinite dates are the two ends of the range; days tell them from others.
            String value = column.typeName().equals(DATE) ? name + " - DATE '1970-01-01'" : name;
            expressions.add("count(" + name + ')');
            expressions.add("min(" + value + ')');
            expressions.add("max(" + value + ')');
        }
        return "SELECT " + String.join(", ", expressions) + " FROM " + table.quotedName();
    }

    private static CatalogColumnStatisticsDataBase statistics(
            DuckDbColumn column, ResultSet row, int low, long nulls) throws SQLException {
        boolean empty = row.getObject(low) == null;
        if (FRACTIONS.contains(column.typeName())) {
            return new CatalogColumnStatisticsDataDouble(
                    empty ? null : row.getDouble(low),
                    empty ? null : row.getDouble(low + 1),
                    null,
                    nulls);
        }
        Long least = empty ? null : Long.valueOf(row.getLong(low));
        Long most = empty ? null : Long.valueOf(row.getLong(low + 1));
        return column.typeName().equals(DATE)
                ? new CatalogColumnStatisticsDataDate(
                        empty ? null : new Date(least), empty ? null : new Date(most), null, nulls)
                : new CatalogColumnStatisticsDataLong(least, most, null, nulls);
    }
}
