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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.QueryJob;
import io.flinkbundle.connector.bigquery.client.RowQueryClient;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.source.Polling;
import io.flinkbundle.connector.bigquery.source.ScanStartupMode;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Windows of a column that only grows. The position is the largest value that has been read, as it
 * stands in GoogleSQL; empty before there is one.
 */
@Internal
final class ColumnWindows implements Windows {

    private static final long MICROS_OF_MILLI = 1000;

    private final RowQueryClient client;
    private final TableName table;
    private final TableField column;
    private final Polling polling;
    private final String location;

    ColumnWindows(
            RowQueryClient client,
            TableName table,
            TableField column,
            Polling polling,
            String location) {
        this.client = client;
        this.table = table;
        this.column = column;
        this.polling = polling;
        this.location = location;
    }

    @Override
    public String startAt(long untilMicros) throws IOException, InterruptedException {
        return largest("", millis(untilMicros)).orElse("");
    }

    @Override
    public Optional<Window> next(Progress progress, long untilMicros)
            throws IOException, InterruptedException {
        long millis = millis(untilMicros);
        String lower = lower(progress);
        return largest(lower, millis)
                .map(
                        largest ->
                                Window.ofTable(
                                        largest,
                                        lower
                                                + (lower.isEmpty() ? "" : " AND ")
                                                + name()
                                                + " <= "
                                                + largest,
                                        millis));
    }

    private static long millis(long untilMicros) {
        return (untilMicros - 1) / MICROS_OF_MILLI;
    }

    private String name() {
        return "`" + column.name() + "`";
    }

    private String lower(Progress progress) {
        if (!progress.begun() && polling.startup() == ScanStartupMode.TIMESTAMP) {
            return name() + " >= " + SqlLiterals.ofTime(column.type(), polling.startMicros());
        }
        return progress.position().isEmpty() ? "" : name() + " > " + progress.position();
    }

    private Optional<String> largest(String condition, long asOfMillis)
            throws IOException, InterruptedException {
        String sql =
                "SELECT MAX("
                        + name()
                        + ") AS largest FROM "
                        + table.quoted()
                        + " FOR SYSTEM_TIME AS OF "
                        + SqlLiterals.ofTime(FieldType.TIMESTAMP, asOfMillis * MICROS_OF_MILLI)
                        + (condition.isEmpty() ? "" : " WHERE " + condition);
        List<List<Object>> rows = client.rows(new QueryJob("", location, sql, ""), Map.of());
        return Optional.ofNullable(rows.get(0).get(0))
                .map(value -> SqlLiterals.ofAnswer(column.type(), value));
    }
}
