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

import java.math.BigDecimal;
import java.util.Arrays;

/** Values that stand in JSON texts, read where they stand. */
@Internal
final class JsonValues implements Values {

    private String[] texts;
    private int[] starts;
    private int[] ends;
    private int count;

    JsonValues(int capacity) {
        texts = new String[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void add(String text, int start, int end) {
        if (count == texts.length) {
            int capacity = Math.max(16, 2 * count);
            texts = Arrays.copyOf(texts, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        texts[count] = text;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    int count() {
        return count;
    }

    @Override
    public boolean isNull(int index) {
        return texts[index].charAt(starts[index]) == 'n';
    }

    @Override
    public boolean getBoolean(int index) {
        return texts[index].charAt(starts[index]) == 't';
    }

    @Override
    public byte getByte(int index) {
        return (byte) getInt(index);
    }

    @Override
    public short getShort(int index) {
        return (short) getInt(index);
    }

    @Override
    public int getInt(int index) {
        return isNull(index) ? 0 : Integer.parseInt(texts[index], starts[index], ends[index], 10);
    }

    @Override
    public long getLong(int index) {
        return isNull(index) ? 0 : Long.parseLong(texts[index], starts[index], ends[index], 10);
    }

    /** DuckDB writes the shortest number that yields the value, and NaN and Infinity as Java. */
    @Override
    public float getFloat(int index) {
        return isNull(index) ? 0 : Float.parseFloat(text(index));
    }

    @Override
    public double getDouble(int index) {
        return isNull(index) ? 0 : Double.parseDouble(text(index));
    }

    @Override
    public BigDecimal getDecimal(int index) {
        return isNull(index) ? null : new BigDecimal(text(index));
    }

    @Override
    public String getString(int index) {
        return isNull(index) ? null : Json.string(texts[index], starts[index], ends[index]);
    }

    @Override
    public String listText(int index) {
        return isNull(index) ? null : texts[index];
    }

    @Override
    public int listStart(int index) {
        return starts[index];
    }

    private String text(int index) {
        return texts[index].substring(starts[index], ends[index]);
    }
}
