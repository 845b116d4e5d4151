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

package io.flinkbundle.emulators.bigquery.write;

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldType;
import io.flinkbundle.emulators.bigquery.value.Texts;
import io.flinkbundle.emulators.bigquery.value.ValueException;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Reads the value of one field of a message into what the emulator has for it.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/supported-data-types">supported types</a>
 */
@Internal
final class FieldDecoder {

    private static final int MICRO_BITS = 20;
    private static final int SECOND_BITS = 6;
    private static final int MINUTE_BITS = 6;
    private static final int HOUR_BITS = 5;
    private static final int DAY_BITS = 5;
    private static final int MONTH_BITS = 4;
    private static final int MIN_DATE = -719_162;
    private static final int MAX_DATE = 2_932_896;
    private static final long MIN_TIMESTAMP = -62_135_596_800_000_000L;
    private static final long MAX_TIMESTAMP = 253_402_300_799_999_999L;

    private final FieldDescriptor proto;
    private final Field field;
    private final MessageDecoder inner;

    /**
     * @param inner for messages; null for all other fields
     */
    FieldDecoder(FieldDescriptor proto, Field field, MessageDecoder inner) {
        this.proto = proto;
        this.field = field;
        this.inner = inner;
    }

    Field field() {
        return field;
    }

    FieldDescriptor proto() {
        return proto;
    }

    /** Reads one value, which is of the type of this field. */
    Object read(CodedInputStream in) throws IOException {
        return switch (proto.getType()) {
            case BOOL -> ofLong(in.readBool() ? 1 : 0);
            case INT32 -> ofLong(in.readInt32());
            case INT64 -> ofLong(in.readInt64());
            case SINT32 -> ofLong(in.readSInt32());
            case SINT64 -> ofLong(in.readSInt64());
            case UINT32 -> ofLong(Integer.toUnsignedLong(in.readUInt32()));
            case FIXED32 -> ofLong(Integer.toUnsignedLong(in.readFixed32()));
            case UINT64 -> ofLong(in.readUInt64());
            case FIXED64 -> ofLong(in.readFixed64());
            case SFIXED32 -> ofLong(in.readSFixed32());
            case SFIXED64 -> ofLong(in.readSFixed64());
            case DOUBLE -> ofDouble(in.readDouble());
            case FLOAT -> ofDouble(in.readFloat());
            case STRING -> ofText(in.readStringRequireUtf8());
            case BYTES -> ofBytes(in.readByteArray());
            case ENUM -> ofEnum(in.readEnum());
            case MESSAGE -> {
                int limit = in.pushLimit(in.readRawVarint32());
                Object[] parts = inner.read(in);
                in.popLimit(limit);
                yield parts;
            }
            case GROUP -> throw new RowException("Groups are not supported.");
        };
    }

    private Object ofLong(long value) {
        return switch (field.type()) {
            case BOOL -> value != 0;
            case INT64 -> value;
            case FLOAT64 -> (double) value;
            case NUMERIC, BIGNUMERIC -> checked(BigDecimal.valueOf(value));
            case DATE -> date(value);
            case TIME -> time(value);
            case DATETIME -> dateTime(value);
            case TIMESTAMP -> timestamp(value);
            default -> throw mismatch();
        };
    }

    private Object ofDouble(double value) {
        return switch (field.type()) {
            case FLOAT64 -> value;
            case NUMERIC, BIGNUMERIC -> checked(BigDecimal.valueOf(value));
            default -> throw mismatch();
        };
    }

    private Object ofEnum(int number) {
        if (field.type() == FieldType.STRING) {
            return proto.getEnumType().findValueByNumberCreatingIfUnknown(number).getName();
        }
        return ofLong(number);
    }

    private Object ofText(String text) {
        try {
            return Texts.parse(field, text);
        } catch (ValueException e) {
            throw new RowException(e.getMessage());
        }
    }

    private Object ofBytes(byte[] bytes) {
        return switch (field.type()) {
            case BYTES -> {
                checkLength(bytes.length);
                yield bytes;
            }
            case NUMERIC -> checked(unscaled(bytes, Field.NUMERIC_SCALE));
            case BIGNUMERIC -> checked(unscaled(bytes, Field.BIGNUMERIC_SCALE));
            default -> throw mismatch();
        };
    }

    /** Little-endian two's complement of the value with its point moved right. */
    private static BigDecimal unscaled(byte[] littleEndian, int scale) {
        byte[] bigEndian = new byte[Math.max(1, littleEndian.length)];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[bigEndian.length - 1 - i] = littleEndian[i];
        }
        return new BigDecimal(new BigInteger(bigEndian), scale);
    }

    private BigDecimal checked(BigDecimal value) {
        try {
            return Texts.checked(field, value);
        } catch (ValueException e) {
            throw new RowException(e.getMessage());
        }
    }

    private void checkLength(int length) {
        if (field.maxLength().isPresent() && length > field.maxLength().getAsLong()) {
            throw new RowException(
                    "Field "
                            + field.name()
                            + ": value has length "
                            + length
                            + " which is larger than "
                            + field.maxLength().getAsLong());
        }
    }

    private Object date(long days) {
        if (days < MIN_DATE || days > MAX_DATE) {
            throw outOfRange(days);
        }
        return (int) days;
    }

    private Object timestamp(long micros) {
        if (micros < MIN_TIMESTAMP || micros > MAX_TIMESTAMP) {
            throw outOfRange(micros);
        }
        return micros;
    }

    private static long bits(long packed, int shift, int count) {
        return packed >>> shift & (1L << count) - 1;
    }

    /** A time of day whose parts are packed into bits. */
    private long time(long packed) {
        long micros = bits(packed, 0, MICRO_BITS);
        int shift = MICRO_BITS;
        long second = bits(packed, shift, SECOND_BITS);
        shift += SECOND_BITS;
        long minute = bits(packed, shift, MINUTE_BITS);
        shift += MINUTE_BITS;
        long hour = bits(packed, shift, HOUR_BITS);
        shift += HOUR_BITS;
        if (field.type() == FieldType.TIME && packed >>> shift != 0
                || hour > 23
                || minute > 59
                || second > 59
                || micros > 999_999) {
            throw outOfRange(packed);
        }
        return ((hour * 60 + minute) * 60 + second) * 1_000_000 + micros;
    }

    private long dateTime(long packed) {
        int shift = MICRO_BITS + SECOND_BITS + MINUTE_BITS + HOUR_BITS;
        long time = time(packed);
        long day = bits(packed, shift, DAY_BITS);
        shift += DAY_BITS;
        long month = bits(packed, shift, MONTH_BITS);
        shift += MONTH_BITS;
        long year = packed >>> shift;
        try {
            long days = LocalDate.of(Math.toIntExact(year), (int) month, (int) day).toEpochDay();
            if (year < 1 || year > 9999) {
                throw outOfRange(packed);
            }
            return days * 86_400_000_000L + time;
        } catch (DateTimeException | ArithmeticException e) {
            throw outOfRange(packed);
        }
    }

    private RowException outOfRange(long value) {
        return new RowException(
                "Field "
                        + field.name()
                        + ": invalid value of "
                        + field.type().sqlName()
                        + ": "
                        + value);
    }

    private RowException mismatch() {
        return new RowException(
                "Field "
                        + field.name()
                        + " of type "
                        + field.type().sqlName()
                        + " cannot be written as "
                        + proto.getType().name().toLowerCase(Locale.ROOT));
    }
}
