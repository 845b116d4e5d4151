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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Encoders of NUMERIC and BIGNUMERIC: the value without its point, with 9 or 38 digits behind it,
 * in two's complement, the lowest byte first.
 */
@Internal
final class DecimalEncoders {

    static final int NUMERIC_SCALE = 9;
    static final int BIGNUMERIC_SCALE = 38;

    private static final int MAX_LONG_DIGITS = 18;

    private DecimalEncoders() {}

    static FieldEncoder decimal(LogicalType type, int targetScale, int number) {
        int precision = ((DecimalType) type).getPrecision();
        int scale = ((DecimalType) type).getScale();
        int shift = targetScale - scale;
        long factor =
                precision + shift <= MAX_LONG_DIGITS ? BigInteger.TEN.pow(shift).longValue() : 0;
        return new FieldEncoder() {

            private final int tag = Tags.sized(number);

            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                write(row.getDecimal(position, precision, scale), out);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                write(array.getDecimal(position, precision, scale), out);
            }

            private void write(DecimalData value, ProtoBuffer out) {
                out.writeTag(tag);
                if (factor > 0) {
                    writeLong(value.toUnscaledLong() * factor, out);
                } else {
                    writeBig(value.toBigDecimal(), targetScale, out);
                }
            }
        };
    }

    /** A BIGNUMERIC that is a text in Flink, because it has more digits than a DECIMAL. */
    static FieldEncoder text(int number) {
        return new FieldEncoder() {

            private final int tag = Tags.sized(number);

            @Override
            public void encode(RowData row, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(row.getString(position), out);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(array.getString(position), out);
            }

            private void write(StringData text, ProtoBuffer out) throws UnwritableValueException {
                BigDecimal value;
                try {
                    value = new BigDecimal(text.toString().strip());
                } catch (NumberFormatException e) {
                    throw new UnwritableValueException("'" + text + "' is no BIGNUMERIC");
                }
                if (value.stripTrailingZeros().scale() > BIGNUMERIC_SCALE
                        || value.precision() - value.scale() > BIGNUMERIC_SCALE + 1) {
                    throw new UnwritableValueException(
                            "'" + text + "' has more digits than a BIGNUMERIC");
                }
                out.writeTag(tag);
                writeBig(value, BIGNUMERIC_SCALE, out);
            }
        };
    }

    private static void writeLong(long value, ProtoBuffer out) {
        // As few bytes as hold the value with its sign.
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value) + 1;
        int size = (bits + Byte.SIZE - 1) / Byte.SIZE;
        out.writeVarint(size);
        for (int i = 0; i < size; i++) {
            out.writeByte((int) (value >> i * Byte.SIZE));
        }
    }

    private static void writeBig(BigDecimal value, int scale, ProtoBuffer out) {
        byte[] highestFirst = value.setScale(scale).unscaledValue().toByteArray();
        out.writeVarint(highestFirst.length);
        for (int i = highestFirst.length - 1; i >= 0; i--) {
            out.writeByte(highestFirst[i]);
        }
    }
}
