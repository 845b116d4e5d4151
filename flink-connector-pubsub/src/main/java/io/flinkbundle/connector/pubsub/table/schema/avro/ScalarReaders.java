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
import org.apache.avro.io.Decoder;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Readers of values without parts. */
@Internal
final class ScalarReaders {

    private static final long MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private ScalarReaders() {}

    /** Nothing if a column of the type cannot hold the values. */
    static Optional<ValueReader> of(Schema schema, LogicalType type) {
        Schema.Type avro = schema.getType();
        return Optional.ofNullable(
                switch (type.getTypeRoot()) {
                    case BOOLEAN -> avro == Schema.Type.BOOLEAN ? Decoder::readBoolean : null;
                    case CHAR, VARCHAR -> text(schema);
                    case BINARY, VARBINARY -> bytes(schema);
                    case TINYINT -> avro == Schema.Type.INT ? ScalarReaders::tinyint : null;
                    case SMALLINT -> avro == Schema.Type.INT ? ScalarReaders::smallint : null;
                    case INTEGER -> avro == Schema.Type.INT ? Decoder::readInt : null;
                    case BIGINT -> bigint(avro);
                    case FLOAT -> avro == Schema.Type.FLOAT ? Decoder::readFloat : null;
                    case DOUBLE -> floating(avro);
                    case DECIMAL -> decimal(schema, (DecimalType) type);
                    default -> temporal(schema.getLogicalType(), type);
                });
    }

    private static ValueReader text(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> AvroInput::string;
            case ENUM -> {
                StringData[] symbols =
                        schema.getEnumSymbols().stream()
                                .map(StringData::fromString)
                                .toArray(StringData[]::new);
                yield in -> symbols[in.readEnum()];
            }
            default -> null;
        };
    }

    private static ValueReader bytes(Schema schema) {
        return switch (schema.getType()) {
            case BYTES -> AvroInput::bytes;
            case FIXED -> in -> AvroInput.fixed(in, schema.getFixedSize());
            default -> null;
        };
    }

    private static Object tinyint(Decoder in) throws IOException {
        int value = in.readInt();
        if (value != (byte) value) {
            throw new IOException(value + " is beyond TINYINT");
        }
        return (byte) value;
    }

    private static Object smallint(Decoder in) throws IOException {
        int value = in.readInt();
        if (value != (short) value) {
            throw new IOException(value + " is beyond SMALLINT");
        }
        return (short) value;
    }

    private static ValueReader bigint(Schema.Type avro) {
        return switch (avro) {
            case INT -> in -> (long) in.readInt();
            case LONG -> Decoder::readLong;
            default -> null;
        };
    }

    private static ValueReader floating(Schema.Type avro) {
        return switch (avro) {
            case INT -> in -> (double) in.readInt();
            case FLOAT -> in -> (double) in.readFloat();
            case DOUBLE -> Decoder::readDouble;
            default -> null;
        };
    }

    private static ValueReader decimal(Schema schema, DecimalType type) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)
                || decimal.getScale() > type.getScale()) {
            return null;
        }
        int scale = decimal.getScale();
        boolean fixed = schema.getType() == Schema.Type.FIXED;
        return in -> {
            byte[] unscaled =
                    fixed ? AvroInput.fixed(in, schema.getFixedSize()) : AvroInput.bytes(in);
            BigDecimal value = new BigDecimal(new BigInteger(unscaled), scale);
            DecimalData fitted =
                    DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
            if (fitted == null) {
                throw new IOException(value + " is beyond " + type.asSummaryString());
            }
            return fitted;
        };
    }

    private static ValueReader temporal(org.apache.avro.LogicalType meaning, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case DATE -> meaning instanceof LogicalTypes.Date ? Decoder::readInt : null;
            case TIME_WITHOUT_TIME_ZONE -> time(meaning);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> {
                ValueReader local = localTimestamp(meaning);
                yield local == null ? timestamp(meaning) : local;
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(meaning);
            default -> null;
        };
    }

    private static ValueReader time(org.apache.avro.LogicalType meaning) {
        if (meaning instanceof LogicalTypes.TimeMillis) {
            return Decoder::readInt;
        }
        return meaning instanceof LogicalTypes.TimeMicros
                ? in -> (int) Math.floorDiv(in.readLong(), MICROS_PER_MILLI)
                : null;
    }

    private static ValueReader timestamp(org.apache.avro.LogicalType meaning) {
        if (meaning instanceof LogicalTypes.TimestampMillis) {
            return in -> TimestampData.fromEpochMillis(in.readLong());
        }
        return meaning instanceof LogicalTypes.TimestampMicros ? ScalarReaders::micros : null;
    }

    private static ValueReader localTimestamp(org.apache.avro.LogicalType meaning) {
        if (meaning instanceof LogicalTypes.LocalTimestampMillis) {
            return in -> TimestampData.fromEpochMillis(in.readLong());
        }
        return meaning instanceof LogicalTypes.LocalTimestampMicros ? ScalarReaders::micros : null;
    }

    private static TimestampData micros(Decoder in) throws IOException {
        long micros = in.readLong();
        return TimestampData.fromEpochMillis(
                Math.floorDiv(micros, MICROS_PER_MILLI),
                (int) Math.floorMod(micros, MICROS_PER_MILLI) * NANOS_PER_MICRO);
    }
}
