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
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** Encoders of BOOL, INT64, FLOAT64 and DATE. */
@Internal
final class NumberEncoders {

    private NumberEncoders() {}

    static FieldEncoder bool(int number) {
        int tag = Tags.varint(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeByte(row.getBoolean(position) ? 1 : 0);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeByte(array.getBoolean(position) ? 1 : 0);
            }
        };
    }

    static FieldEncoder integer(LogicalType type, int number) {
        int tag = Tags.varint(number);
        return switch (type.getTypeRoot()) {
            case TINYINT ->
                    new FieldEncoder() {
                        @Override
                        public void encode(RowData row, int position, ProtoBuffer out) {
                            out.writeTag(tag);
                            out.writeVarint(row.getByte(position));
                        }

                        @Override
                        public void encode(ArrayData array, int position, ProtoBuffer out) {
                            out.writeTag(tag);
                            out.writeVarint(array.getByte(position));
                        }
                    };
            case SMALLINT ->
                    new FieldEncoder() {
                        @Override
                        public void encode(RowData row, int position, ProtoBuffer out) {
                            out.writeTag(tag);
                            out.writeVarint(row.getShort(position));
                        }

                        @Override
                        public void encode(ArrayData array, int position, ProtoBuffer out) {
                            out.writeTag(tag);
                            out.writeVarint(array.getShort(position));
                        }
                    };
            case INTEGER, DATE -> int32(tag);
            default -> int64(tag);
        };
    }

    private static FieldEncoder int32(int tag) {
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(row.getInt(position));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(array.getInt(position));
            }
        };
    }

    private static FieldEncoder int64(int tag) {
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(row.getLong(position));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(array.getLong(position));
            }
        };
    }

    static FieldEncoder float64(int number) {
        int tag = Tags.fixed64(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeFixed64(Double.doubleToRawLongBits(row.getDouble(position)));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeFixed64(Double.doubleToRawLongBits(array.getDouble(position)));
            }
        };
    }

    static FieldEncoder float32(int number) {
        int tag = Tags.fixed64(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeFixed64(Double.doubleToRawLongBits(row.getFloat(position)));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeFixed64(Double.doubleToRawLongBits(array.getFloat(position)));
            }
        };
    }
}
