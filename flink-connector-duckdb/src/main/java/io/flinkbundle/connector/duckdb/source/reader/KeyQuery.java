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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.IOUtils;

import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the rows of many keys with one query, which costs about as much as the query of one key:
 * DuckDB scans the key columns and skips row groups that cannot hold a key. Holds the file open.
 *
 * <p>For one thread, but for {@link #cancel()}.
 */
@Internal
public final class KeyQuery implements AutoCloseable {

    private static final String KEYS = "flink_keys";
    private static final String NUMBER = "flink_key_number";

    private final DuckDbScan scan;
    private final List<KeyField> fields;
    private final DuckDbDatabase database;
    private final DuckDBConnection connection;
    private final ReadPlan plan;
    private final DuckDBPreparedStatement statement;

    private KeyQuery(
            DuckDbScan scan,
            List<KeyField> fields,
            DuckDbDatabase database,
            DuckDBConnection connection,
            ReadPlan plan)
            throws SQLException {
        this.scan = scan;
        this.fields = List.copyOf(fields);
        this.database = database;
        this.connection = connection;
        this.plan = plan;
        this.statement = connection.prepareStatement(sql()).unwrap(DuckDBPreparedStatement.class);
    }

    /**
     * Opens the file and compares its columns with the declared ones.
     *
     * @param holder who asks, for those who find the file in use
     */
    public static KeyQuery open(DuckDbScan scan, List<KeyField> fields, String holder)
            throws IOException {
        DuckDbDatabase database =
                DuckDbDatabase.open(scan.settings(), AccessMode.READ_ONLY, holder);
        DuckDBConnection connection = null;
        try {
            connection = database.connect();
            ReadPlan plan = ReadPlan.create(scan, connection);
            return new KeyQuery(scan, fields, database, connection, plan);
        } catch (IOException | SQLException | RuntimeException e) {
            IOUtils.closeAllQuietly(connection, database);
            throw e instanceof IOException typed
                    ? typed
                    : DuckDbErrors.translate(scan.settings().path(), "look up keys in " + scan, e);
        }
    }

    private String sql() {
        List<String> keys = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            KeyField field = fields.get(i);
            keys.add(String.format("unnest(CAST(? AS %s[])) AS %s", field.parameterType(), key(i)));
            conditions.add(String.format("%s = %s.%s", field.expression(plan), KEYS, key(i)));
        }
        keys.add("unnest(range(CAST(? AS BIGINT))) AS " + NUMBER);
        List<String> selected = new ArrayList<>();
        selected.add(KEYS + '.' + NUMBER);
        selected.addAll(plan.columnExpressions());
        return String.format(
                "SELECT %s FROM (SELECT %s) AS %s JOIN %s ON %s WHERE %s",
                String.join(", ", selected),
                String.join(", ", keys),
                KEYS,
                scan.relation().fromClause(),
                String.join(" AND ", conditions),
                plan.filter().sql());
    }

    private static String key(int field) {
        return "flink_key_" + field;
    }

    /**
     * Looks up keys.
     *
     * @param keys the values of {@link KeyField#value} for each field; none is null
     * @param found is told the number of a key and a row for it, which it must not keep
     */
    public void find(List<Object[]> keys, RowConsumer found) throws IOException {
        List<Object[]> parameters = new ArrayList<>();
        int[] numbers = new int[keys.size()];
        for (int key = 0; key < keys.size(); key++) {
            Optional<Object[]> values = parameters(keys.get(key));
            if (values.isPresent()) {
                numbers[parameters.size()] = key;
                parameters.add(values.get());
            }
        }
        if (parameters.isEmpty()) {
            return;
        }
        try {
            bind(parameters);
            try (DuckDBChunkedResult result = statement.query()) {
                while (result.nextChunk()) {
                    emit(result.chunk(), numbers, found);
                }
            }
        } catch (SQLException | RuntimeException e) {
            throw DuckDbErrors.translate(scan.settings().path(), "look up keys in " + scan, e);
        }
    }

    /** Empty if no row can have this key. */
    private Optional<Object[]> parameters(Object[] key) {
        Object[] values = new Object[key.length];
        for (int i = 0; i < values.length; i++) {
            Optional<Object> value = fields.get(i).parameter(key[i], plan);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values[i] = value.get();
        }
        return Optional.of(values);
    }

    private void bind(List<Object[]> keys) throws SQLException {
        int parameter = 1;
        for (int i = 0; i < fields.size(); i++) {
            Object[] values = new Object[keys.size()];
            for (int key = 0; key < values.length; key++) {
                values[key] = keys.get(key)[i];
            }
            statement.setObject(
                    parameter++, connection.createArrayOf(fields.get(i).parameterType(), values));
        }
        statement.setObject(parameter++, (long) keys.size());
        for (Serializable value : plan.filter().parameters()) {
            statement.setObject(parameter++, value);
        }
    }

    private void emit(DuckDBDataChunkReader chunk, int[] numbers, RowConsumer found)
            throws IOException {
        int rows = (int) chunk.rowCount();
        DuckDBReadableVector vector = chunk.vector(0);
        long[] keys = new long[rows];
        for (int row = 0; row < rows; row++) {
            keys[row] = numbers[(int) vector.getLong(row)];
        }
        Column[] columns = plan.decode(new VectorChunk(chunk, "key", keys), 1);
        ColumnRow view = new ColumnRow(columns, 0);
        for (int row = 0; row < rows; row++) {
            view.moveTo(row);
            found.accept((int) keys[row], view);
        }
    }

    /** Interrupts a query that runs in another thread. */
    public void cancel() throws SQLException {
        statement.cancel();
    }

    @Override
    public void close() throws SQLException {
        try (database;
                connection) {
            statement.close();
        }
    }

    /** Takes what was found. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(int key, RowData row);
    }
}
