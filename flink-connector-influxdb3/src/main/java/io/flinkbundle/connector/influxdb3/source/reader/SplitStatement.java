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
import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.client.SqlQuery;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.FilterSql;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.PointFilter;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.source.ScanTables;
import io.flinkbundle.connector.influxdb3.source.TimeRange;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query for a range of time of a table, or of the result of the user's query.
 *
 * <p>The columns get names that are short and need no escapes. Rows come by time and, of one time,
 * by their tags, which nothing else of that time has in common: so the place of a row is the same
 * whenever it is asked for.
 */
@Internal
final class SplitStatement {

    private static final long SEED = 0x51_7C_C1_B7_27_22_0A_95L;

    private final InfluxDb3Scan scan;
    private final String table;
    private final List<ServerColumn> known;
    private final boolean tellsIdentity;
    private final String prefix;
    private final List<String> expressions = new ArrayList<>();
    private final List<RowLayout.Selected> selected = new ArrayList<>();

    /**
     * @param table its name, or {@link ScanTables#NO_TABLE} for a query
     * @param known the columns of the table; none for a query
     * @param tellsIdentity whether rows have to be told apart
     */
    SplitStatement(
            InfluxDb3Scan scan, String table, List<ServerColumn> known, boolean tellsIdentity) {
        this.scan = scan;
        this.table = table;
        this.known = known;
        this.tellsIdentity = tellsIdentity;
        this.prefix = prefix();
        if (scan.aggregation().isNone()) {
            selectColumns();
        } else {
            selectAggregates();
        }
    }

    /** An alias must not be the name of a column, by which rows could be meant to be sorted. */
    private String prefix() {
        List<String> taken =
                Stream.concat(
                                known.stream().map(ServerColumn::name),
                                scan.columns().stream().map(ScanColumn::name))
                        .toList();
        return "cdefghijklmnopqrstuvwxyzab"
                .chars()
                .mapToObj(Character::toString)
                .filter(letter -> taken.stream().noneMatch(name -> name.matches(letter + "\\d+")))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The columns of '"
                                                + table
                                                + "' leave no letter for names like 'c0'."));
    }

    private void selectColumns() {
        boolean timeIsSelected = false;
        for (int i = 0; i < scan.columns().size(); i++) {
            ScanColumn column = scan.columns().get(i);
            if (column.role() == ScanColumn.Role.MEASUREMENT || lacks(column.name())) {
                continue;
            }
            boolean isTime = column.role() == ScanColumn.Role.TIME;
            // One column of the server may be the source of several.
            select(
                    Identifiers.quote(column.name()),
                    i,
                    CellKind.of(column),
                    isTime && !timeIsSelected,
                    tellsIdentity && table.equals(ScanTables.NO_TABLE) ? seed(column.name()) : 0);
            timeIsSelected |= isTime;
        }
        if (scan.tables().hasTime() && !timeIsSelected) {
            selectHidden(ScanColumn.TIME, true, 0);
        }
        if (selected.isEmpty()) {
            select("1", RowLayout.NOWHERE, CellKind.CONSTANT, false, 0);
        }
        if (tellsIdentity) {
            tags().forEach(tag -> selectHidden(tag, false, seed(tag)));
        }
    }

    private void selectAggregates() {
        scan.aggregation().keys().forEach(key -> selectOutput(Identifiers.quote(key)));
        scan.aggregation().aggregates().stream().map(AggregateSql::of).forEach(this::selectOutput);
    }

    private void selectOutput(String expression) {
        int target = selected.size();
        select(expression, target, CellKind.of(scan.columns().get(target)), false, 0);
    }

    private void selectHidden(String column, boolean isTime, long identity) {
        select(Identifiers.quote(column), RowLayout.NOWHERE, CellKind.CONSTANT, isTime, identity);
    }

    private void select(
            String expression, int target, CellKind kind, boolean isTime, long identity) {
        String alias = prefix + selected.size();
        expressions.add(expression + " AS " + alias);
        selected.add(new RowLayout.Selected(alias, target, kind, isTime, identity));
    }

    private static long seed(String name) {
        byte[] bytes = new byte[name.length() * 3 + Long.BYTES];
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, 0, utf8.length);
        long seed = JsonText.hash(bytes, 0, utf8.length, SEED);
        return seed == 0 ? SEED : seed;
    }

    private boolean lacks(String column) {
        return scan.tables().mayLackColumns()
                && known.stream().noneMatch(each -> each.name().equals(column));
    }

    private List<String> tags() {
        return known.stream()
                .filter(column -> column.type() == ServerColumn.Type.TAG)
                .map(ServerColumn::name)
                .toList();
    }

    RowLayout layout() {
        return new RowLayout(scan.columns(), selected);
    }

    /** What stands behind SELECT. */
    String selectList() {
        return String.join(", ", expressions);
    }

    /** The query for a range, which is of no matter where there is no time. */
    SqlQuery over(TimeRange range) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<String> conditions = new ArrayList<>();
        if (scan.tables().hasTime()) {
            addBound(parameters, conditions, " >= ", range.from(), Long.MIN_VALUE);
            addBound(parameters, conditions, " < ", range.to(), Long.MAX_VALUE);
        }
        if (!scan.filter().equals(PointFilter.ALL)) {
            conditions.add(new FilterSql(parameters).of(scan.filter()));
        }
        String sql =
                "SELECT "
                        + selectList()
                        + " FROM "
                        + scan.tables().relation(table)
                        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                        + order()
                        + (scan.limit() == InfluxDb3Scan.NO_LIMIT ? "" : " LIMIT " + scan.limit());
        return new SqlQuery(sql, parameters);
    }

    private static void addBound(
            Map<String, Object> parameters,
            List<String> conditions,
            String comparison,
            long nanos,
            long none) {
        if (nanos != none) {
            String name = "t" + parameters.size();
            parameters.put(name, EpochNanos.text(nanos));
            conditions.add(Identifiers.quote(ScanColumn.TIME) + comparison + "$" + name);
        }
    }

    private String order() {
        if (!scan.aggregation().isNone()) {
            // Without groups there would be a row even where there is no point.
            return scan.aggregation().keys().isEmpty()
                    ? " HAVING count(*) > 0"
                    : scan.aggregation().keys().stream()
                            .map(Identifiers::quote)
                            .collect(Collectors.joining(", ", " GROUP BY ", ""));
        }
        List<String> order = new ArrayList<>();
        if (scan.tables().hasTime()) {
            order.add(Identifiers.quote(ScanColumn.TIME));
        }
        tags().stream().map(Identifiers::quote).forEach(order::add);
        if (table.equals(ScanTables.NO_TABLE)) {
            // Rows that are equal in all columns may take each other's place.
            scan.columns().stream()
                    .filter(column -> column.role() == ScanColumn.Role.VALUE)
                    .map(column -> Identifiers.quote(column.name()))
                    .forEach(order::add);
        }
        return order.isEmpty() ? "" : " ORDER BY " + String.join(", ", order);
    }
}
