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

package io.flinkbundle.emulators.bigquery.engine;

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads rows of all types. */
@Internal
final class JdbcRowCursor implements RowCursor {

    private final DuckEngine engine;
    private final DuckDBConnection connection;
    private final Statement statement;
    private final ResultSet rows;
    private final Field[] fields;

    private JdbcRowCursor(
            DuckEngine engine,
            DuckDBConnection connection,
            Statement statement,
            ResultSet rows,
            List<Field> fields) {
        this.engine = engine;
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.fields = fields.toArray(Field[]::new);
    }

    static JdbcRowCursor open(DuckEngine engine, TableSchema schema, String sql)
            throws SQLException {
        DuckDBConnection connection = engine.take();
        Statement statement = connection.createStatement();
        try {
            ResultSet rows = statement.executeQuery(sql);
            return new JdbcRowCursor(engine, connection, statement, rows, schema.fields());
        } catch (SQLException e) {
            statement.close();
            engine.giveBack(connection);
            throw e;
        }
    }

    @Override
    public boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw DuckEngine.failed(e);
        }
    }

    @Override
    public Object[] row() {
        try {
            Object[] row = new Object[fields.length];
            for (int i = 0; i < fields.length; i++) {
                row[i] = value(i);
            }
            return row;
        } catch (SQLException e) {
            throw DuckEngine.failed(e);
        }
    }

    private Object value(int i) throws SQLException {
        Field field = fields[i];
        int column = i + 1;
        if (field.isRepeated()) {
            return DuckValues.fromDuck(field, rows.getObject(column));
        }
        switch (field.type()) {
            case DATE -> {
                long days = rows.getLong(column);
                return rows.wasNull() ? null : Math.toIntExact(days);
            }
            case TIMESTAMP, DATETIME -> {
                long micros = rows.getLong(column);
                return rows.wasNull() ? null : micros;
            }
            case STRING, JSON, GEOGRAPHY -> {
                return rows.getString(column);
            }
            default -> {
                return DuckValues.fromDuck(field, rows.getObject(column));
            }
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw DuckEngine.failed(e);
        } finally {
            engine.giveBack(connection);
        }
    }
}
