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

package io.flinkbundle.connector.duckdb.table.pushdown;

import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;
import io.flinkbundle.connector.duckdb.source.reader.ReadPlan;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.plan.stats.ColumnStats;
import org.apache.flink.table.plan.stats.TableStats;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the planner may know about a table. All of it is exact, but for the rows of a large table
 * under a filter, which are at most those that are reported. Views and queries are not asked:
 * counting them could take as long as reading them.
 */
@Internal
public final class TableStatistics {

    private static final Logger LOG = LoggerFactory.getLogger(TableStatistics.class);

    /** Up to so many rows, all values are looked at, which takes milliseconds. */
    private static final long SMALL = 1_228_800;

    /** Up to so many rows, those that fulfil a filter are counted. */
    private static final long MEDIUM = 10 * SMALL;

    private TableStatistics() {}

    /**
     * Looks at the file, without waiting for it. What cannot be read here, on the host that plans,
     * is unknown: the hosts that run the job may well have it.
     */
    public static TableStats of(DuckDbScan scan) {
        if (!(scan.relation() instanceof ScanRelation.Table)
                || !scan.aggregation().isNone()
                || scan.rowLimit().isPresent()) {
            return TableStats.UNKNOWN;
        }
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(
                                scan.settings().withMaxWait(Duration.ZERO),
                                AccessMode.READ_ONLY,
                                "statistics of " + scan);
                DuckDBConnection connection = database.connect()) {
            return read(scan, connection);
        } catch (IOException | SQLException | RuntimeException | LinkageError e) {
            LOG.info("Planning goes on without statistics of {}: {}", scan, e.getMessage());
            return TableStats.UNKNOWN;
        }
    }

    private static TableStats read(DuckDbScan scan, DuckDBConnection connection)
            throws IOException, SQLException {
        ReadPlan plan = ReadPlan.create(scan, connection);
        if (!plan.relation().hasRowIds()) {
            return TableStats.UNKNOWN;
        }
        long rows = count(new RelationQueries(connection, scan.relation(), ScanPredicate.ALL_ROWS));
        RelationQueries wanted = new RelationQueries(connection, scan, plan);
        if (rows > MEDIUM) {
            return new TableStats(rows);
        }
        // Of parts of columns nothing is known.
        return rows > SMALL || !scan.nestedPaths().isEmpty()
                ? new TableStats(count(wanted))
                : columns(scan.columns(), plan, wanted);
    }

    private static long count(RelationQueries queries) throws SQLException {
        try (PreparedStatement statement = queries.prepare("count(*)", ScanPredicate.ALL_ROWS);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private static TableStats columns(RowType columns, ReadPlan plan, RelationQueries queries)
            throws SQLException {
        List<String> expressions = new ArrayList<>(List.of("count(*)"));
        for (RowType.RowField field : columns.getFields()) {
            DuckDbColumn column = plan.relation().column(field.getName()).orElseThrow();
            String name = Identifiers.quote(column.name());
            expressions.add("count(" + name + ')');
            if (isInteger(field.getType())) {
                expressions.add("min(" + name + "), max(" + name + ')');
            }
        }
        try (PreparedStatement statement =
                        queries.prepare(String.join(", ", expressions), ScanPredicate.ALL_ROWS);
                ResultSet result = statement.executeQuery()) {
            result.next();
            long rows = result.getLong(1);
            return new TableStats(rows, columns(columns, rows, result));
        }
    }

    private static Map<String, ColumnStats> columns(RowType columns, long rows, ResultSet result)
            throws SQLException {
        Map<String, ColumnStats> statistics = new HashMap<>();
        int index = 2;
        for (RowType.RowField field : columns.getFields()) {
            long values = result.getLong(index++);
            ColumnStats.Builder builder = ColumnStats.Builder.builder().setNullCount(rows - values);
            if (isInteger(field.getType())) {
                if (values > 0) {
                    builder.setMin(integer(field.getType(), result.getLong(index)))
                            .setMax(integer(field.getType(), result.getLong(index + 1)));
                }
                index += 2;
            }
            statistics.put(field.getName(), builder.build());
        }
        return statistics;
    }

    private static boolean isInteger(LogicalType type) {
        return type.is(LogicalTypeFamily.INTEGER_NUMERIC);
    }

    private static Comparable<?> integer(LogicalType type, long value) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INTEGER -> (int) value;
            default -> value;
        };
    }
}
