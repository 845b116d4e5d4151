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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Write arrays, maps and rows into JSON documents. Used by one thread at a time. */
@Internal
final class NestedWriters {

    private static final byte[] KEY = JsonText.ascii("{\"k\":");
    private static final byte[] VALUE = JsonText.ascii(",\"v\":");

    private NestedWriters() {}

    static JsonWriter array(JsonWriter element) {
        return (row, position, out) -> {
            ArrayData array = row.getArray(position);
            RowData elements = new ArrayElements(array);
            out.raw('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.raw(',');
                }
                element.writeOrNull(elements, i, out);
            }
            out.raw(']');
        };
    }

    /** Arrays that go into a column whose values have all the same length. */
    static JsonWriter ofLength(int length, JsonWriter array, ValuePlace place) {
        return (row, position, out) -> {
            int size = row.getArray(position).size();
            if (size != length) {
                throw place.unwritable(
                        String.format(
                                "the array has %d elements, but the column takes arrays of %d.",
                                size, length),
                        null);
            }
            array.write(row, position, out);
        };
    }

    /**
     * A list of entries.
     *
     * @param keyPlace names the keys in messages
     */
    static JsonWriter map(JsonWriter key, JsonWriter value, ValuePlace keyPlace) {
        JsonText compared = JsonText.forComparison();
        return (row, position, out) -> {
            MapData map = row.getMap(position);
            RowData keys = new ArrayElements(map.keyArray());
            RowData values = new ArrayElements(map.valueArray());
            Set<ByteBuffer> seen = new HashSet<>();
            out.raw('[');
            for (int i = 0; i < map.size(); i++) {
                if (keys.isNullAt(i)) {
                    throw keyPlace.unwritable("it is NULL, but a MAP of DuckDB takes none.", null);
                }
                compared.clear();
                key.write(keys, i, compared);
                if (!seen.add(compared.toComparable())) {
                    throw duplicate(compared, keyPlace);
                }
                if (i > 0) {
                    out.raw(',');
                }
                out.raw(KEY);
                key.write(keys, i, out);
                out.raw(VALUE);
                value.writeOrNull(values, i, out);
                out.raw('}');
            }
            out.raw(']');
        };
    }

    private static UnwritableValueException duplicate(JsonText key, ValuePlace place) {
        String shown = new String(key.toBytes(), StandardCharsets.UTF_8);
        return place.unwritable(
                "the key " + shown + " is there twice, but a MAP of DuckDB takes each key once.",
                null);
    }

    /**
     * An object.
     *
     * @param names the fields as they are written
     * @param positions where they are in a row
     * @param arity how many fields a row has
     */
    static JsonWriter row(
            List<String> names, int[] positions, List<JsonWriter> writers, int arity) {
        byte[][] labels = new byte[positions.length][];
        for (int i = 0; i < labels.length; i++) {
            String label = (i == 0 ? "{" : ",") + JsonText.quoted(names.get(i)) + ':';
            labels[i] = label.getBytes(StandardCharsets.UTF_8);
        }
        JsonWriter[] fields = writers.toArray(JsonWriter[]::new);
        return (row, position, out) -> {
            RowData struct = row.getRow(position, arity);
            for (int i = 0; i < fields.length; i++) {
                out.raw(labels[i]);
                fields[i].writeOrNull(struct, positions[i], out);
            }
            out.raw('}');
        };
    }
}
