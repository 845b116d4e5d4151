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

/**
 * Rows as CSV behind a line of names. Null and the empty text look the same; without rows there is
 * no line of names.
 */
@Internal
final class CsvRows implements RowWriter {

    private final List<ResultColumn> columns;
    private final TimeText times = new TimeText();

    CsvRows(List<ResultColumn> columns) {
        this.columns = columns;
    }

    @Override
    public void begin(Utf8Buffer out, boolean hasRows) {
        if (!hasRows) {
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            text(out, columns.get(i).name());
        }
        out.put('\n');
    }

    @Override
    public void write(Utf8Buffer out, ResultChunk chunk) {
        int rows = chunk.rows();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns.size(); column++) {
                if (column > 0) {
                    out.put(',');
                }
                if (!chunk.isNull(row, column)) {
                    value(out, chunk, row, column);
                }
            }
            out.put('\n');
        }
    }

    private void value(Utf8Buffer out, ResultChunk chunk, int row, int column) {
        switch (columns.get(column).kind()) {
            case LONG -> out.number(chunk.longAt(row, column));
            case DOUBLE -> {
                double value = chunk.doubleAt(row, column);
                out.number(value, Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf");
            }
            case BOOLEAN -> out.ascii(chunk.booleanAt(row, column) ? "true" : "false");
            case TIME -> times.put(out, chunk.longAt(row, column));
            case INTEGER, UNSIGNED, NUMBER -> out.ascii(chunk.textAt(row, column));
            case TEXT -> text(out, chunk.textAt(row, column));
        }
    }

    private static void text(Utf8Buffer out, String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = ",\"\n\r".indexOf(text.charAt(i)) < 0;
        }
        out.text(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }

    @Override
    public void end(Utf8Buffer out) {}
}
