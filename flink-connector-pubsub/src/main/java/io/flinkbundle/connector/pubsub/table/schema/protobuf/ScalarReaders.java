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

package io.flinkbundle.connector.pubsub.table.schema.protobuf;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Readers of values without parts. */
@Internal
final class ScalarReaders {

    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private ScalarReaders() {}

    /** Nothing if a column of the type cannot hold the values. */
    static Optional<ValueReader> of(FieldDescriptor field, LogicalType type) {
        FieldDescriptor.Type proto = field.getType();
        return Optional.ofNullable(
                switch (type.getTypeRoot()) {
                    case BOOLEAN ->
                            proto == FieldDescriptor.Type.BOOL ? CodedInputStream::readBool : null;
                    case CHAR, VARCHAR -> text(field);
                    case BINARY, VARBINARY ->
                            proto == FieldDescriptor.Type.BYTES
                                    ? CodedInputStream::readByteArray
                                    : null;
                    case TINYINT -> tinyint(int32(proto));
                    case SMALLINT -> smallint(int32(proto));
                    case INTEGER -> integer(int32(proto));
                    case BIGINT -> bigint(proto);
                    case FLOAT ->
                            proto == FieldDescriptor.Type.FLOAT
                                    ? CodedInputStream::readFloat
                                    : null;
                    case DOUBLE -> floating(proto);
                    case DECIMAL -> decimal(proto, (DecimalType) type);
                    default -> null;
                });
    }

    private static ValueReader text(FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> in -> StringData.fromString(in.readStringRequireUtf8());
            case ENUM -> enumeration(field.getEnumType());
            default -> null;
        };
    }

    /** A number without a name is an enum's of proto3, and JSON writes it as a number too. */
    private static ValueReader enumeration(EnumDescriptor type) {
        Map<Integer, StringData> names = new HashMap<>();
        for (EnumValueDescriptor value : type.getValues()) {
            names.putIfAbsent(value.getNumber(), StringData.fromString(value.getName()));
        }
        boolean closed = type.isClosed();
        return in -> {
            int number = in.readEnum();
            StringData name = names.get(number);
            return name == null && !closed ? StringData.fromString(String.valueOf(number)) : name;
        };
    }

    /** Reads integers, those of 64 bits without a sign as they lie in a long. */
    @FunctionalInterface
    private interface LongReader {
        long read(CodedInputStream in) throws IOException;
    }

    /** Those of 32 bits; null for others. */
    private static LongReader int32(FieldDescriptor.Type proto) {
        return switch (proto) {
            case INT32 -> CodedInputStream::readInt32;
            case SINT32 -> CodedInputStream::readSInt32;
            case SFIXED32 -> CodedInputStream::readSFixed32;
            case UINT32 -> in -> in.readUInt32() & UNSIGNED_INT;
            case FIXED32 -> in -> in.readFixed32() & UNSIGNED_INT;
            default -> null;
        };
    }

    private static ValueReader tinyint(LongReader reader) {
        if (reader == null) {
            return null;
        }
        return in -> (byte) checked(reader.read(in), Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
    }

    private static ValueReader smallint(LongReader reader) {
        if (reader == null) {
            return null;
        }
        return in -> (short) checked(reader.read(in), Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
    }

    private static ValueReader integer(LongReader reader) {
        if (reader == null) {
            return null;
        }
        return in -> (int) checked(reader.read(in), Integer.MIN_VALUE, Integer.MAX_VALUE, "INT");
    }

    private static long checked(long value, long min, long max, String type) throws IOException {
        if (value < min || value > max) {
            throw new IOException(value + " is beyond " + type);
        }
        return value;
    }

    private static ValueReader bigint(FieldDescriptor.Type proto) {
        LongReader narrow = int32(proto);
        return switch (proto) {
            case INT64 -> CodedInputStream::readInt64;
            case SINT64 -> CodedInputStream::readSInt64;
            case SFIXED64 -> CodedInputStream::readSFixed64;
            case UINT64 -> in -> signed(in.readUInt64());
            case FIXED64 -> in -> signed(in.readFixed64());
            default -> narrow == null ? null : narrow::read;
        };
    }

    private static long signed(long unsigned) throws IOException {
        if (unsigned < 0) {
            throw new IOException(Long.toUnsignedString(unsigned) + " is beyond BIGINT");
        }
        return unsigned;
    }

    private static ValueReader floating(FieldDescriptor.Type proto) {
        LongReader narrow = int32(proto);
        return switch (proto) {
            case FLOAT -> in -> (double) in.readFloat();
            case DOUBLE -> CodedInputStream::readDouble;
            default -> narrow == null ? null : in -> (double) narrow.read(in);
        };
    }

    private static ValueReader decimal(FieldDescriptor.Type proto, DecimalType type) {
        return switch (proto) {
            case UINT64 -> in -> decimal(in.readUInt64(), type);
            case FIXED64 -> in -> decimal(in.readFixed64(), type);
            default -> null;
        };
    }

    private static DecimalData decimal(long unsigned, DecimalType type) throws IOException {
        BigDecimal value = new BigDecimal(Long.toUnsignedString(unsigned));
        DecimalData fitted =
                DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
        if (fitted == null) {
            throw new IOException(value + " is beyond " + type.asSummaryString());
        }
        return fitted;
    }
}
