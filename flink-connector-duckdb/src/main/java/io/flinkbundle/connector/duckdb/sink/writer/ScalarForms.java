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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

import java.util.Base64;

import static org.apache.flink.table.types.logical.utils.LogicalTypeChecks.getPrecision;

/**
 * How single values travel within a JSON document. What JSON has no exact form for goes as text
 * that DuckDB casts: decimals, NaN and the infinities. Binary values go in base 64, dates and times
 * as numbers.
 */
@Internal
final class ScalarForms {

    private static final int MICROSECONDS = 6;
    private static final byte[] TRUE = JsonText.ascii("true");
    private static final byte[] FALSE = JsonText.ascii("false");

    private ScalarForms() {}

    static NestedForm of(ValuePlace place, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN ->
                    as(
                            "BOOLEAN",
                            (row, position, out) ->
                                    out.raw(row.getBoolean(position) ? TRUE : FALSE));
            case TINYINT -> as("TINYINT", (row, pos, out) -> out.number(row.getByte(pos)));
            case SMALLINT -> as("SMALLINT", (row, pos, out) -> out.number(row.getShort(pos)));
            case INTEGER -> as("INTEGER", (row, pos, out) -> out.number(row.getInt(pos)));
            case BIGINT -> as("BIGINT", (row, pos, out) -> out.number(row.getLong(pos)));
            // As a double, whose shortest text yields the same float again.
            case FLOAT -> as("FLOAT", (row, pos, out) -> out.number((double) row.getFloat(pos)));
            case DOUBLE -> as("DOUBLE", (row, pos, out) -> out.number(row.getDouble(pos)));
            case DECIMAL -> decimal(place, (DecimalType) type);
            case CHAR, VARCHAR ->
                    as(
                            "VARCHAR",
                            (row, position, out) ->
                                    out.string(BytesColumn.utf8(row.getString(position), place)));
            case BINARY, VARBINARY ->
                    as(
                            "VARCHAR",
                            Expressions.BINARY,
                            (row, position, out) ->
                                    out.plainString(
                                            Base64.getEncoder().encode(row.getBinary(position))));
            case DATE ->
                    as(
                            "INTEGER",
                            Expressions.DATE,
                            (row, position, out) ->
                                    out.number(TimeValues.days(row.getInt(position), place)));
            case TIME_WITHOUT_TIME_ZONE ->
                    as(
                            "INTEGER",
                            Expressions.TIME,
                            (row, position, out) ->
                                    out.number(
                                            TimeValues.millisOfDay(row.getInt(position), place)));
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    getPrecision(type) > MICROSECONDS
                            ? nanos(place, getPrecision(type))
                            : micros(place, getPrecision(type), Expressions.TIMESTAMP);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    micros(place, getPrecision(type), Expressions.TIMESTAMP_WITH_TIME_ZONE);
            case INTERVAL_YEAR_MONTH ->
                    as(
                            "INTEGER",
                            Expressions.MONTHS,
                            (row, position, out) -> out.number(row.getInt(position)));
            case INTERVAL_DAY_TIME ->
                    as(
                            "BIGINT",
                            Expressions.MILLISECONDS,
                            (row, position, out) ->
                                    out.number(
                                            TimeValues.intervalMillis(
                                                    row.getLong(position), place)));
            default ->
                    throw new IllegalArgumentException(
                            place.path() + " of type " + type + " was mapped, but has no form.");
        };
    }

    private static NestedForm as(String type, JsonWriter writer) {
        return as(type, Expressions.AS_IT_IS, writer);
    }

    private static NestedForm as(String type, String expression, JsonWriter writer) {
        return new NestedForm('"' + type + '"', sql -> String.format(expression, sql), writer);
    }

    private static NestedForm decimal(ValuePlace place, DecimalType type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        return as(
                "DECIMAL(" + precision + ',' + scale + ')',
                (row, position, out) ->
                        out.plainString(
                                JsonText.ascii(
                                        DecimalColumn.fit(
                                                        place,
                                                        row.getDecimal(position, precision, scale),
                                                        precision,
                                                        scale)
                                                .toPlainString())));
    }

    private static NestedForm micros(ValuePlace place, int precision, String expression) {
        return as(
                "BIGINT",
                expression,
                (row, position, out) ->
                        out.number(
                                TimeValues.micros(row.getTimestamp(position, precision), place)));
    }

    private static NestedForm nanos(ValuePlace place, int precision) {
        return as(
                "BIGINT",
                Expressions.TIMESTAMP_NS,
                (row, position, out) ->
                        out.number(TimeValues.nanos(row.getTimestamp(position, precision), place)));
    }
}
