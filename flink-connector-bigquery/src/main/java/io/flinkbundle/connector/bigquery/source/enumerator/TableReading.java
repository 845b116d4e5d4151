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

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.GrpcStorageReadClient;
import io.flinkbundle.connector.bigquery.client.QueryJob;
import io.flinkbundle.connector.bigquery.client.ReadRequest;
import io.flinkbundle.connector.bigquery.client.ReadStreams;
import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.RowFormat;
import io.flinkbundle.connector.bigquery.client.StorageReadClient;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.source.ReadColumn;
import io.flinkbundle.connector.bigquery.source.ReadTarget;
import io.flinkbundle.connector.bigquery.source.ScanConfig;
import io.flinkbundle.connector.bigquery.types.SchemaComparison;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.BigQuery;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a table with the rows that are wanted of it, and fixes what is read. Thread-safe. */
@Internal
public final class TableReading implements ReadOpening {

    private final ScanConfig config;
    private final QueryReading queries;
    private final RowFormat format;

    public TableReading(ScanConfig config) {
        this.config = config;
        this.queries = new QueryReading(config);
        this.format = config.format().choose();
    }

    /**
     * @throws IOException if what is read is missing, or does not fit; the message says what to do
     */
    @Override
    public Opened open(String queryId) throws IOException, InterruptedException {
        Retrier retrier = config.retry().start("read " + config.target().text());
        while (true) {
            try {
                return openOnce(queryId);
            } catch (RetryableIOException e) {
                retrier.backOff(e);
            }
        }
    }

    private Opened openOnce(String queryId) throws IOException, InterruptedException {
        BigQuery rest = RestConnections.open(config.connection(), config.payingProject());
        if (config.target() instanceof ReadTarget.Stored stored) {
            TableDescription found = describe(rest);
            if (found.kind() != TableDescription.Kind.VIEW) {
                return new Opened(session(ofTable(stored.table())), false);
            }
            if (config.snapshotMillis() > 0) {
                throw new IOException(
                        "'"
                                + stored.table()
                                + "' is a view, or a table that is kept elsewhere, and cannot be"
                                + " read as of another time. Leave 'scan.snapshot-time' out.");
            }
        }
        return new Opened(session(ofTemporary(queries.fill(rest, queryId))), true);
    }

    /** The table, if it is there and has the columns that are read. */
    TableDescription describe(BigQuery rest) throws IOException {
        TableName name = ((ReadTarget.Stored) config.target()).table();
        TableDescription found =
                new RestTableClient(rest)
                        .find(name)
                        .orElseThrow(() -> new IOException("There is no table " + name + "."));
        verify(config, keysNeverNull(found));
        return found;
    }

    /** Fixes the rows of a table that fulfil a condition, as of a time. */
    ReadStreams window(String condition, long snapshotMillis) throws IOException {
        ReadRequest all = ofTable(((ReadTarget.Stored) config.target()).table());
        String restriction =
                Stream.of(all.rowRestriction(), condition)
                        .filter(each -> !each.isEmpty())
                        .map(each -> "(" + each + ")")
                        .collect(Collectors.joining(" AND "));
        return session(
                new ReadRequest(
                        all.table(),
                        all.columns(),
                        restriction,
                        snapshotMillis,
                        all.maxStreams(),
                        all.format()));
    }

    /** Fixes the rows of a query, which has the columns by their names in Flink. */
    ReadStreams window(BigQuery rest, QueryJob query, String queryId)
            throws IOException, InterruptedException {
        return session(ofTemporary(queries.fill(rest, queryId, query)));
    }

    static void verify(ScanConfig config, TableSchema schema) throws IOException {
        List<String> differences =
                SchemaComparison.misreadings(
                        config.rowType(),
                        config.columns().stream().map(ReadColumn::path).toList(),
                        schema);
        if (!differences.isEmpty()) {
            String text = config.target().text();
            throw new IOException(
                    text.substring(0, 1).toUpperCase(Locale.ROOT)
                            + text.substring(1)
                            + " does not fit the columns that are read:\n  - "
                            + String.join("\n  - ", differences));
        }
    }

    /** The service does not ask that columns of a key are REQUIRED, and Flink that they are. */
    private static TableSchema keysNeverNull(TableDescription table) {
        return new TableSchema(
                table.schema().fields().stream()
                        .map(
                                field ->
                                        table.primaryKey().contains(field.name())
                                                ? field.withMode(FieldMode.REQUIRED)
                                                : field)
                        .toList());
    }

    private ReadRequest ofTable(TableName table) {
        return new ReadRequest(
                table,
                config.columns().stream().map(ReadColumn::selected).toList(),
                config.rowRestriction(),
                config.snapshotMillis(),
                config.maxStreams(),
                format);
    }

    /** Columns, condition and limit are in the query. */
    private ReadRequest ofTemporary(TableName table) {
        return new ReadRequest(
                table,
                config.columns().stream().map(ReadColumn::name).toList(),
                "",
                0,
                config.maxStreams(),
                format);
    }

    private ReadStreams session(ReadRequest request) throws IOException {
        try (StorageReadClient client = new GrpcStorageReadClient(config.connection())) {
            return client.open(request);
        }
    }

    @Override
    public void release(String queryId, boolean opened) throws IOException {
        if (opened || queries.isBegun()) {
            queries.release(
                    RestConnections.open(config.connection(), config.payingProject()), queryId);
        }
    }
}
