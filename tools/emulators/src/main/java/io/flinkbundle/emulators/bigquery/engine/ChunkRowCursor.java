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

import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/** Reads rows whose values have no parts, vector by vector, which is several times as fast. */
@Internal
final class ChunkRowCursor implements RowCursor {

    private final DuckEngine engine;
    private final DuckDBConnection connection;
    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult result;
    private final Field[] fields;
    private final DuckDBReadableVector[] vectors;

    private long rows;
    private long row = -1;

    private ChunkRowCursor(
            DuckEngine engine,
            DuckDBConnection connection,
            DuckDBPreparedStatement statement,
            DuckDBChunkedResult result,
            List<Field> fields) {
        this.engine = engine;
        this.connection = connection;
        this.statement = statement;
        this.result = result;
        this.fields = fields.toArray(Field[]::new);
        this.vectors = new DuckDBReadableVector[fields.size()];
    }

    static ChunkRowCursor open(DuckEngine engine, TableSchema schema, String sql)
            throws SQLException {
        DuckDBConnection connection = engine.take();
        try {
            DuckDBPreparedStatement statement = connection.prepare(sql);
            try {
                return new ChunkRowCursor(
                        engine, connection, statement, statement.query(), schema.fields());
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            engine.giveBack(connection);
            throw e;
        }
    }

    @Override
    public boolean next() {
        row++;
        while (row >= rows) {
            if (!result.nextChunk()) {
                row = rows;
                return false;
            }
            DuckDBDataChunkReader chunk = result.chunk();
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = chunk.vector(i);
            }
            rows = chunk.rowCount();
            row = 0;
        }
        return true;
    }

    @Override
    public Object[] row() {
        Object[] values = new Object[fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = vectors[i].isNull(row) ? null : value(fields[i], vectors[i]);
        }
        return values;
    }

    private Object value(Field field, DuckDBReadableVector vector) {
        return switch (field.type()) {
            case BOOL -> vector.getBoolean(row);
            case INT64, TIMESTAMP, DATETIME -> vector.getLong(row);
            case FLOAT64 -> vector.getDouble(row);
            case DATE -> Math.toIntExact(vector.getLong(row));
            case NUMERIC -> vector.getBigDecimal(row);
            case BIGNUMERIC ->
                    DuckTypes.isText(field)
                            ? new BigDecimal(vector.getString(row))
                            : vector.getBigDecimal(row);
            case STRING, GEOGRAPHY, JSON -> vector.getString(row);
            default ->
                    throw new IllegalStateException(
                            "The vectors of DuckDB give no " + field.type().sqlName() + ".");
        };
    }

    @Override
    public void close() {
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            throw DuckEngine.failed(e);
        } finally {
            engine.giveBack(connection);
        }
    }
}
