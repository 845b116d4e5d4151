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

package io.flinkbundle.connector.redis.table.converter;

import org.apache.flink.annotation.Internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the column of a field. Producers write the same names in the same order again and again, so
 * the name at the same place of the entry before is tried first, and a map only if it differs.
 */
@Internal
final class FieldLayout {

    static final int UNKNOWN = -1;

    /** Entries with more fields than this are looked up in the map from here on. */
    private static final int REMEMBERED = 1024;

    private final Map<ByteBuffer, Integer> columns = new HashMap<>();
    private byte[][] lastNames = new byte[0][];
    private int[] lastColumns = new int[0];

    /** Declares a name and its column. */
    void add(byte[] name, int column) {
        columns.put(ByteBuffer.wrap(name), column);
    }

    /**
     * @param place the place of the field in its entry
     * @param name the name of the field
     * @return what was declared, or {@link #UNKNOWN}
     */
    int columnOf(int place, byte[] name) {
        if (place < lastNames.length && Arrays.equals(lastNames[place], name)) {
            return lastColumns[place];
        }
        int column = columns.getOrDefault(ByteBuffer.wrap(name), UNKNOWN);
        remember(place, name, column);
        return column;
    }

    private void remember(int place, byte[] name, int column) {
        if (place >= REMEMBERED) {
            return;
        }
        if (place >= lastNames.length) {
            lastNames = Arrays.copyOf(lastNames, place + 1);
            lastColumns = Arrays.copyOf(lastColumns, place + 1);
        }
        lastNames[place] = name;
        lastColumns[place] = column;
    }
}
