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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.influxdb3.client.Identifiers;
import io.flinkbundle.connector.influxdb3.client.QueryClient;
import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.client.ServerTables;
import io.flinkbundle.connector.influxdb3.client.SqlQuery;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.source.ScanTables;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Asks for the last point that has some tags. Immutable and thread-safe. */
@Internal
public final class LastPointQuery {

    private static final int SLACK = 16;
    private static final String PLACE = "place_by_time";

    private final InfluxDb3Scan scan;
    private final String table;
    private final Optional<String> lastCache;
    private final Optional<Duration> maxAge;
    private final List<ScanColumn> key;
    private final boolean[] isText;
    private final SplitStatement statement;

    private LastPointQuery(
            InfluxDb3Scan scan,
            Optional<String> lastCache,
            Optional<Duration> maxAge,
            List<ScanColumn> key,
            List<ServerColumn> columns) {
        this.scan = scan;
        this.table = tableOf(scan);
        this.lastCache = lastCache;
        this.maxAge = maxAge;
        this.key = List.copyOf(key);
        this.statement = new SplitStatement(scan, table, columns, false);
        Set<String> texts = new HashSet<>();
        for (ServerColumn column : columns) {
            if (column.type() == ServerColumn.Type.TAG
                    || column.type() == ServerColumn.Type.STRING) {
                texts.add(column.name());
            }
        }
        this.isText = new boolean[key.size()];
        for (int i = 0; i < isText.length; i++) {
            isText[i] = texts.contains(key.get(i).name());
        }
    }

    private static String tableOf(InfluxDb3Scan scan) {
        return scan.tables() instanceof ScanTables.Names named
                ? named.names().get(0)
                : ScanTables.NO_TABLE;
    }

    /**
     * Asks the server for the columns of the table.
     *
     * @param scan reads one table, or a query
     * @param lastCache the cache of last values that is asked in place of the table
     * @param maxAge how old a point may be
     * @param key the columns that are looked up by
     */
    public static LastPointQuery open(
            QueryClient client,
            InfluxDb3Scan scan,
            Optional<String> lastCache,
            Optional<Duration> maxAge,
            List<ScanColumn> key)
            throws IOException, InterruptedException {
        String table = tableOf(scan);
        List<ServerColumn> columns =
                table.equals(ScanTables.NO_TABLE)
                        ? List.of()
                        : new ServerTables(client).columns(table);
        if (columns.isEmpty() && !table.equals(ScanTables.NO_TABLE)) {
            throw new IOException(
                    "There is no table '"
                            + table
                            + "' in "
                            + scan.connection()
                            + " to look up in. Check the name, or write a point first.");
        }
        return new LastPointQuery(scan, lastCache, maxAge, key, columns);
    }

    /** The query for a key; empty if a value is NULL, which equals nothing. */
    public Optional<SqlQuery> of(RowData keyRow) {
        Map<String, Object> parameters = new HashMap<>();
        StringJoiner conditions = new StringJoiner(" AND ");
        for (int i = 0; i < key.size(); i++) {
            if (keyRow.isNullAt(i)) {
                return Optional.empty();
            }
            parameters.put("k" + i, value(keyRow, i));
            conditions.add(Identifiers.quote(key.get(i).name()) + " = $k" + i);
        }
        maxAge.ifPresent(
                age -> {
                    parameters.put(
                            "since", EpochNanos.text(EpochNanos.of(Instant.now().minus(age))));
                    conditions.add(Identifiers.quote(ScanColumn.TIME) + " >= $since");
                });
        String order =
                scan.tables().hasTime()
                        ? " ORDER BY " + Identifiers.quote(ScanColumn.TIME) + " DESC LIMIT 1"
                        : "";
        return Optional.of(
                new SqlQuery(
                        "SELECT "
                                + statement.selectList()
                                + " FROM "
                                + relation()
                                + " WHERE "
                                + conditions
                                + order,
                        parameters));
    }

    /** The query for the last points of all keys. */
    public SqlQuery ofAll() {
        Map<String, Object> parameters = new HashMap<>();
        String condition = "";
        if (maxAge.isPresent()) {
            parameters.put(
                    "since", EpochNanos.text(EpochNanos.of(Instant.now().minus(maxAge.get()))));
            condition = " WHERE " + Identifiers.quote(ScanColumn.TIME) + " >= $since";
        }
        if (!scan.tables().hasTime()) {
            return SqlQuery.of("SELECT " + statement.selectList() + " FROM " + relation());
        }
        String columns =
                key.stream()
                        .map(column -> Identifiers.quote(column.name()))
                        .collect(Collectors.joining(", "));
        return new SqlQuery(
                "SELECT "
                        + statement.selectList()
                        + " FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY "
                        + columns
                        + " ORDER BY "
                        + Identifiers.quote(ScanColumn.TIME)
                        + " DESC) AS "
                        + PLACE
                        + " FROM "
                        + relation()
                        + condition
                        + ") AS latest WHERE "
                        + PLACE
                        + " = 1",
                parameters);
    }

    private String relation() {
        return lastCache
                .map(cache -> "last_cache(" + literal(table) + ", " + literal(cache) + ")")
                .orElseGet(() -> scan.tables().relation(table));
    }

    /** The function takes no parameters. */
    private static String literal(String name) {
        return "'" + name.replace("'", "''") + "'";
    }

    private Object value(RowData keyRow, int i) {
        Object value =
                switch (key.get(i).type().getTypeRoot()) {
                    case BOOLEAN -> keyRow.getBoolean(i);
                    case TINYINT -> (long) keyRow.getByte(i);
                    case SMALLINT -> (long) keyRow.getShort(i);
                    case INTEGER -> (long) keyRow.getInt(i);
                    case BIGINT -> keyRow.getLong(i);
                    default -> keyRow.getString(i).toString();
                };
        return isText[i] ? value.toString() : value;
    }

    /** Whether rows can be looked up by a column. */
    public static boolean accepts(ScanColumn column) {
        if (column.role() != ScanColumn.Role.VALUE) {
            return false;
        }
        return switch (column.type().getTypeRoot()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, VARCHAR -> true;
            default -> false;
        };
    }

    /**
     * The rows of an answer. They are valid until its bytes change.
     *
     * @throws IOException if a value does not fit its column
     */
    public List<RowData> rows(byte[] answer) throws IOException {
        RowBatch batch =
                new RowParser(statement.layout())
                        .parse(Arrays.copyOf(answer, answer.length + SLACK), answer.length);
        List<RowData> rows = new ArrayList<>(batch.rows());
        for (int i = 0; i < batch.rows(); i++) {
            PointRow row = new PointRow(batch, StringData.fromString(table), i, i + 1);
            row.next();
            rows.add(row);
        }
        return rows;
    }
}
