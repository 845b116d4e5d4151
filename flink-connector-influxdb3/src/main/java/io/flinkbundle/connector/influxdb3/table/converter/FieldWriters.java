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

package io.flinkbundle.connector.influxdb3.table.converter;

import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.PointWriter;
import io.flinkbundle.connector.influxdb3.table.converter.ColumnWriter.ValueWriter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;

/**
 * Write columns as fields, by the type of the column.
 *
 * <table>
 *   <caption>Types</caption>
 *   <tr><th>Column</th><th>Field</th></tr>
 *   <tr><td>BOOLEAN</td><td>boolean</td></tr>
 *   <tr><td>TINYINT to BIGINT, intervals</td><td>integer</td></tr>
 *   <tr><td>FLOAT, DOUBLE, DECIMAL</td><td>float</td></tr>
 *   <tr><td>CHAR, VARCHAR</td><td>string</td></tr>
 *   <tr><td>DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ</td><td>string, ISO-8601</td></tr>
 *   <tr><td>BINARY, VARBINARY</td><td>string, Base64</td></tr>
 * </table>
 */
@Internal
public final class FieldWriters {

    private static final BigInteger MAX_UNSIGNED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /**
     * What a table's options say of all its fields.
     *
     * @param nullIsBad whether a NULL rejects its row
     * @param integersAsFloats whether whole numbers are written as floats
     */
    public record Style(boolean nullIsBad, boolean integersAsFloats) implements Serializable {}

    private FieldWriters() {}

    /**
     * @throws ValidationException if the type cannot be a field
     */
    public static ColumnWriter column(PointKey name, int index, LogicalType type, Style style) {
        return ColumnWriter.of(name, index, style.nullIsBad(), notNull(name, index, type, style));
    }

    /**
     * An unsigned integer.
     *
     * @throws ValidationException if the type is no whole number
     */
    public static ColumnWriter unsignedColumn(
            PointKey name, int index, LogicalType type, Style style) {
        return ColumnWriter.of(name, index, style.nullIsBad(), unsigned(name, index, type));
    }

    private static ValueWriter notNull(PointKey name, int index, LogicalType type, Style style) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> (row, point) -> point.field(name, row.getBoolean(index));
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                    wholeNumber(name, LongReader.of(type, index), style.integersAsFloats());
            case FLOAT -> (row, point) -> point.field(name, row.getFloat(index));
            case DOUBLE -> (row, point) -> point.field(name, row.getDouble(index));
            case DECIMAL -> decimal(name, index, (DecimalType) type);
            case CHAR, VARCHAR -> (row, point) -> string(name, row.getString(index), point);
            case BINARY, VARBINARY ->
                    (row, point) ->
                            point.field(
                                    name, Base64.getEncoder().encodeToString(row.getBinary(index)));
            case DATE ->
                    (row, point) ->
                            point.field(name, LocalDate.ofEpochDay(row.getInt(index)).toString());
            case TIME_WITHOUT_TIME_ZONE ->
                    (row, point) ->
                            point.field(
                                    name,
                                    LocalTime.ofNanoOfDay(row.getInt(index) * NANOS_PER_MILLI)
                                            .toString());
            case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(name, index, type, false);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(name, index, type, true);
            default ->
                    throw new ValidationException(
                            "Column '"
                                    + name
                                    + "' has the type "
                                    + type.asSummaryString()
                                    + ", which no field of InfluxDB holds. Leave it out with"
                                    + " 'field.columns', or cast it to a string.");
        };
    }

    private static ValueWriter wholeNumber(PointKey name, LongReader reader, boolean asFloat) {
        return asFloat
                ? (row, point) -> point.decimalField(name, Long.toString(reader.read(row)))
                : (row, point) -> point.field(name, reader.read(row));
    }

    private static ValueWriter decimal(PointKey name, int index, DecimalType type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        return (row, point) -> {
            DecimalData value = row.getDecimal(index, precision, scale);
            point.decimalField(name, value.toBigDecimal().toPlainString());
        };
    }

    private static void string(PointKey name, StringData text, PointWriter point) {
        if (text instanceof BinaryStringData binary && TagWriters.isInOneArray(binary)) {
            point.field(
                    name,
                    binary.getSegments()[0].getArray(),
                    binary.getOffset(),
                    binary.getSizeInBytes());
        } else {
            byte[] utf8 = text.toBytes();
            point.field(name, utf8, 0, utf8.length);
        }
    }

    private static ValueWriter timestamp(
            PointKey name, int index, LogicalType type, boolean isInstant) {
        int precision = LogicalTypeChecks.getPrecision(type);
        return (row, point) -> {
            TimestampData time = row.getTimestamp(index, precision);
            point.field(
                    name,
                    isInstant ? time.toInstant().toString() : time.toLocalDateTime().toString());
        };
    }

    private static ValueWriter unsigned(PointKey name, int index, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> {
                LongReader reader = LongReader.of(type, index);
                yield (row, point) -> {
                    long value = reader.read(row);
                    if (value < 0) {
                        throw notUnsigned(name, value);
                    }
                    point.unsignedField(name, value);
                };
            }
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                if (decimal.getScale() != 0) {
                    throw cannotBeUnsigned(name, type);
                }
                yield (row, point) -> {
                    BigDecimal value =
                            row.getDecimal(index, decimal.getPrecision(), 0).toBigDecimal();
                    BigInteger digits = value.toBigInteger();
                    if (digits.signum() < 0 || digits.compareTo(MAX_UNSIGNED) > 0) {
                        throw notUnsigned(name, value);
                    }
                    point.unsignedField(name, digits.longValue());
                };
            }
            default -> throw cannotBeUnsigned(name, type);
        };
    }

    private static IOException notUnsigned(PointKey name, Object value) {
        return new IOException(
                "its column '"
                        + name
                        + "' is "
                        + value
                        + ", but an unsigned field goes from 0 to "
                        + MAX_UNSIGNED);
    }

    private static ValidationException cannotBeUnsigned(PointKey name, LogicalType type) {
        return new ValidationException(
                "Column '"
                        + name
                        + "' of 'field.unsigned-columns' has the type "
                        + type.asSummaryString()
                        + ", but must be a whole number: TINYINT to BIGINT, or DECIMAL(20, 0).");
    }

    /** Reads a whole number of any size. */
    @FunctionalInterface
    private interface LongReader extends Serializable {

        long read(RowData row);

        static LongReader of(LogicalType type, int index) {
            return switch (type.getTypeRoot()) {
                case TINYINT -> row -> row.getByte(index);
                case SMALLINT -> row -> row.getShort(index);
                case INTEGER, INTERVAL_YEAR_MONTH -> row -> row.getInt(index);
                case BIGINT, INTERVAL_DAY_TIME -> row -> row.getLong(index);
                default -> throw new IllegalArgumentException(type + " is no whole number.");
            };
        }
    }
}
