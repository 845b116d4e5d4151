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

import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.source.Polling;
import io.flinkbundle.connector.bigquery.source.ScanStartupMode;

import org.apache.flink.annotation.Internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Windows of whole partitions whose time is over. The position is the start of the first partition
 * that has not been read, in microseconds since the epoch.
 */
@Internal
final class PartitionWindows implements Windows {

    private static final long MICROS_OF_MILLI = 1000;

    private final TableField column;
    private final TableDefinition.PartitionType type;
    private final Polling polling;

    /**
     * @param column by which the table is partitioned
     */
    PartitionWindows(TableField column, TableDefinition.PartitionType type, Polling polling) {
        this.column = column;
        this.type = type;
        this.polling = polling;
    }

    @Override
    public String startAt(long untilMicros) {
        return Long.toString(partitionOf(untilMicros));
    }

    @Override
    public Optional<Window> next(Progress progress, long untilMicros) {
        long end = partitionOf(untilMicros);
        String upper = column(end, "<");
        long snapshot = untilMicros / MICROS_OF_MILLI;
        if (!progress.begun() && polling.startup() == ScanStartupMode.EARLIEST) {
            return Optional.of(Window.ofTable(Long.toString(end), upper, snapshot));
        }
        long begin =
                progress.begun()
                        ? Long.parseLong(progress.position())
                        : partitionOf(polling.startMicros());
        return begin >= end
                ? Optional.empty()
                : Optional.of(
                        Window.ofTable(
                                Long.toString(end),
                                column(begin, ">=") + " AND " + upper,
                                snapshot));
    }

    private String column(long micros, String comparison) {
        return "`"
                + column.name()
                + "` "
                + comparison
                + " "
                + SqlLiterals.ofTime(column.type(), micros);
    }

    private long partitionOf(long micros) {
        LocalDateTime time =
                LocalDateTime.ofInstant(
                        Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
        LocalDateTime start =
                switch (type) {
                    case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
                    case DAY -> time.truncatedTo(ChronoUnit.DAYS);
                    case MONTH -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
                    case YEAR -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
                };
        return ChronoUnit.MICROS.between(Instant.EPOCH, start.toInstant(ZoneOffset.UTC));
    }
}
