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
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;

import java.nio.charset.StandardCharsets;

/** Encoders of TIME, DATETIME and TIMESTAMP. */
@Internal
final class TimeEncoders {

    private TimeEncoders() {}

    static FieldEncoder time(int number) {
        int tag = Tags.varint(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(CivilTimes.time(row.getInt(position)));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(CivilTimes.time(array.getInt(position)));
            }
        };
    }

    static FieldEncoder datetime(LogicalType type, int number) {
        int tag = Tags.varint(number);
        int precision = ((TimestampType) type).getPrecision();
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(row.getTimestamp(position, precision), out);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(array.getTimestamp(position, precision), out);
            }

            private void write(TimestampData value, ProtoBuffer out)
                    throws UnwritableValueException {
                out.writeTag(tag);
                out.writeVarint(CivilTimes.datetime(value));
            }
        };
    }

    static FieldEncoder timestamp(LogicalType type, int number) {
        int tag = Tags.varint(number);
        int precision = ((LocalZonedTimestampType) type).getPrecision();
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(CivilTimes.micros(row.getTimestamp(position, precision)));
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeVarint(CivilTimes.micros(array.getTimestamp(position, precision)));
            }
        };
    }

    /** A TIMESTAMP of more than six digits is written as a text. */
    static FieldEncoder longTimestamp(LogicalType type, int number) {
        int tag = Tags.sized(number);
        int precision = ((LocalZonedTimestampType) type).getPrecision();
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out) {
                write(row.getTimestamp(position, precision), out);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out) {
                write(array.getTimestamp(position, precision), out);
            }

            private void write(TimestampData value, ProtoBuffer out) {
                out.writeTag(tag);
                out.writeBytes(value.toInstant().toString().getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
