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

package io.flinkbundle.connector.bigquery.table.lookup;

import io.flinkbundle.connector.bigquery.client.FieldType;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Set;

/**
 * A column by which rows are looked up.
 *
 * @param name of the column
 * @param type in Flink
 */
@Internal
record KeyColumn(String name, LogicalType type) {

    private static final Set<LogicalTypeRoot> ACCEPTED =
            EnumSet.of(
                    LogicalTypeRoot.BOOLEAN,
                    LogicalTypeRoot.TINYINT,
                    LogicalTypeRoot.SMALLINT,
                    LogicalTypeRoot.INTEGER,
                    LogicalTypeRoot.BIGINT,
                    LogicalTypeRoot.DECIMAL,
                    LogicalTypeRoot.CHAR,
                    LogicalTypeRoot.VARCHAR,
                    LogicalTypeRoot.BINARY,
                    LogicalTypeRoot.VARBINARY,
                    LogicalTypeRoot.DATE,
                    LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE,
                    LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE,
                    LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);

    private static final int NUMERIC_SCALE = 9;
    private static final int NUMERIC_INTEGER_DIGITS = 29;
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final int NANOS_OF_MICRO = 1000;
    private static final long MICROS_OF_MILLI = 1000;
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    /** Whether equality of values of a type is the same in Flink and in BigQuery. */
    static boolean accepts(LogicalType type) {
        return ACCEPTED.contains(type.getTypeRoot());
    }

    /** A value of a key or a row that equals another one exactly if they are the same. */
    Object value(RowData row, int position) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> row.getBoolean(position);
            case TINYINT -> (long) row.getByte(position);
            case SMALLINT -> (long) row.getShort(position);
            case INTEGER -> (long) row.getInt(position);
            case BIGINT -> row.getLong(position);
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                yield row.getDecimal(position, decimal.getPrecision(), decimal.getScale())
                        .toBigDecimal();
            }
            case CHAR, VARCHAR -> row.getString(position).toString();
            case BINARY, VARBINARY -> ByteBuffer.wrap(row.getBinary(position));
            case DATE -> LocalDate.ofEpochDay(row.getInt(position));
            case TIME_WITHOUT_TIME_ZONE ->
                    LocalTime.ofNanoOfDay(row.getInt(position) * NANOS_OF_MILLI);
            default -> row.getTimestamp(position, LogicalTypeChecks.getPrecision(type));
        };
    }

    /** A value as it goes into a query; digits behind microseconds are left out. */
    Object parameter(Object value) {
        return switch (type.getTypeRoot()) {
            case BINARY, VARBINARY -> ((ByteBuffer) value).array();
            case DATE -> value.toString();
            case TIME_WITHOUT_TIME_ZONE -> ((LocalTime) value).format(TIME);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    ((TimestampData) value).toLocalDateTime().format(DATETIME);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                TimestampData time = (TimestampData) value;
                yield time.getMillisecond() * MICROS_OF_MILLI
                        + time.getNanoOfMillisecond() / NANOS_OF_MICRO;
            }
            default -> value;
        };
    }

    FieldType parameterType() {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> FieldType.BOOL;
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                boolean fits =
                        decimal.getScale() <= NUMERIC_SCALE
                                && decimal.getPrecision() - decimal.getScale()
                                        <= NUMERIC_INTEGER_DIGITS;
                yield fits ? FieldType.NUMERIC : FieldType.BIGNUMERIC;
            }
            case CHAR, VARCHAR -> FieldType.STRING;
            case BINARY, VARBINARY -> FieldType.BYTES;
            case DATE -> FieldType.DATE;
            case TIME_WITHOUT_TIME_ZONE -> FieldType.TIME;
            case TIMESTAMP_WITHOUT_TIME_ZONE -> FieldType.DATETIME;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> FieldType.TIMESTAMP;
            default -> FieldType.INT64;
        };
    }
}
