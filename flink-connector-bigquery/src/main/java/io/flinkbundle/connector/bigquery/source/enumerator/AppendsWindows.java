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

import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.source.Polling;
import io.flinkbundle.connector.bigquery.source.ScanStartupMode;

import org.apache.flink.annotation.Internal;

import java.util.Optional;

/**
 * Windows of the time at which rows were written. The first one is the table as it is; each further
 * one is a query of the table's history. The position is the microsecond at which the next begins.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/time-series-functions#appends">APPENDS</a>
 */
@Internal
final class AppendsWindows implements Windows {

    private static final long MICROS_OF_MILLI = 1000;

    private final TableName table;
    private final Polling polling;

    AppendsWindows(TableName table, Polling polling) {
        this.table = table;
        this.polling = polling;
    }

    @Override
    public String startAt(long untilMicros) {
        return Long.toString(untilMicros);
    }

    @Override
    public Optional<Window> next(Progress progress, long untilMicros) {
        if (!progress.begun() && polling.startup() == ScanStartupMode.EARLIEST) {
            // A snapshot has the rows that were written in its microsecond.
            long millis = (untilMicros - 1) / MICROS_OF_MILLI;
            String next = Long.toString(millis * MICROS_OF_MILLI + 1);
            return Optional.of(Window.ofTable(next, "", millis));
        }
        long from = progress.begun() ? Long.parseLong(progress.position()) : polling.startMicros();
        if (from >= untilMicros) {
            return Optional.empty();
        }
        String relation =
                "APPENDS(TABLE "
                        + table.quoted()
                        + ", TIMESTAMP_MICROS("
                        + from
                        + "), TIMESTAMP_MICROS("
                        + untilMicros
                        + "))";
        return Optional.of(new Window(Long.toString(untilMicros), "", 0, relation));
    }
}
