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

import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.RowDataConverter;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetConstraints;
import io.flinkbundle.connector.duckdb.sink.TargetHold;
import io.flinkbundle.connector.duckdb.sink.TargetTable;
import io.flinkbundle.connector.duckdb.sink.WriteRoute;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;
import io.flinkbundle.connector.duckdb.sink.committer.StagingCleanup;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.IOUtils;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Starts the writer of a subtask. It prepares the target first, so that one that does not fit fails
 * the job before a row is taken. Where rows are staged every subtask does so, for each has to know
 * the types of the table: a value that the table would refuse must fail in the writer, before the
 * checkpoint that holds it, and not in the commit, which would fail again with each replay.
 */
@Internal
public final class WriterFactory {

    private static final Logger LOG = LoggerFactory.getLogger(WriterFactory.class);

    private final DuckDbSinkConfig config;
    private final WriterInitContext context;
    private final WriterMetrics metrics;
    private final String holder;
    private final int subtask;
    private final TargetHold hold;

    public WriterFactory(DuckDbSinkConfig config, WriterInitContext context) {
        this.config = config;
        this.context = context;
        this.metrics = new WriterMetrics(context.metricGroup());
        this.subtask = context.getTaskInfo().getIndexOfThisSubtask();
        this.holder =
                String.format(
                        "writer %d of table '%s' in job '%s'",
                        subtask, config.tableName(), context.getJobInfo().getJobName());
        this.hold = new TargetHold(config, holder);
    }

    /**
     * @param runId identifies the submission of the job
     */
    public <T> CommittingSinkWriter<T, StagedResult> create(
            WriteRoute route, UUID runId, RowDataConverter<T> converter)
            throws IOException, InterruptedException {
        try {
            return route == WriteRoute.STAGED
                    ? staged(runId, converter)
                    : single(route, runId, converter);
        } catch (IOException | InterruptedException | RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    /** Only the first subtask writes, and rows are sent to it alone. */
    private <T> CommittingSinkWriter<T, StagedResult> single(
            WriteRoute route, UUID runId, RowDataConverter<T> converter)
            throws IOException, InterruptedException {
        if (subtask > 0) {
            return new IdleWriter<>(subtask);
        }
        if (route == WriteRoute.DIRECT) {
            DuckDbSinkConfig prepared;
            try (TargetConnection target = openTarget()) {
                prepared = prepare(target);
                TargetConstraints.refuse(target, config);
            }
            return writer(prepared, converter, direct(prepared), true);
        }
        if (context.getRestoredCheckpointId().isPresent()) {
            throw UnfinishedBulkLoad.restored(config.tableName());
        }
        DuckDbSinkConfig prepared;
        boolean loaded;
        try (TargetConnection target = openTarget()) {
            prepared = prepare(target);
            loaded = isLoaded(target, runId);
        }
        if (loaded) {
            hold.close();
            return new DrainingWriter<>(config.tableName());
        }
        return writer(prepared, converter, bulk(prepared, runId), false);
    }

    private BatchDestination direct(DuckDbSinkConfig prepared) {
        return prepared.isUpsert()
                ? new DirectUpsertDestination(prepared, holder, metrics)
                : new DirectDestination(prepared, holder, metrics);
    }

    private BatchDestination bulk(DuckDbSinkConfig prepared, UUID runId) {
        return prepared.isUpsert()
                ? new BulkUpsertDestination(prepared, runId, holder, metrics)
                : new BulkDestination(prepared, runId, holder, metrics);
    }

    private <T> CommittingSinkWriter<T, StagedResult> writer(
            DuckDbSinkConfig prepared,
            RowDataConverter<T> converter,
            BatchDestination destination,
            boolean flushesByTime) {
        DuckDbWriter<T> writer =
                new DuckDbWriter<>(prepared, subtask, converter, destination, hold, metrics);
        if (flushesByTime) {
            writer.flushEvery(config.buffering().interval(), context.getProcessingTimeService());
        }
        return writer;
    }

    private <T> CommittingSinkWriter<T, StagedResult> staged(
            UUID runId, RowDataConverter<T> converter) throws IOException, InterruptedException {
        DuckDbSinkConfig prepared;
        try (TargetConnection target = openTarget()) {
            prepared = prepare(target);
            TargetConstraints.refuse(target, config);
            new CommitMarkers(target, config).prepare();
        }
        StagingFolder folder = StagingFolder.open(config.stagingPath());
        if (subtask == 0) {
            StagingCleanup.atStart(Path.of(config.stagingPath()), config, runId);
        }
        StagedFileName firstName = StagedFileName.first(config.sinkId(), runId, subtask);
        return writer(
                prepared, converter, new StagingDestination(prepared, folder, firstName), false);
    }

    /** Creates or checks the table, and returns the configuration with its columns. */
    private DuckDbSinkConfig prepare(TargetConnection target)
            throws IOException, InterruptedException {
        TargetTable.prepare(target, config);
        return config.withColumns(TargetTable.columns(target, config));
    }

    /** Whether an earlier attempt of the same bulk load has committed it. */
    private boolean isLoaded(TargetConnection target, UUID runId)
            throws IOException, InterruptedException {
        CommitMarkers markers = new CommitMarkers(target, config);
        markers.prepare();
        boolean loaded = markers.contains(runId);
        if (loaded) {
            LOG.info(
                    "Run {} is in table '{}' already: the input is read to its end, and nothing is"
                            + " written.",
                    runId,
                    config.tableName());
        }
        return loaded;
    }

    private TargetConnection openTarget() throws IOException, InterruptedException {
        TargetTable.checkFile(config);
        TargetConnection target = TargetConnection.open(config, holder, metrics::retried);
        try {
            hold.keep();
        } catch (IOException | RuntimeException e) {
            IOUtils.closeQuietly(target);
            throw e;
        }
        return target;
    }
}
