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

package io.flinkbundle.emulators.bigquery.store;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings changes to a table with a primary key. Of the changes of a key the one with the highest
 * sequence number counts, also after a deletion, and where numbers are the same or missing the last
 * to arrive.
 */
@Internal
public final class ChangeApplier {

    private static final long DELETED = 0;
    private static final long WRITTEN = 1;

    private final DuckEngine engine;

    public ChangeApplier(DuckEngine engine) {
        this.engine = engine;
    }

    public void apply(Table table, TableSchema schema, List<Change> changes) {
        try {
            table.commit((head, micros) -> apply(table, head, schema, changes, micros));
        } catch (SQLException e) {
            throw new IllegalStateException("Changes were not applied to " + table.id(), e);
        }
    }

    private void apply(
            Table table, Table.Head head, TableSchema schema, List<Change> changes, long micros)
            throws SQLException {
        Map<List<Object>, Change> last = latest(table.changeSequences(), changes);
        if (last.isEmpty()) {
            return;
        }
        TableSchema loose = new TableSchema(schema.fields().stream().map(this::loose).toList());
        String staged = engine.create(loose);
        List<Object[]> rows = new ArrayList<>();
        last.values().forEach(change -> rows.add(change.row()));
        Iterator<Change> kinds = last.values().iterator();
        engine.append(staged, loose, rows, () -> kinds.next().delete() ? DELETED : WRITTEN);
        String target = DuckEngine.STORE + "." + head.rows();
        String source = DuckEngine.STORE + "." + staged;
        String sameKey =
                table.primaryKey().stream()
                        .map(DuckTypes::quote)
                        .map(column -> "t." + column + " IS NOT DISTINCT FROM s." + column)
                        .collect(Collectors.joining(" AND "));
        String columns = DuckTypes.names(schema);
        engine.inTransaction(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(
                                "DELETE FROM "
                                        + target
                                        + " AS t USING "
                                        + source
                                        + " AS s WHERE "
                                        + sameKey);
                        statement.execute(
                                "INSERT INTO "
                                        + target
                                        + " ("
                                        + DuckEngine.NUMBER
                                        + ", "
                                        + columns
                                        + ") SELECT "
                                        + micros
                                        + ", "
                                        + columns
                                        + " FROM "
                                        + source
                                        + " WHERE "
                                        + DuckEngine.NUMBER
                                        + " = "
                                        + WRITTEN);
                    }
                    return null;
                });
        engine.drop(staged);
    }

    private static Map<List<Object>, Change> latest(
            Map<List<Object>, String> sequences, List<Change> changes) {
        Map<List<Object>, Change> last = new LinkedHashMap<>();
        for (Change change : changes) {
            String known = sequences.get(change.key());
            if (change.sequence().isPresent()) {
                if (known != null && change.sequence().get().compareTo(known) < 0) {
                    continue;
                }
                sequences.put(change.key(), change.sequence().get());
            }
            last.put(change.key(), change);
        }
        return last;
    }

    private Field loose(Field field) {
        return field.isRequired() ? field.withMode(FieldMode.NULLABLE) : field;
    }
}
