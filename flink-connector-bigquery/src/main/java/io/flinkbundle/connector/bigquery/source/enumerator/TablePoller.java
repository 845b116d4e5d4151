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
import io.flinkbundle.connector.bigquery.client.ReadStreams;
import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestRowQueryClient;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.RowQueryClient;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.source.IncrementalStrategy;
import io.flinkbundle.connector.bigquery.source.Polling;
import io.flinkbundle.connector.bigquery.source.ReadTarget;
import io.flinkbundle.connector.bigquery.source.ScanBoundedMode;
import io.flinkbundle.connector.bigquery.source.ScanConfig;
import io.flinkbundle.connector.bigquery.source.ScanSql;
import io.flinkbundle.connector.bigquery.source.ScanStartupMode;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.BigQuery;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for new rows of a table, window by window. Used by one thread. */
@Internal
public final class TablePoller implements WindowPoller {

    private static final long MICROS_OF_MILLI = 1000;
    private static final Set<FieldType> GROWING =
            EnumSet.of(FieldType.INT64, FieldType.TIMESTAMP, FieldType.DATETIME, FieldType.DATE);

    private final ScanConfig config;
    private final Polling polling;
    private final TableReading reading;
    private final TableName table;

    private BigQuery rest;
    private String location;
    private Windows windows;

    public TablePoller(ScanConfig config, Polling polling) {
        this.config = config;
        this.polling = polling;
        this.reading = new TableReading(config);
        this.table = ((ReadTarget.Stored) config.target()).table();
    }

    @Override
    public Poll poll(Progress progress, String prefix) throws IOException, InterruptedException {
        Retrier retrier = config.retry().start("look for new rows of table " + table);
        while (true) {
            try {
                return pollOnce(progress, prefix);
            } catch (RetryableIOException e) {
                retrier.backOff(e);
            }
        }
    }

    private Poll pollOnce(Progress progress, String prefix)
            throws IOException, InterruptedException {
        open();
        long now = now();
        long until =
                polling.bounded() == ScanBoundedMode.TIMESTAMP
                        ? Math.min(now, polling.endMicros())
                        : now;
        boolean last = polling.bounded() == ScanBoundedMode.LATEST || until < now;
        if (!progress.begun() && polling.startup() == ScanStartupMode.LATEST) {
            return done(
                    progress,
                    progress.at(windows.startAt(until)),
                    last,
                    Optional.empty(),
                    "",
                    until);
        }
        Optional<Window> next = windows.next(progress, until);
        if (next.isEmpty()) {
            return done(progress, progress, last, Optional.empty(), "", until);
        }
        Window window = next.get();
        String queryId = window.relation().isEmpty() ? "" : prefix + "_" + window.after();
        ReadStreams streams =
                queryId.isEmpty()
                        ? reading.window(window.condition(), window.snapshotMillis())
                        : reading.window(
                                rest,
                                new QueryJob(
                                        "",
                                        location,
                                        ScanSql.ofRelation(config, window.relation()),
                                        ""),
                                queryId);
        return done(
                progress, progress.at(window.after()), last, Optional.of(streams), queryId, until);
    }

    private static Poll done(
            Progress before,
            Progress after,
            boolean last,
            Optional<ReadStreams> streams,
            String queryId,
            long untilMicros) {
        return new Poll(
                before,
                last ? after.end() : after,
                streams,
                queryId,
                untilMicros / MICROS_OF_MILLI);
    }

    private void open() throws IOException {
        if (windows != null) {
            return;
        }
        rest = RestConnections.open(config.connection(), config.payingProject());
        TableDescription found = reading.describe(rest);
        if (found.kind() != TableDescription.Kind.TABLE) {
            throw new IOException(
                    "'"
                            + table
                            + "' is no table of its own, and new rows of it are not known. Leave"
                            + " 'scan.bounded.mode' and 'scan.startup.mode' out.");
        }
        location = new RestTableClient(rest).location(table.project(), table.dataset()).orElse("");
        windows = windows(found);
    }

    private Windows windows(TableDescription found) throws IOException {
        if (polling.strategy() == IncrementalStrategy.APPENDS) {
            return new AppendsWindows(table, polling);
        }
        boolean partitions = polling.strategy() == IncrementalStrategy.PARTITION;
        String name = partitions ? found.layout().partitionField() : polling.column();
        if (name.isEmpty()) {
            throw new IOException(
                    "Table "
                            + table
                            + " is not partitioned by a column with a time. Set"
                            + " 'scan.incremental.strategy' to 'appends' or 'column'.");
        }
        TableField column =
                found.schema()
                        .field(name)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "Table "
                                                        + table
                                                        + " has no column '"
                                                        + name
                                                        + "' ('scan.incremental.column')."));
        if (partitions) {
            return new PartitionWindows(column, found.layout().partitionType(), polling);
        }
        boolean startsAtATime = polling.startup() == ScanStartupMode.TIMESTAMP;
        if (!GROWING.contains(column.type()) || startsAtATime && column.type() == FieldType.INT64) {
            throw new IOException(
                    "Column '"
                            + name
                            + "' ('scan.incremental.column') is "
                            + column.typeName()
                            + ", but has to be TIMESTAMP, DATETIME, DATE"
                            + (startsAtATime ? "." : " or INT64."));
        }
        return new ColumnWindows(new RestRowQueryClient(rest), table, column, polling, location);
    }

    /** By the clock of the service, which the times of rows are of. */
    private long now() throws IOException, InterruptedException {
        RowQueryClient client = new RestRowQueryClient(rest);
        QueryJob job = new QueryJob("", location, "SELECT CURRENT_TIMESTAMP() AS t", "");
        return (Long) client.rows(job, Map.of()).get(0).get(0);
    }

    @Override
    public void release(String queryId) throws IOException {
        reading.release(queryId, true);
    }
}
