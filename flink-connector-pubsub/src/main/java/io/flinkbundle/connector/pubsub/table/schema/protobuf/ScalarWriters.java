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
import org.apache.flink.table.types.logical.LogicalType;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writers of values without parts, behind their tags. */
@Internal
final class ScalarWriters {

    private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

    private ScalarWriters() {}

    /** Nothing if the field cannot hold the values of a column of the type. */
    static Optional<ValueWriter> of(FieldDescriptor field, LogicalType type) {
        FieldDescriptor.Type proto = field.getType();
        return Optional.ofNullable(
                switch (type.getTypeRoot()) {
                    case BOOLEAN ->
                            proto == FieldDescriptor.Type.BOOL
                                    ? (value, out) -> out.writeBoolNoTag((Boolean) value)
                                    : null;
                    case CHAR, VARCHAR -> text(field);
                    case BINARY, VARBINARY ->
                            proto == FieldDescriptor.Type.BYTES
                                    ? (value, out) -> out.writeByteArrayNoTag((byte[]) value)
                                    : null;
                    case TINYINT, SMALLINT, INTEGER -> integer(proto);
                    case BIGINT -> bigint(proto);
                    case FLOAT -> real(proto);
                    case DOUBLE ->
                            proto == FieldDescriptor.Type.DOUBLE
                                    ? (value, out) -> out.writeDoubleNoTag((Double) value)
                                    : null;
                    case DECIMAL -> decimal(proto);
                    default -> null;
                });
    }

    private static ValueWriter text(FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> (value, out) -> out.writeByteArrayNoTag(((StringData) value).toBytes());
            case ENUM -> {
                EnumDescriptor type = field.getEnumType();
                yield (value, out) -> out.writeEnumNoTag(number(type, value.toString()));
            }
            default -> null;
        };
    }

    /** Takes also a number that is read from an enum of proto3 without a name for it. */
    private static int number(EnumDescriptor type, String name) throws IOException {
        EnumValueDescriptor value = type.findValueByName(name);
        if (value != null) {
            return value.getNumber();
        }
        if (!type.isClosed() && name.matches("-?[0-9]{1,10}")) {
            long number = Long.parseLong(name);
            if (number == (int) number) {
                return (int) number;
            }
        }
        throw new IOException(
                "'"
                        + name
                        + "' is no value of the enum "
                        + type.getName()
                        + ", which has: "
                        + type.getValues().stream()
                                .map(EnumValueDescriptor::getName)
                                .collect(Collectors.joining(", ")));
    }

    private static ValueWriter integer(FieldDescriptor.Type proto) {
        return switch (proto) {
            case INT32 -> (value, out) -> out.writeInt32NoTag(((Number) value).intValue());
            case SINT32 -> (value, out) -> out.writeSInt32NoTag(((Number) value).intValue());
            case SFIXED32 -> (value, out) -> out.writeSFixed32NoTag(((Number) value).intValue());
            case DOUBLE -> (value, out) -> out.writeDoubleNoTag(((Number) value).doubleValue());
            default -> bigint(proto);
        };
    }

    private static ValueWriter bigint(FieldDescriptor.Type proto) {
        return switch (proto) {
            case UINT32 -> (value, out) -> out.writeUInt32NoTag(unsignedInt(value));
            case FIXED32 -> (value, out) -> out.writeFixed32NoTag(unsignedInt(value));
            case INT64 -> (value, out) -> out.writeInt64NoTag(((Number) value).longValue());
            case SINT64 -> (value, out) -> out.writeSInt64NoTag(((Number) value).longValue());
            case SFIXED64 -> (value, out) -> out.writeSFixed64NoTag(((Number) value).longValue());
            case UINT64 -> (value, out) -> out.writeUInt64NoTag(unsignedLong(value));
            case FIXED64 -> (value, out) -> out.writeFixed64NoTag(unsignedLong(value));
            default -> null;
        };
    }

    private static int unsignedInt(Object value) throws IOException {
        long number = ((Number) value).longValue();
        if (number < 0 || number > MAX_UNSIGNED_INT) {
            throw new IOException(number + " is beyond an unsigned integer of 32 bits");
        }
        return (int) number;
    }

    private static long unsignedLong(Object value) throws IOException {
        long number = ((Number) value).longValue();
        if (number < 0) {
            throw new IOException(number + " is beyond an unsigned integer of 64 bits");
        }
        return number;
    }

    private static ValueWriter real(FieldDescriptor.Type proto) {
        return switch (proto) {
            case FLOAT -> (value, out) -> out.writeFloatNoTag((Float) value);
            case DOUBLE -> (value, out) -> out.writeDoubleNoTag((Float) value);
            default -> null;
        };
    }

    private static ValueWriter decimal(FieldDescriptor.Type proto) {
        return switch (proto) {
            case UINT64 -> (value, out) -> out.writeUInt64NoTag(unsignedLong((DecimalData) value));
            case FIXED64 ->
                    (value, out) -> out.writeFixed64NoTag(unsignedLong((DecimalData) value));
            default -> null;
        };
    }

    private static long unsignedLong(DecimalData value) throws IOException {
        BigDecimal number = value.toBigDecimal().stripTrailingZeros();
        if (number.signum() < 0
                || number.scale() > 0
                || number.toBigInteger().bitLength() > Long.SIZE) {
            throw new IOException(value + " is no unsigned integer of 64 bits");
        }
        BigInteger integer = number.toBigInteger();
        return integer.longValue();
    }
}
