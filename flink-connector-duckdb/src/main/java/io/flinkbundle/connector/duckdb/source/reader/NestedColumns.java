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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;

import javax.annotation.Nullable;

/**
 * Columns whose values consist of values of other columns. Those of lists stand one behind another,
 * so that a list is a range of them.
 */
@Internal
final class NestedColumns {

    private NestedColumns() {}

    /** Structs: the fields stand at the same position in columns of their own. */
    static final class Rows extends Column {
        private final Column[] fields;

        Rows(Column[] fields, @Nullable boolean[] nulls) {
            super(nulls);
            this.fields = fields;
        }

        @Override
        RowData getRow(int row) {
            return new ColumnRow(fields, row);
        }
    }

    /** Lists, each of which ends where the next one begins. */
    static final class Arrays extends Column {
        private final Elements elements;
        private final int[] ends;

        Arrays(Elements elements, int[] ends, @Nullable boolean[] nulls) {
            super(nulls);
            this.elements = elements;
            this.ends = ends;
        }

        @Override
        ArrayData getArray(int row) {
            return elements.range(start(ends, row), ends[row]);
        }
    }

    /** Maps, as lists of keys and values. */
    static final class Maps extends Column {
        private final Elements keys;
        private final Elements values;
        private final int[] ends;

        Maps(Elements keys, Elements values, int[] ends, @Nullable boolean[] nulls) {
            super(nulls);
            this.keys = keys;
            this.values = values;
            this.ends = ends;
        }

        @Override
        MapData getMap(int row) {
            int from = start(ends, row);
            return new Entries(keys.range(from, ends[row]), values.range(from, ends[row]));
        }
    }

    private static int start(int[] ends, int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** The elements of lists, and how Flink wants them in an array. */
    record Elements(Column values, RowData.FieldGetter getter, boolean primitive) {

        /** Flink copies arrays of this class only; of another one it would hand out one copy. */
        GenericArrayData range(int from, int to) {
            if (primitive && !values.hasNulls(from, to)) {
                return values.primitives(from, to);
            }
            Object[] objects = new Object[to - from];
            ColumnRow element = new ColumnRow(new Column[] {values}, from);
            for (int i = 0; i < objects.length; i++) {
                element.moveTo(from + i);
                objects[i] = getter.getFieldOrNull(element);
            }
            return new GenericArrayData(objects);
        }
    }

    private record Entries(ArrayData keyArray, ArrayData valueArray) implements MapData {
        @Override
        public int size() {
            return keyArray.size();
        }
    }
}
