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

package io.flinkbundle.connector.bigquery.source.reader.avro;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How values of each type are read.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/storage#avro_schema_details">Avro
 *     schema</a>
 */
@Internal
final class AvroValues {

    private static final long MICROS_OF_MILLI = 1000;
    private static final int NANOS_OF_MICRO = 1000;

    /** No answer of the service is longer, and so no value. */
    private static final int MAX_BYTES = 128 << 20;

    private static final String NO_MICROS = "000000";
    private static final String NO_LOGICAL_TYPE = "";
    private static final String DECIMAL = "decimal";
    private static final String DATE = "date";
    private static final String TIME = "time-micros";
    private static final String TIMESTAMP = "timestamp-micros";
    private static final String DATETIME = "datetime";

    private AvroValues() {}

    /** What BigQuery calls a field; not every name is one of Avro's. */
    static String nameOf(Schema.Field field) {
        return Optional.ofNullable(field.getProp("displayName")).orElse(field.name());
    }

    /** The type beside NULL of one that may be NULL, else the type itself. */
    static Schema withoutNull(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().get(1 - nullIndex(schema))
                : schema;
    }

    static int nullIndex(Schema union) {
        return union.getTypes().get(0).getType() == Schema.Type.NULL ? 0 : 1;
    }

    /**
     * @param name of the column, for messages
     * @throws IOException if the type does not fit
     */
    static AvroValue of(String name, LogicalType type, Schema schema) throws IOException {
        AvroValue value = present(name, type, withoutNull(schema));
        if (schema.getType() != Schema.Type.UNION) {
            return value;
        }
        int nullIndex = nullIndex(schema);
        return in -> in.readIndex() == nullIndex ? null : value.read(in);
    }

    private static AvroValue present(String name, LogicalType type, Schema schema)
            throws IOException {
        return switch (type.getTypeRoot()) {
            case BOOLEAN ->
                    checked(
                            name,
                            type,
                            schema,
                            is(schema, Schema.Type.BOOLEAN),
                            BinaryDecoder::readBoolean);
            case TINYINT -> integer(name, type, schema, in -> (byte) in.readLong());
            case SMALLINT -> integer(name, type, schema, in -> (short) in.readLong());
            case INTEGER -> integer(name, type, schema, in -> (int) in.readLong());
            case BIGINT -> integer(name, type, schema, BinaryDecoder::readLong);
            case FLOAT ->
                    checked(
                            name,
                            type,
                            schema,
                            is(schema, Schema.Type.DOUBLE),
                            in -> (float) in.readDouble());
            case DOUBLE ->
                    checked(
                            name,
                            type,
                            schema,
                            is(schema, Schema.Type.DOUBLE),
                            BinaryDecoder::readDouble);
            case DECIMAL -> decimal(name, (DecimalType) type, schema);
            case CHAR, VARCHAR -> text(name, type, schema);
            case BINARY, VARBINARY ->
                    checked(name, type, schema, is(schema, Schema.Type.BYTES), AvroValues::bytes);
            case DATE -> checked(name, type, schema, is(schema, DATE), BinaryDecoder::readInt);
            case TIME_WITHOUT_TIME_ZONE ->
                    checked(
                            name,
                            type,
                            schema,
                            is(schema, TIME),
                            in -> (int) (in.readLong() / MICROS_OF_MILLI));
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    timestamp(name, type, schema);
            case ROW -> NestedAvroValues.row(name, (RowType) type, schema);
            case ARRAY -> NestedAvroValues.array(name, (ArrayType) type, schema);
            case MAP -> NestedAvroValues.map(name, (MapType) type, schema);
            default -> throw misfit(name, type, schema);
        };
    }

    private static boolean is(Schema schema, Schema.Type type) {
        return schema.getType() == type && is(schema, NO_LOGICAL_TYPE);
    }

    private static boolean is(Schema schema, String logicalType) {
        return Optional.ofNullable(schema.getProp("logicalType"))
                .orElse(NO_LOGICAL_TYPE)
                .equals(logicalType);
    }

    private static AvroValue integer(String name, LogicalType type, Schema schema, AvroValue value)
            throws IOException {
        return checked(name, type, schema, is(schema, Schema.Type.LONG), value);
    }

    private static AvroValue decimal(String name, DecimalType type, Schema schema)
            throws IOException {
        if (!is(schema, DECIMAL)) {
            throw misfit(name, type, schema);
        }
        int sent = scale(schema);
        int precision = type.getPrecision();
        int scale = type.getScale();
        return in -> {
            BigDecimal value = number(in, sent);
            DecimalData decimal = DecimalData.fromBigDecimal(value, precision, scale);
            if (decimal == null) {
                throw new ArithmeticException(
                        "Column '"
                                + name
                                + "' has the value "
                                + value.toPlainString()
                                + ", which is no "
                                + type.asSummaryString()
                                + ".");
            }
            return decimal;
        };
    }

    private static int scale(Schema decimal) {
        return ((LogicalTypes.Decimal) decimal.getLogicalType()).getScale();
    }

    private static BigDecimal number(BinaryDecoder in, int scale) throws IOException {
        return new BigDecimal(new BigInteger(bytes(in)), scale);
    }

    private static AvroValue text(String name, LogicalType type, Schema schema) throws IOException {
        if (is(schema, DECIMAL)) {
            int scale = scale(schema);
            return in -> {
                BigDecimal value = number(in, scale);
                return StringData.fromString(
                        value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
            };
        }
        AvroValue text =
                "INTERVAL".equals(schema.getProp("sqlType"))
                        ? in -> StringData.fromString(interval(new String(bytes(in), UTF_8)))
                        : in -> StringData.fromBytes(bytes(in));
        return checked(name, type, schema, is(schema, Schema.Type.STRING), text);
    }

    /** Fractions of a second have six digits, as they have in Arrow, where they are a number. */
    static String interval(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return text;
        }
        String digits = (text.substring(point + 1) + NO_MICROS).substring(0, NO_MICROS.length());
        return digits.equals(NO_MICROS)
                ? text.substring(0, point)
                : text.substring(0, point + 1) + digits;
    }

    private static AvroValue timestamp(String name, LogicalType type, Schema schema)
            throws IOException {
        if (is(schema, DATETIME)) {
            return in -> dateTime(name, new String(bytes(in), UTF_8));
        }
        return checked(
                name,
                type,
                schema,
                is(schema, TIMESTAMP),
                in -> {
                    long micros = in.readLong();
                    return TimestampData.fromEpochMillis(
                            Math.floorDiv(micros, MICROS_OF_MILLI),
                            (int) Math.floorMod(micros, MICROS_OF_MILLI) * NANOS_OF_MICRO);
                });
    }

    private static TimestampData dateTime(String name, String text) throws IOException {
        try {
            return TimestampData.fromLocalDateTime(LocalDateTime.parse(text.replace(' ', 'T')));
        } catch (DateTimeException e) {
            throw new IOException(
                    "Column '" + name + "' has a DATETIME that is none: '" + text + "'.", e);
        }
    }

    /** The length comes from outside, and must not take all memory. */
    private static byte[] bytes(BinaryDecoder in) throws IOException {
        long length = in.readLong();
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("A value has the impossible length of " + length + " bytes.");
        }
        byte[] bytes = new byte[(int) length];
        in.readFixed(bytes);
        return bytes;
    }

    private static AvroValue checked(
            String name, LogicalType type, Schema schema, boolean fits, AvroValue value)
            throws IOException {
        if (!fits) {
            throw misfit(name, type, schema);
        }
        return value;
    }

    static IOException misfit(String name, LogicalType type, Schema schema) {
        return new IOException(
                "Column '"
                        + name
                        + "' is "
                        + type.asSummaryString()
                        + " in Flink, but BigQuery sends "
                        + schema
                        + ". The documentation says which types fit.");
    }
}
