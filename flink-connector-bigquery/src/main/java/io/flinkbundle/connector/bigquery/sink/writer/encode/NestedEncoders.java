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
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;

/** Encoders of STRUCT, RANGE, ARRAY, and of arrays of STRUCTs that are MAPs in Flink. */
@Internal
final class NestedEncoders {

    private NestedEncoders() {}

    static FieldEncoder struct(MessageEncoder fields, int number) {
        int tag = Tags.sized(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(row.getRow(position, fields.size()), out);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(array.getRow(position, fields.size()), out);
            }

            private void write(RowData struct, ProtoBuffer out) throws UnwritableValueException {
                out.writeTag(tag);
                int begin = out.beginSized();
                fields.encode(struct, out);
                out.endSized(begin);
            }
        };
    }

    static FieldEncoder array(String name, FieldEncoder element) {
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(row.getArray(position), out);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(array.getArray(position), out);
            }

            private void write(ArrayData array, ProtoBuffer out) throws UnwritableValueException {
                for (int i = 0; i < array.size(); i++) {
                    if (array.isNullAt(i)) {
                        throw new UnwritableValueException(
                                "element "
                                        + i
                                        + " of array '"
                                        + name
                                        + "' is NULL, which an ARRAY of BigQuery cannot hold");
                    }
                    element.encode(array, i, out);
                }
            }
        };
    }

    static FieldEncoder map(String name, FieldEncoder key, FieldEncoder value, int number) {
        int tag = Tags.sized(number);
        return new FieldEncoder() {
            @Override
            public void encode(RowData row, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(row.getMap(position), out);
            }

            @Override
            public void encode(ArrayData array, int position, ProtoBuffer out)
                    throws UnwritableValueException {
                write(array.getMap(position), out);
            }

            private void write(MapData map, ProtoBuffer out) throws UnwritableValueException {
                ArrayData keys = map.keyArray();
                ArrayData values = map.valueArray();
                for (int i = 0; i < map.size(); i++) {
                    if (keys.isNullAt(i)) {
                        throw new UnwritableValueException("a key of map '" + name + "' is NULL");
                    }
                    out.writeTag(tag);
                    int begin = out.beginSized();
                    key.encode(keys, i, out);
                    if (!values.isNullAt(i)) {
                        value.encode(values, i, out);
                    }
                    out.endSized(begin);
                }
            }
        };
    }
}
