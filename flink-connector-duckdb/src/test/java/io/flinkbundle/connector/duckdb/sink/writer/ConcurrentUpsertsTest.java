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
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;
import io.flinkbundle.connector.duckdb.sink.committer.CommitRequestStub;
import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommittable;
import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommitter;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFile;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Two sinks of one JVM that add the same keys at the same time, to a table without an index. */
@Timeout(120)
class ConcurrentUpsertsTest {

    private static final int ROUNDS = 20;
    private static final int KEYS = 50;

    @TempDir private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CyclicBarrier together = new CyclicBarrier(2);

    private Path file;
    private DuckDbSinkConfig config;
    private TargetConnection kept;
    private UUID database;

    /** How a sink's rows reach the table. */
    enum Route {
        DIRECT,
        BULK,
        STAGED
    }

    /** Keeps the file open, so that the sinks have no opening to wait for. */
    @BeforeEach
    void prepareTarget() throws Exception {
        file = folder.resolve("t.duckdb");
        config = SinkFiles.byId(SinkFiles.patient(SinkFiles.config(file)));
        kept = SinkFiles.open(config);
        TargetTable.prepare(kept, config);
        database = new CommitMarkers(kept, config).prepare();
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        kept.close();
    }

    @ParameterizedTest
    @EnumSource
    void addEachKeyOnce(Route route) throws Exception {
        Future<?> first = threads.submit(() -> writeRounds(route, "a"));
        Future<?> second = threads.submit(() -> writeRounds(Route.DIRECT, "b"));
        first.get();
        second.get();

        assertThat(SinkFiles.query(kept.connection(), "SELECT id FROM t ORDER BY id"))
                .containsExactlyElementsOf(
                        LongStream.range(0, ROUNDS * KEYS).mapToObj(String::valueOf).toList());
    }

    private Void writeRounds(Route route, String name) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RowBatch batch = RowBatch.of(config);
            for (long key = (long) round * KEYS; key < (round + 1L) * KEYS; key++) {
                batch.append(GenericRowData.of(key, StringData.fromString(name)));
            }
            write(route, batch);
        }
        return null;
    }

    private void write(Route route, RowBatch batch) throws Exception {
        switch (route) {
            case DIRECT -> write(new DirectUpsertDestination(config, "a test", metrics()), batch);
            case BULK ->
                    write(
                            new BulkUpsertDestination(
                                    config, UUID.randomUUID(), "a test", metrics()),
                            batch);
            case STAGED -> stage(batch);
        }
    }

    private void write(BatchDestination destination, RowBatch batch) throws Exception {
        try (destination) {
            together.await();
            destination.write(batch);
            destination.flush(true);
        }
    }

    private void stage(RowBatch batch) throws Exception {
        StagedFile staged;
        try (StagingDestination destination =
                new StagingDestination(
                        config,
                        StagingFolder.open(config.stagingPath()),
                        StagedFileName.first("test-sink", UUID.randomUUID(), 0))) {
            destination.write(batch);
            staged = destination.prepareCommit().iterator().next().file();
        }
        DuckDbCommittable committable =
                new DuckDbCommittable(
                        DuckDbCommittable.Kind.UPSERT,
                        UUID.randomUUID(),
                        database,
                        1,
                        0,
                        config.path(),
                        false,
                        config.primaryKey(),
                        List.of(staged));
        try (DuckDbCommitter committer =
                new DuckDbCommitter(
                        config,
                        "a job",
                        InternalSinkCommitterMetricGroup.wrap(
                                UnregisteredMetricsGroup.createOperatorMetricGroup()),
                        OptionalLong.empty())) {
            together.await();
            committer.commit(List.of(new CommitRequestStub(committable)));
        }
    }

    private static WriterMetrics metrics() {
        return new WriterMetrics(
                InternalSinkWriterMetricGroup.wrap(
                        UnregisteredMetricsGroup.createOperatorMetricGroup()));
    }
}
