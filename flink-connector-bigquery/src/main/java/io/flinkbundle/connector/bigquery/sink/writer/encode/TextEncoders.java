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
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.nio.charset.StandardCharsets;

/** Encoders of STRING, JSON, GEOGRAPHY, BYTES and INTERVAL. */
@Internal
final class TextEncoders {

    private TextEncoders() {}

    static FieldEncoder text(int number) {
        int tag = Tags.sized(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeString(row.getString(position));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeString(array.getString(position));
            }
        };
    }

    static FieldEncoder bytes(int number) {
        int tag = Tags.sized(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeBytes(row.getBinary(position));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeBytes(array.getBinary(position));
            }
        };
    }

    /** An interval as a text of the form {@code Y-M D H:M:S}, or from a text of that form. */
    static FieldEncoder interval(LogicalType type, int number) {
        int tag = Tags.sized(number);
        if (type.is(LogicalTypeRoot.INTERVAL_YEAR_MONTH)) {
            return new FieldEncoder() {
                @Override
                public void encode(RowData row, int position, ProtoBuffer out) {
                    write(tag, IntervalTexts.ofMonths(row.getInt(position)), out);
                }

                @Override
                public void encode(ArrayData array, int position, ProtoBuffer out) {
                    write(tag, IntervalTexts.ofMonths(array.getInt(position)), out);
                }
            };
        }
        if (type.is(LogicalTypeRoot.INTERVAL_DAY_TIME)) {
            return new FieldEncoder() {
                @Override
                public void encode(RowData row, int position, ProtoBuffer out) {
                    write(tag, IntervalTexts.ofMillis(row.getLong(position)), out);
                }

                @Override
                public void encode(ArrayData array, int position, ProtoBuffer out) {
                    write(tag, IntervalTexts.ofMillis(array.getLong(position)), out);
                }
            };
        }
        return text(number);
    }

    private static void write(int tag, String text, ProtoBuffer out) {
        out.writeTag(tag);
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
