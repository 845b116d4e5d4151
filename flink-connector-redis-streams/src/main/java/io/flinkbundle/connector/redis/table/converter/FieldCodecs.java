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
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

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
            case CHAR -> characterDecoder(lengthOf(type), lengthOf(type));
            case VARCHAR -> characterDecoder(0, lengthOf(type));
            case BINARY -> binaryDecoder(lengthOf(type), lengthOf(type));
            case VARBINARY -> binaryDecoder(0, lengthOf(type));
            case BOOLEAN -> AsciiText::parseBoolean;
            case TINYINT ->
                    bytes -> (byte) AsciiText.parseLong(bytes, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT ->
                    bytes -> (short) AsciiText.parseLong(bytes, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER, INTERVAL_YEAR_MONTH ->
                    bytes -> (int) AsciiText.parseLong(bytes, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT, INTERVAL_DAY_TIME ->
                    bytes -> AsciiText.parseLong(bytes, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> FieldCodecs::parseFloat;
            case DOUBLE -> DoubleText::parse;
            case DECIMAL -> decimalDecoder((DecimalType) type);
            case DATE -> TimeText::parseDate;
            case TIME_WITHOUT_TIME_ZONE -> timeDecoder(((TimeType) type).getPrecision());
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    timestampDecoder(((TimestampType) type).getPrecision());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    instantDecoder(((LocalZonedTimestampType) type).getPrecision());
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
            case TINYINT -> (row, at) -> AsciiText.bytes(row.getByte(at));
            case SMALLINT -> (row, at) -> AsciiText.bytes(row.getShort(at));
            case INTEGER, INTERVAL_YEAR_MONTH -> (row, at) -> AsciiText.bytes(row.getInt(at));
            case BIGINT, INTERVAL_DAY_TIME -> (row, at) -> AsciiText.bytes(row.getLong(at));
            case FLOAT -> (row, at) -> AsciiText.bytes(Float.toString(row.getFloat(at)));
            case DOUBLE -> (row, at) -> DoubleText.print(row.getDouble(at));
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

    private static int lengthOf(LogicalType type) {
        return LogicalTypeChecks.getLength(type);
    }

    private static FieldDecoder characterDecoder(int shortest, int longest) {
        return bytes -> Utf8Text.parse(bytes, shortest, longest);
    }

    private static FieldDecoder binaryDecoder(int shortest, int longest) {
        return bytes -> {
            if (bytes.length < shortest || bytes.length > longest) {
                throw new IllegalArgumentException(
                        "the value has "
                                + bytes.length
                                + " bytes, the column takes "
                                + Utf8Text.range(shortest, longest));
            }
            return bytes;
        };
    }

    private static float parseFloat(byte[] ascii) {
        try {
            return Float.parseFloat(AsciiText.text(ascii));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(AsciiText.quote(ascii) + " is no number", e);
        }
    }

    private static FieldDecoder timeDecoder(int precision) {
        return bytes -> TimeText.parseTime(bytes, precision);
    }

    private static FieldDecoder timestampDecoder(int precision) {
        return bytes -> TimestampText.parse(bytes, precision);
    }

    private static FieldDecoder instantDecoder(int precision) {
        return bytes -> TimestampText.parseInstant(bytes, precision);
    }

    private static FieldDecoder decimalDecoder(DecimalType type) {
        return bytes -> DecimalText.parse(bytes, type.getPrecision(), type.getScale());
    }

    private static FieldEncoder decimalEncoder(DecimalType type) {
        return (row, at) ->
                AsciiText.bytes(
                        row.getDecimal(at, type.getPrecision(), type.getScale())
                                .toBigDecimal()
                                .toPlainString());
    }

    private static FieldEncoder timestampEncoder(int precision) {
        return (row, at) -> TimestampText.print(row.getTimestamp(at, precision));
    }

    private static FieldEncoder instantEncoder(int precision) {
        return (row, at) -> TimestampText.printInstant(row.getTimestamp(at, precision));
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
