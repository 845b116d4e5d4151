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

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Appends rows to tables of DuckDB that have one more column, a number, before those of a schema.
 */
@Internal
final class RowAppender {

    private static final String DETOUR = "appended";

    private RowAppender() {}

    /**
     * @param number what the first column of each row gets
     */
    static void append(
            DuckDBConnection connection,
            String schemaName,
            String table,
            TableSchema schema,
            List<Object[]> rows,
            LongSupplier number)
            throws SQLException {
        if (!DuckTypes.hasInterval(schema)) {
            try (DuckDBAppender appender = connection.createAppender(schemaName, table)) {
                append(appender, schema, rows, number);
            }
            return;
        }
        String columns =
                schema.fields().stream()
                        .map(f -> DuckTypes.quote(f.name()) + " " + DuckTypes.appendable(f))
                        .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE TEMP TABLE "
                            + DETOUR
                            + " ("
                            + DuckEngine.NUMBER
                            + " BIGINT, "
                            + columns
                            + ")");
            try (DuckDBAppender appender = connection.createAppender("temp", "main", DETOUR)) {
                append(appender, schema, rows, number);
            }
            statement.execute(
                    "INSERT INTO " + schemaName + "." + table + " SELECT * FROM temp." + DETOUR);
            statement.execute("DROP TABLE temp." + DETOUR);
        }
    }

    private static void append(
            DuckDBAppender appender, TableSchema schema, List<Object[]> rows, LongSupplier number)
            throws SQLException {
        Field[] fields = schema.fields().toArray(Field[]::new);
        for (Object[] row : rows) {
            appender.beginRow();
            appender.append(number.getAsLong());
            for (int i = 0; i < fields.length; i++) {
                append(appender, fields[i], row[i]);
            }
            appender.endRow();
        }
        appender.flush();
    }

    private static void append(DuckDBAppender appender, Field field, Object value)
            throws SQLException {
        if (field.isRepeated()) {
            appender.append((Collection<?>) DuckValues.toDuck(field, value));
            return;
        }
        if (value == null) {
            appender.appendNull();
            return;
        }
        switch (field.type()) {
            case BOOL -> appender.append(((Boolean) value).booleanValue());
            case INT64 -> appender.append(((Long) value).longValue());
            case FLOAT64 -> appender.append(((Double) value).doubleValue());
            case DATE -> appender.appendEpochDays((Integer) value);
            case TIME -> appender.appendDayMicros((Long) value);
            case DATETIME, TIMESTAMP -> appender.appendEpochMicros((Long) value);
            case BYTES -> appender.append((byte[]) value);
            case STRING, JSON, GEOGRAPHY -> appender.append((String) value);
            case INTERVAL -> appender.append((String) DuckValues.toDuck(field, value));
            case NUMERIC, BIGNUMERIC -> {
                Object decimal = DuckValues.decimal(field, (BigDecimal) value);
                if (decimal instanceof BigDecimal number) {
                    appender.append(number);
                } else {
                    appender.append((String) decimal);
                }
            }
            case STRUCT, RANGE -> struct(appender, field, (Object[]) value);
        }
    }

    private static void struct(DuckDBAppender appender, Field field, Object[] parts)
            throws SQLException {
        appender.beginStruct();
        List<Field> fields = field.parts();
        for (int i = 0; i < parts.length; i++) {
            append(appender, fields.get(i), parts[i]);
        }
        appender.endStruct();
    }
}
