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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.client.GcsStagingClient;
import io.flinkbundle.connector.bigquery.client.GrpcStorageWriteClient;
import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.client.StreamType;
import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.sink.AppendConfig;
import io.flinkbundle.connector.bigquery.sink.Attempts;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinkConfig;
import io.flinkbundle.connector.bigquery.sink.RowDataConverter;
import io.flinkbundle.connector.bigquery.sink.TableSelector;
import io.flinkbundle.connector.bigquery.sink.TargetTable;
import io.flinkbundle.connector.bigquery.sink.WriteRoute;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.bigquery.sink.writer.encode.RowEncoder;
import io.flinkbundle.connector.bigquery.sink.writer.json.JsonRowEncoder;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.util.UUID;

/** Makes the writer of a subtask, when the table was prepared. */
@Internal
public final class WriterFactory {

    private static final String CONNECTOR = "bigquery";

    /** The first size of a buffer, where there may be a hundred; it grows with its rows. */
    private static final int FIRST_BYTES_OF_MANY = 64 << 10;

    private final BigQuerySinkConfig config;
    private final WriterInitContext context;

    public WriterFactory(BigQuerySinkConfig config, WriterInitContext context) {
        this.config = config;
        this.context = context;
    }

    /**
     * @throws IOException if the table is missing, or does not fit
     */
    public <T> CommittingSinkWriter<T, BigQueryCommittable> create(
            WriteRoute route, boolean checkpointed, UUID runId, RowDataConverter<T> converter)
            throws IOException, InterruptedException {
        String project = config.table().project();
        TableClient tables =
                new RestTableClient(RestConnections.open(config.connection(), project));
        TargetTable.Prepared table = new TargetTable(tables, config).prepare();
        if (route == WriteRoute.LOAD_JOB) {
            StagingFolder folder =
                    new StagingFolder(
                            new GcsStagingClient(config.connection(), project),
                            config,
                            runId,
                            context.getTaskInfo().getIndexOfThisSubtask());
            if (folder.prepare(tables)) {
                return new StagedFileWriter<>(
                        converter,
                        new JsonRowEncoder(config.rowType(), table.description().schema()),
                        folder,
                        badRecords(),
                        new RowText(config.rowType()),
                        context.metricGroup(),
                        // Of one subtask, it is enough.
                        config.bulk().overwrites()
                                && context.getTaskInfo().getIndexOfThisSubtask() == 0);
            }
            if (config.bulk().overwrites()) {
                throw new IOException(
                        "INSERT OVERWRITE replaces the rows of table "
                                + config.table()
                                + " by a load job, and its files cannot be staged; the warning"
                                + " before says why.");
            }
            return streamWriter(WriteRoute.streamAtEnd(checkpointed), converter, table);
        }
        return streamWriter(route, converter, table);
    }

    /**
     * A writer to the table that each record names.
     *
     * @throws IOException if the credentials cannot be loaded
     */
    public <T> CommittingSinkWriter<T, BigQueryCommittable> createForTables(
            RowDataConverter<T> converter, TableSelector<T> selector) throws IOException {
        TableClient tables =
                new RestTableClient(
                        RestConnections.open(config.connection(), config.table().project()));
        Shared shared = openShared();
        return new TablesWriter<>(
                selector,
                name -> {
                    BigQuerySinkConfig one = config.withTable(name);
                    TargetTable.Prepared table = new TargetTable(tables, one).prepare();
                    return new WriterFactory(one, context)
                            .streamWriter(
                                    WriteRoute.DEFAULT_STREAM,
                                    converter,
                                    table,
                                    shared,
                                    FIRST_BYTES_OF_MANY,
                                    () -> {});
                },
                converter,
                new RowText(config.rowType()),
                shared.badRecords(),
                shared);
    }

    private <T> StreamWriter<T> streamWriter(
            WriteRoute route, RowDataConverter<T> converter, TargetTable.Prepared table)
            throws IOException {
        Shared shared = openShared();
        try {
            int firstBytes = (int) config.append().maxSize().getBytes();
            return streamWriter(route, converter, table, shared, firstBytes, shared);
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    private Shared openShared() throws IOException {
        return new Shared(
                new GrpcStorageWriteClient(config.connection()),
                badRecords(),
                new AppendMetrics(context.metricGroup()));
    }

    private <T> StreamWriter<T> streamWriter(
            WriteRoute writeRoute,
            RowDataConverter<T> converter,
            TargetTable.Prepared table,
            Shared shared,
            int firstBytes,
            AutoCloseable owned) {
        AppendConfig append = config.append();
        StorageWriteClient client = shared.client();
        RowEncoder encoder = encoder(table.description().schema());
        AppendRoute route;
        StreamResults results;
        if (writeRoute == WriteRoute.DEFAULT_STREAM) {
            route =
                    new DefaultStreamRoute(
                            client, config.table(), encoder.descriptor(), table.changed());
            results = StreamResults.visible();
        } else {
            OwnStreamRoute own =
                    new OwnStreamRoute(
                            client,
                            config.table(),
                            writeRoute.isBuffered() ? StreamType.BUFFERED : StreamType.PENDING,
                            encoder.descriptor(),
                            table.changed(),
                            append.retry());
            route = own;
            results =
                    writeRoute.isBuffered()
                            ? StreamResults.buffered(own)
                            : StreamResults.pending(own, client, new Attempts(append.retry()));
        }
        RowArrays arrays = new RowArrays(firstBytes, append.maxInFlight() + 1);
        AppendWindow window =
                new AppendWindow(
                        route,
                        append,
                        new BadRows(shared.badRecords(), encoder.descriptor()),
                        arrays,
                        shared.metrics(),
                        context.getMailboxExecutor(),
                        context.getProcessingTimeService());
        return new StreamWriter<>(
                converter,
                new RowCollector(
                        encoder, new RowText(config.rowType()), shared.badRecords(), arrays),
                window,
                results,
                append,
                shared.badRecords(),
                owned,
                context.getProcessingTimeService());
    }

    /** What the tables of a subtask have in common. */
    private record Shared(StorageWriteClient client, BadRecords badRecords, AppendMetrics metrics)
            implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try {
                client.close();
            } finally {
                badRecords.close();
            }
        }
    }

    private BadRecords badRecords() {
        return BadRecords.open(
                config.onRejected(),
                CONNECTOR,
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.metricGroup().counter("rejected"));
    }

    private RowEncoder encoder(TableSchema schema) {
        return config.tableSettings().isUpsert()
                ? RowEncoder.ofChanges(
                        config.rowType(), schema, config.tableSettings().sequenceField())
                : RowEncoder.of(config.rowType(), schema);
    }
}
