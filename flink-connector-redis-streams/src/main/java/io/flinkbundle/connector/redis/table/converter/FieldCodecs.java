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

package io.flinkbundle.connector.redis.table.converter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;

import java.math.BigDecimal;

/**
 * The text in which a field holds a column, by the type of the column.
 *
 * <table>
 *   <caption>Encodings</caption>
 *   <tr><th>Type</th><th>Field</th></tr>
 *   <tr><td>CHAR, VARCHAR, STRING</td><td>UTF-8</td></tr>
 *   <tr><td>BINARY, VARBINARY, BYTES</td><td>the bytes themselves</td></tr>
 *   <tr><td>BOOLEAN</td><td>{@code true}, {@code false}</td></tr>
 *   <tr><td>numbers</td><td>decimal text; NaN and Infinity for FLOAT and DOUBLE</td></tr>
 *   <tr><td>DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ</td><td>ISO-8601 in SQL form, see
 *       {@link TimeText}</td></tr>
 *   <tr><td>INTERVAL</td><td>months or milliseconds as a number</td></tr>
 * </table>
 */
@Internal
final class FieldCodecs {

    private FieldCodecs() {}

    static FieldDecoder decoder(String column, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> StringData::fromBytes;
            case BINARY, VARBINARY -> bytes -> bytes;
            case BOOLEAN -> AsciiText::parseBoolean;
            case TINYINT ->
                    bytes -> (byte) AsciiText.parseLong(bytes, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT ->
                    bytes -> (short) AsciiText.parseLong(bytes, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER, INTERVAL_YEAR_MONTH ->
                    bytes -> (int) AsciiText.parseLong(bytes, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT, INTERVAL_DAY_TIME ->
                    bytes -> AsciiText.parseLong(bytes, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> bytes -> Float.parseFloat(AsciiText.text(bytes));
            case DOUBLE -> bytes -> Double.parseDouble(AsciiText.text(bytes));
            case DECIMAL -> decimalDecoder((DecimalType) type);
            case DATE -> TimeText::parseDate;
            case TIME_WITHOUT_TIME_ZONE -> TimeText::parseTime;
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    bytes -> TimestampData.fromLocalDateTime(TimeText.parseTimestamp(bytes));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    bytes -> TimestampData.fromInstant(TimeText.parseInstant(bytes));
            default -> throw unsupported(column, type);
        };
    }

    static FieldEncoder encoder(String column, LogicalType type) {
        return switch (type.getTypeRoot()) {
            // A string that is a view of a row is copied in toBytes(); one that owns its array
            // never changes.
            case CHAR, VARCHAR -> (row, at) -> row.getString(at).toBytes();
            case BINARY, VARBINARY -> (row, at) -> row.getBinary(at).clone();
            case BOOLEAN -> (row, at) -> AsciiText.bytes(row.getBoolean(at));
            case TINYINT -> (row, at) -> AsciiText.bytes(Byte.toString(row.getByte(at)));
            case SMALLINT -> (row, at) -> AsciiText.bytes(Short.toString(row.getShort(at)));
            case INTEGER, INTERVAL_YEAR_MONTH ->
                    (row, at) -> AsciiText.bytes(Integer.toString(row.getInt(at)));
            case BIGINT, INTERVAL_DAY_TIME ->
                    (row, at) -> AsciiText.bytes(Long.toString(row.getLong(at)));
            case FLOAT -> (row, at) -> AsciiText.bytes(Float.toString(row.getFloat(at)));
            case DOUBLE -> (row, at) -> AsciiText.bytes(Double.toString(row.getDouble(at)));
            case DECIMAL -> decimalEncoder((DecimalType) type);
            case DATE -> (row, at) -> TimeText.date(row.getInt(at));
            case TIME_WITHOUT_TIME_ZONE -> (row, at) -> TimeText.time(row.getInt(at));
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    timestampEncoder(((TimestampType) type).getPrecision());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    instantEncoder(((LocalZonedTimestampType) type).getPrecision());
            default -> throw unsupported(column, type);
        };
    }

    private static FieldDecoder decimalDecoder(DecimalType type) {
        return bytes -> {
            String text = AsciiText.text(bytes);
            DecimalData value =
                    DecimalData.fromBigDecimal(
                            new BigDecimal(text), type.getPrecision(), type.getScale());
            if (value == null) {
                throw new IllegalArgumentException(
                        "'" + text + "' does not fit into " + type.asSummaryString());
            }
            return value;
        };
    }

    private static FieldEncoder decimalEncoder(DecimalType type) {
        return (row, at) ->
                AsciiText.bytes(
                        row.getDecimal(at, type.getPrecision(), type.getScale())
                                .toBigDecimal()
                                .toPlainString());
    }

    private static FieldEncoder timestampEncoder(int precision) {
        return (row, at) -> TimeText.timestamp(row.getTimestamp(at, precision).toLocalDateTime());
    }

    private static FieldEncoder instantEncoder(int precision) {
        return (row, at) -> TimeText.instant(row.getTimestamp(at, precision).toInstant());
    }

    private static ValidationException unsupported(String column, LogicalType type) {
        return new ValidationException(
                "Column '"
                        + column
                        + "' has the type "
                        + type.asSummaryString()
                        + ", which has no text form in a field of its own. Use a scalar type, or"
                        + " set 'format', for example to 'json', to keep the whole row in one"
                        + " field.");
    }
}
