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

package io.flinkbundle.connector.pubsub.table.schema.avro;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** Writers of values without parts, none of which is null. */
@Internal
final class ScalarWriters {

    private static final long MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private ScalarWriters() {}

    /** Nothing if a field of the schema cannot hold what a column of the type can. */
    static Optional<ValueWriter> of(Schema schema, LogicalType type) {
        Schema.Type avro = schema.getType();
        return Optional.ofNullable(
                switch (type.getTypeRoot()) {
                    case BOOLEAN ->
                            avro == Schema.Type.BOOLEAN
                                    ? (value, out) -> out.writeBoolean((Boolean) value)
                                    : null;
                    case CHAR, VARCHAR -> text(schema);
                    case BINARY, VARBINARY -> bytes(schema);
                    case TINYINT, SMALLINT, INTEGER -> integer(avro);
                    case BIGINT ->
                            avro == Schema.Type.LONG
                                    ? (value, out) -> out.writeLong((Long) value)
                                    : null;
                    case FLOAT -> real(avro);
                    case DOUBLE ->
                            avro == Schema.Type.DOUBLE
                                    ? (value, out) -> out.writeDouble((Double) value)
                                    : null;
                    case DECIMAL -> decimal(schema, (DecimalType) type);
                    default -> temporal(schema.getLogicalType(), type);
                });
    }

    private static ValueWriter text(Schema schema) {
        return switch (schema.getType()) {
            case STRING ->
                    (value, out) -> out.writeString(new Utf8(((StringData) value).toBytes()));
            case ENUM -> (value, out) -> writeSymbol(schema, value.toString(), out);
            default -> null;
        };
    }

    private static void writeSymbol(Schema schema, String symbol, Encoder out) throws IOException {
        if (!schema.hasEnumSymbol(symbol)) {
            throw new IOException(
                    "'"
                            + symbol
                            + "' is no symbol of the enum "
                            + schema.getName()
                            + ", which has: "
                            + String.join(", ", schema.getEnumSymbols()));
        }
        out.writeEnum(schema.getEnumOrdinal(symbol));
    }

    private static ValueWriter bytes(Schema schema) {
        return switch (schema.getType()) {
            case BYTES -> (value, out) -> out.writeBytes((byte[]) value);
            case FIXED ->
                    (value, out) -> {
                        byte[] bytes = (byte[]) value;
                        if (bytes.length != schema.getFixedSize()) {
                            throw new IOException(
                                    bytes.length
                                            + " bytes do not fill the fixed "
                                            + schema.getName()
                                            + " of "
                                            + schema.getFixedSize());
                        }
                        out.writeFixed(bytes);
                    };
            default -> null;
        };
    }

    private static ValueWriter integer(Schema.Type avro) {
        return switch (avro) {
            case INT -> (value, out) -> out.writeInt(((Number) value).intValue());
            case LONG -> (value, out) -> out.writeLong(((Number) value).longValue());
            case DOUBLE -> (value, out) -> out.writeDouble(((Number) value).doubleValue());
            default -> null;
        };
    }

    private static ValueWriter real(Schema.Type avro) {
        return switch (avro) {
            case FLOAT -> (value, out) -> out.writeFloat((Float) value);
            case DOUBLE -> (value, out) -> out.writeDouble((Float) value);
            default -> null;
        };
    }

    private static ValueWriter decimal(Schema schema, DecimalType type) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)
                || decimal.getScale() < type.getScale()) {
            return null;
        }
        return (value, out) -> {
            BigDecimal scaled = ((DecimalData) value).toBigDecimal().setScale(decimal.getScale());
            if (scaled.precision() > decimal.getPrecision()) {
                throw new IOException(
                        scaled
                                + " is beyond decimal("
                                + decimal.getPrecision()
                                + ", "
                                + decimal.getScale()
                                + ")");
            }
            byte[] unscaled = scaled.unscaledValue().toByteArray();
            if (schema.getType() == Schema.Type.FIXED) {
                out.writeFixed(widened(unscaled, schema.getFixedSize()));
            } else {
                out.writeBytes(unscaled);
            }
        };
    }

    /** Avro has checked that its precision fits into the size. */
    private static byte[] widened(byte[] unscaled, int size) {
        byte[] wide = new byte[size];
        Arrays.fill(wide, (byte) (unscaled[0] < 0 ? -1 : 0));
        System.arraycopy(unscaled, 0, wide, size - unscaled.length, unscaled.length);
        return wide;
    }

    private static ValueWriter temporal(org.apache.avro.LogicalType meaning, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case DATE ->
                    meaning instanceof LogicalTypes.Date
                            ? (value, out) -> out.writeInt((Integer) value)
                            : null;
            case TIME_WITHOUT_TIME_ZONE -> time(meaning);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> {
                ValueWriter local = localTimestamp(meaning);
                yield local == null ? timestamp(meaning) : local;
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(meaning);
            default -> null;
        };
    }

    private static ValueWriter time(org.apache.avro.LogicalType meaning) {
        if (meaning instanceof LogicalTypes.TimeMillis) {
            return (value, out) -> out.writeInt((Integer) value);
        }
        return meaning instanceof LogicalTypes.TimeMicros
                ? (value, out) -> out.writeLong((Integer) value * MICROS_PER_MILLI)
                : null;
    }

    private static ValueWriter timestamp(org.apache.avro.LogicalType meaning) {
        if (meaning instanceof LogicalTypes.TimestampMillis) {
            return ScalarWriters::writeMillis;
        }
        return meaning instanceof LogicalTypes.TimestampMicros ? ScalarWriters::writeMicros : null;
    }

    private static ValueWriter localTimestamp(org.apache.avro.LogicalType meaning) {
        if (meaning instanceof LogicalTypes.LocalTimestampMillis) {
            return ScalarWriters::writeMillis;
        }
        return meaning instanceof LogicalTypes.LocalTimestampMicros
                ? ScalarWriters::writeMicros
                : null;
    }

    private static void writeMillis(Object value, Encoder out) throws IOException {
        out.writeLong(((TimestampData) value).getMillisecond());
    }

    private static void writeMicros(Object value, Encoder out) throws IOException {
        TimestampData time = (TimestampData) value;
        out.writeLong(
                Math.addExact(
                        Math.multiplyExact(time.getMillisecond(), MICROS_PER_MILLI),
                        time.getNanoOfMillisecond() / NANOS_PER_MICRO));
    }
}
