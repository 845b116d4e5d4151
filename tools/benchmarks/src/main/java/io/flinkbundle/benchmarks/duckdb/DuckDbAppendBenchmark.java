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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The DuckDB sink into an empty table, against the Appender in one transaction.
 *
 * <p>The input decides the path: bounded and without checkpoints it is the bulk one, unbounded and
 * with checkpoints it is staging files and one commit a checkpoint.
 */
@Internal
public final class DuckDbAppendBenchmark implements Benchmark {

    private final String name;
    private final String summary;
    private final AppendedRows appended;
    private final Boundedness input;
    private final boolean checkpoints;

    private DuckDbAppendBenchmark(
            String name,
            String summary,
            AppendedRows appended,
            Boundedness input,
            boolean checkpoints) {
        this.name = name;
        this.summary = summary;
        this.appended = appended;
        this.input = input;
        this.checkpoints = checkpoints;
    }

    public static DuckDbAppendBenchmark bulk() {
        return new DuckDbAppendBenchmark(
                "duckdb-append",
                "DuckDB sink, bounded input without checkpoints: one transaction",
                AppendedRows.NARROW,
                Boundedness.BOUNDED,
                false);
    }

    public static DuckDbAppendBenchmark wide() {
        return new DuckDbAppendBenchmark(
                "duckdb-append-wide",
                "DuckDB sink, bounded input without checkpoints, rows of 20 columns",
                AppendedRows.WIDE,
                Boundedness.BOUNDED,
                false);
    }

    public static DuckDbAppendBenchmark exactlyOnce() {
        return new DuckDbAppendBenchmark(
                "duckdb-append-exactly-once",
                "DuckDB sink, unbounded input with checkpoints: staged and committed by each",
                AppendedRows.NARROW,
                Boundedness.CONTINUOUS_UNBOUNDED,
                true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public String baseline() {
        return AppenderLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return appended.referenceCpuNanos();
    }

    @Override
    public Session open(BenchmarkEnvironment environment) {
        return new AppendSession(environment);
    }

    private final class AppendSession implements Session {

        private final BenchmarkEnvironment environment;
        private final FlinkRuns runs;

        private AppendSession(BenchmarkEnvironment environment) {
            this.environment = environment;
            this.runs =
                    new FlinkRuns(environment.cluster(), environment.fault(), appended.generated());
        }

        @Override
        public Contender baseline() {
            AppenderLoop appender = new AppenderLoop(runs.slots(), appended.parts());
            return into("Appender", Long.MAX_VALUE, appender::run);
        }

        @Override
        public Contender connector(boolean objectReuse) {
            String contender = objectReuse ? "connector, object reuse" : "connector";
            return into(
                    contender,
                    Long.MAX_VALUE,
                    (file, rows) ->
                            runs.sink(
                                    settings(objectReuse),
                                    input,
                                    rows,
                                    connectorTable(file)::write));
        }

        private ConnectorTable connectorTable(DuckDbFile file) {
            return ConnectorTable.of(
                    appended.generated().rowType(),
                    List.of(),
                    Map.of(
                            "connector",
                            "duckdb",
                            "path",
                            file.path().toString(),
                            "table-name",
                            DuckDbFile.TABLE,
                            "sink.delivery-guarantee",
                            "exactly-once"));
        }

        @Override
        public Contender flinkOnly() {
            return TimedContender.of(
                    "Flink alone", rows -> runs.flinkOnly(settings(false), input, rows));
        }

        @Override
        public List<Contender> optionalPeers() {
            return List.of(
                    into(
                            JdbcPeer.SINK,
                            appended.jdbcRowLimit(),
                            (file, rows) ->
                                    runs.sink(
                                            JobSettings.withoutCheckpoints(false),
                                            Boundedness.BOUNDED,
                                            rows,
                                            jdbcTable(file)::write)));
        }

        private ConnectorTable jdbcTable(DuckDbFile file) {
            return JdbcPeer.table(appended.generated().rowType(), List.of(), file);
        }

        private JobSettings settings(boolean objectReuse) {
            return checkpoints
                    ? new JobSettings(objectReuse, Optional.of(environment.checkpointInterval()))
                    : JobSettings.withoutCheckpoints(objectReuse);
        }

        /** Every run has a new file, which is read back and removed after the clock has stopped. */
        private Contender into(String contender, long rowLimit, Write write) {
            return TimedContender.limited(
                    contender,
                    rowLimit,
                    rows -> {
                        try (DuckDbFile file =
                                DuckDbFile.create(
                                        environment.workDirectory(), appended.duckDbColumns())) {
                            Measurement measurement = write.run(file, rows);
                            appended.verify(file, rows);
                            return measurement;
                        }
                    });
        }

        @Override
        public void close() {}
    }

    @FunctionalInterface
    private interface Write {
        Measurement run(DuckDbFile file, long rows) throws Exception;
    }
}
