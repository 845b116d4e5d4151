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

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Rows as JSON objects, in an array or one a line. Columns that are null are left out. */
@Internal
final class JsonRows implements RowWriter {

    private final byte[][] keys;
    private final ResultColumn.Kind[] kinds;
    private final boolean array;
    private final TimeText times = new TimeText();

    private boolean first = true;

    JsonRows(List<ResultColumn> columns, boolean array) {
        this.array = array;
        this.keys = new byte[columns.size()][];
        this.kinds = new ResultColumn.Kind[columns.size()];
        for (int i = 0; i < keys.length; i++) {
            Utf8Buffer key = new Utf8Buffer();
            key.json(columns.get(i).name());
            key.put(':');
            keys[i] = key.toString().getBytes(UTF_8);
            kinds[i] = columns.get(i).kind();
        }
    }

    @Override
    public void begin(Utf8Buffer out, boolean hasRows) {
        if (array) {
            out.put('[');
        }
    }

    @Override
    public void write(Utf8Buffer out, ResultChunk chunk) {
        int rows = chunk.rows();
        for (int row = 0; row < rows; row++) {
            if (array && !first) {
                out.put(',');
            }
            first = false;
            object(out, chunk, row);
            if (!array) {
                out.put('\n');
            }
        }
    }

    private void object(Utf8Buffer out, ResultChunk chunk, int row) {
        out.put('{');
        boolean empty = true;
        for (int column = 0; column < keys.length; column++) {
            if (chunk.isNull(row, column)) {
                continue;
            }
            if (!empty) {
                out.put(',');
            }
            empty = false;
            out.put(keys[column]);
            value(out, chunk, row, column);
        }
        out.put('}');
    }

    private void value(Utf8Buffer out, ResultChunk chunk, int row, int column) {
        switch (kinds[column]) {
            case LONG -> out.number(chunk.longAt(row, column));
            case DOUBLE -> out.number(chunk.doubleAt(row, column), "null");
            case BOOLEAN -> out.ascii(chunk.booleanAt(row, column) ? "true" : "false");
            case TIME -> {
                out.put('"');
                times.put(out, chunk.longAt(row, column));
                out.put('"');
            }
            case INTEGER, UNSIGNED, NUMBER -> out.ascii(chunk.textAt(row, column));
            case TEXT -> out.json(chunk.textAt(row, column));
        }
    }

    @Override
    public void end(Utf8Buffer out) {
        if (array) {
            out.put(']');
        }
    }
}
