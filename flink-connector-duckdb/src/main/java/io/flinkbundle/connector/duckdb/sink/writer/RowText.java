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

import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/** A row as people read it: {@code {id=1, name=first}}. For rows that cannot be written. */
@Internal
final class RowText {

    private RowText() {}

    static byte[] utf8(RowData row, List<ColumnMapping> columns) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < columns.size(); i++) {
            ColumnMapping column = columns.get(i);
            Object value = RowData.createFieldGetter(column.type(), i).getFieldOrNull(row);
            text.add(column.name() + '=' + (value == null ? "null" : text(column, value)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ColumnMapping column, Object value) {
        return switch (column.type().getTypeRoot()) {
            case DATE -> LocalDate.ofEpochDay((int) value).toString();
            case TIME_WITHOUT_TIME_ZONE -> time((int) value);
            case BINARY, VARBINARY -> "0x" + HexFormat.of().formatHex((byte[]) value);
            default -> value.toString();
        };
    }

    /** A value outside of the day may be what is wrong with the row. */
    private static String time(int millis) {
        return millis >= 0 && millis < TimeUnit.DAYS.toMillis(1)
                ? LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(millis)).toString()
                : millis + " ms";
    }
}
