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

import java.sql.SQLException;
import java.util.stream.Collectors;

/** Reads the rows of a query. Not thread-safe. */
@Internal
public interface RowCursor extends AutoCloseable {

    /** Goes to the next row, and says whether there is one. */
    boolean next();

    /** The values of the row. */
    Object[] row();

    @Override
    void close();

    /**
     * @param relation what stands behind FROM, and has these fields
     */
    static RowCursor open(DuckEngine engine, TableSchema schema, String relation)
            throws SQLException {
        String columns =
                schema.size() == 0
                        ? "1"
                        : schema.fields().stream()
                                .map(RowCursor::expression)
                                .collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM " + relation;
        return schema.fields().stream().allMatch(RowCursor::isFlat)
                ? ChunkRowCursor.open(engine, schema, sql)
                : JdbcRowCursor.open(engine, schema, sql);
    }

    /** Whether the vectors of DuckDB's driver give values of the field. */
    private static boolean isFlat(Field field) {
        return !field.isRepeated()
                && switch (field.type()) {
                    case BOOL,
                            INT64,
                            FLOAT64,
                            STRING,
                            GEOGRAPHY,
                            JSON,
                            DATE,
                            DATETIME,
                            TIMESTAMP,
                            NUMERIC,
                            BIGNUMERIC ->
                            true;
                    default -> false;
                };
    }

    /** Times as numbers, which is faster than as objects. */
    private static String expression(Field field) {
        String column = DuckTypes.quote(field.name());
        if (field.isRepeated()) {
            return column;
        }
        return switch (field.type()) {
            case DATE -> "CAST(" + column + " - DATE '1970-01-01' AS BIGINT)";
            case TIMESTAMP, DATETIME -> "epoch_us(" + column + ")";
            case JSON -> column + "::VARCHAR";
            default -> column;
        };
    }
}
