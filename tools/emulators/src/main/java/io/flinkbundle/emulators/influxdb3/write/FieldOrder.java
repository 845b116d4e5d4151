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

package io.flinkbundle.emulators.influxdb3.write;

import io.flinkbundle.emulators.influxdb3.line.ParsedLine;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the column of a field by comparing bytes. Lines of a table have mostly the same fields in
 * the same order, so the one after the last that was found comes first.
 */
@Internal
final class FieldOrder {

    private final List<byte[]> keys = new ArrayList<>();
    private final List<ColumnData> columns = new ArrayList<>();

    private int expected;

    /** The column of a field, or null when its key has not been seen written like this. */
    ColumnData next(ParsedLine line, int field) {
        int start = line.fieldKeyStart(field);
        int end = line.fieldKeyEnd(field);
        if (field == 0) {
            expected = 0;
        }
        int size = keys.size();
        for (int tried = 0, at = expected; tried < size; tried++, at++) {
            if (at >= size) {
                at = 0;
            }
            byte[] key = keys.get(at);
            if (key.length == end - start
                    && Arrays.equals(key, 0, key.length, line.bytes(), start, end)) {
                expected = at + 1;
                return columns.get(at);
            }
        }
        return null;
    }

    void add(ParsedLine line, int field, ColumnData column) {
        keys.add(
                Arrays.copyOfRange(
                        line.bytes(), line.fieldKeyStart(field), line.fieldKeyEnd(field)));
        columns.add(column);
        expected = keys.size();
    }

    void forget(List<ColumnData> gone) {
        for (int i = columns.size() - 1; i >= 0; i--) {
            if (gone.contains(columns.get(i))) {
                keys.remove(i);
                columns.remove(i);
            }
        }
    }
}
