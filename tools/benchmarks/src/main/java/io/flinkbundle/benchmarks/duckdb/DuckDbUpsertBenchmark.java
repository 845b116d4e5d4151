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

package io.flinkbundle.benchmarks.duckdb;

import io.flinkbundle.benchmarks.flink.ConnectorTable;
import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.flink.FlinkRuns;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.Contender;
import io.flinkbundle.benchmarks.harness.TimedContender;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.KeyedChanges;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.util.List;
import java.util.Map;

/**
 * The DuckDB sink with changes by key for a table three times their number, against the same
 * changes by hand. No index holds the key: a table that the sink creates has none either.
 */
@Internal
public final class DuckDbUpsertBenchmark implements Benchmark {

    /** Appending a change, applying it and the checkpoint on closing, on two quiet cores. */
    private static final double REFERENCE_CPU_NANOS = 3_600;

    private static final int TABLE_ROWS_PER_CHANGE = 3;
    private static final List<String> KEY = List.of("id");

    /** JDBC changes rows one by one: this many take some five seconds. */
    private static final long JDBC_ROW_LIMIT = 3_000;

    @Override
    public String name() {
        return "duckdb-upsert";
    }

    @Override
    public String summary() {
        return "DuckDB sink, updates, inserts and 5 % deletes by key on three times as many rows";
    }

    @Override
    public String baseline() {
        return UpsertLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    /** The changes of a key follow upon each other. */
    @Override
    public boolean scales() {
        return false;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) {
        return new UpsertSession(environment);
    }

    private static final class UpsertSession implements Session {

        private final BenchmarkEnvironment environment;
        private final RowSlots slots = new RowSlots(RowSlots.DEFAULT_SEED);
        private DuckDbFile table;
        private KeyedChanges changes;

        private UpsertSession(BenchmarkEnvironment environment) {
            this.environment = environment;
        }

        @Override
        public void prepare(long rows) throws Exception {
            close();
            changes = new KeyedChanges(RowSlots.DEFAULT_SEED, rows * TABLE_ROWS_PER_CHANGE);
            table = DuckDbFile.create(environment.workDirectory());
            table.fill(slots, changes.tableRows());
        }

        @Override
        public Contender baseline() {
            return TimedContender.of(
                    "DELETE USING + INSERT",
                    rows -> {
                        try (DuckDbFile staging = DuckDbFile.create(environment.workDirectory())) {
                            return changed(
                                    table,
                                    rows,
                                    target ->
                                            new UpsertLoop(slots, changes)
                                                    .run(target, staging, rows));
                        }
                    });
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return TimedContender.of(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows ->
                            changed(
                                    table,
                                    rows,
                                    target -> write(objectReuse, rows, connectorTable(target))));
        }

        private static ConnectorTable connectorTable(DuckDbFile target) {
            return ConnectorTable.of(
                    BenchmarkSchema.ROW_TYPE,
                    KEY,
                    Map.of(
                            "connector",
                            "duckdb",
                            "path",
                            target.path().toString(),
                            "table-name",
                            DuckDbFile.TABLE,
                            "sink.delivery-guarantee",
                            "exactly-once"));
        }

        @Override
        public Contender flinkOnly() {
            return TimedContender.of(
                    "Flink alone",
                    rows ->
                            runs().flinkOnly(
                                            JobSettings.withoutCheckpoints(false),
                                            Boundedness.BOUNDED,
                                            rows));
        }

        @Override
        public List<Contender> optionalPeers() {
            return List.of(
                    TimedContender.limited(
                            JdbcPeer.SINK,
                            JDBC_ROW_LIMIT,
                            rows -> {
                                try (DuckDbFile keyed =
                                        table.withKey(environment.workDirectory())) {
                                    return changed(
                                            keyed,
                                            rows,
                                            target ->
                                                    write(
                                                            false,
                                                            rows,
                                                            JdbcPeer.table(
                                                                    BenchmarkSchema.ROW_TYPE,
                                                                    KEY,
                                                                    target)));
                                }
                            }));
        }

        private Measurement write(boolean objectReuse, long rows, ConnectorTable target)
                throws Exception {
            return runs().sink(
                            JobSettings.withoutCheckpoints(objectReuse),
                            Boundedness.BOUNDED,
                            rows,
                            target::write);
        }

        private FlinkRuns runs() {
            return new FlinkRuns(environment.cluster(), environment.fault(), changes);
        }

        /** Every run changes a copy, which is read back and removed after the clock has stopped. */
        private Measurement changed(DuckDbFile original, long rows, Change change)
                throws Exception {
            try (DuckDbFile target = original.copy(environment.workDirectory())) {
                Measurement measurement = change.run(target);
                ChunkReaderLoop.verify(
                        target, DuckDbFile.TABLE, changes.tableAfter(Math.toIntExact(rows)));
                return measurement;
            }
        }

        @Override
        public void close() throws Exception {
            if (table != null) {
                table.close();
                table = null;
            }
        }
    }

    @FunctionalInterface
    private interface Change {
        Measurement run(DuckDbFile target) throws Exception;
    }
}
