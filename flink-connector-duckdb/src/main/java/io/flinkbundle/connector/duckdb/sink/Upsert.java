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

import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies changes by key to the target, within the open transaction: the last change of a key wins.
 *
 * <p>Deleting what has a new version and inserting the new versions is faster than {@code MERGE} or
 * {@code ON CONFLICT}, with and without an index on the key. The last change of each key is found
 * by its number alone, because only keys and numbers have to be grouped for that, not whole rows.
 *
 * <p>A row that is written keeps the columns of the table that are not written, unless it was
 * deleted in between.
 */
@Internal
public final class Upsert {

    private static final String LAST = "temp.main.flink_last_changes";
    private static final String WAS_DELETED = "was_deleted";
    private static final String SEQUENCE = Identifiers.quote(StagedColumns.SEQUENCE.name());
    private static final String DELETED = Identifiers.quote(StagedColumns.DELETED.name());

    private final TargetConnection target;
    private final DuckDbSinkConfig config;
    private final String table;
    private final List<String> key;

    public Upsert(TargetConnection target, DuckDbSinkConfig config) {
        this.target = target;
        this.config = config;
        this.table = config.quotedTable();
        this.key = config.primaryKey().stream().map(Identifiers::quote).toList();
    }

    /**
     * @param changes a table with {@link StagedColumns}, or a query in parentheses
     * @param rows how many rows it has
     */
    public void apply(String changes, long rows) throws SQLException {
        long keys = findLastChanges(changes);
        String effective =
                String.format("%s AS c WHERE NOT c.%s", changes, DELETED)
                        + (keys == rows ? "" : isLast());
        if (writesWholeRows()) {
            deleteKeys("");
            insert(effective);
        } else {
            deleteKeys(" AND l." + WAS_DELETED);
            update(effective);
            insert(effective + " AND NOT EXISTS (FROM " + table + " AS t WHERE " + join("c") + ")");
        }
        target.execute("DROP TABLE " + LAST);
    }

    /** Returns how many keys there are. */
    private long findLastChanges(String changes) throws SQLException {
        String keys = String.join(", ", key);
        return target.update(
                String.format(
                        "CREATE TEMP TABLE %s AS SELECT %s, max(%s) AS %s, bool_or(%s) AS %s"
                                + " FROM %s GROUP BY %s",
                        LAST, keys, SEQUENCE, SEQUENCE, DELETED, WAS_DELETED, changes, keys));
    }

    private static String isLast() {
        return String.format(" AND c.%s IN (SELECT %s FROM %s)", SEQUENCE, SEQUENCE, LAST);
    }

    private void deleteKeys(String condition) throws SQLException {
        target.execute(
                String.format(
                        "DELETE FROM %s AS t USING %s AS l WHERE %s%s",
                        table, LAST, join("l"), condition));
    }

    private void insert(String effective) throws SQLException {
        String columns = list(config.columns(), Identifiers::quote);
        String values = list(config.columns(), name -> "c." + Identifiers.quote(name));
        target.execute(
                String.format(
                        "INSERT INTO %s (%s) SELECT %s FROM %s",
                        table, columns, values, effective));
    }

    private void update(String effective) throws SQLException {
        List<ColumnMapping> written =
                config.columns().stream().filter(column -> !config.isKey(column.name())).toList();
        if (written.isEmpty()) {
            return;
        }
        String assignments =
                list(written, name -> Identifiers.quote(name) + " = c." + Identifiers.quote(name));
        target.execute(
                String.format(
                        "UPDATE %s AS t SET %s FROM %s AND %s",
                        table, assignments, effective, join("c")));
    }

    private boolean writesWholeRows() throws SQLException {
        Optional<DuckDbTable> found =
                DuckDbTable.find(target.connection(), config.schema(), config.table());
        return found.stream()
                .flatMap(existing -> existing.columns().stream())
                .filter(column -> !column.generated())
                .allMatch(column -> config.writes(column.name()));
    }

    /** That a row of the table has the key of a row with another alias. */
    private String join(String other) {
        return key.stream()
                .map(column -> String.format("t.%s = %s.%s", column, other, column))
                .collect(Collectors.joining(" AND "));
    }

    private static String list(List<ColumnMapping> columns, Function<String, String> form) {
        return columns.stream()
                .map(column -> form.apply(column.name()))
                .collect(Collectors.joining(", "));
    }
}
