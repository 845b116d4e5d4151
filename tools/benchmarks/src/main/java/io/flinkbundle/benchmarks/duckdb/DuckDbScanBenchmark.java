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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.util.List;
import java.util.Map;

/** The DuckDB source over a whole table, against the chunk reader that makes the same rows. */
@Internal
public final class DuckDbScanBenchmark implements Benchmark {

    /** Reading these columns without making rows of them, on two quiet cores. */
    private static final double REFERENCE_CPU_NANOS = 265;

    @Override
    public String name() {
        return "duckdb-scan";
    }

    @Override
    public String summary() {
        return "DuckDB source, bounded, all columns of a table";
    }

    @Override
    public String baseline() {
        return ChunkReaderLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) {
        return new ScanSession(environment);
    }

    private static final class ScanSession implements Session {

        private final BenchmarkEnvironment environment;
        private final FlinkRuns runs;
        private DuckDbFile file;

        private ScanSession(BenchmarkEnvironment environment) {
            this.environment = environment;
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
        }

        @Override
        public void prepare(long rows) throws Exception {
            close();
            file = DuckDbFile.create(environment.workDirectory());
            file.fill(runs.slots(), rows);
        }

        @Override
        public Contender baseline() {
            ChunkReaderLoop reader = new ChunkReaderLoop(runs.slots());
            return TimedContender.of("chunk reader", rows -> reader.run(file, rows));
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return TimedContender.of(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows ->
                            runs.source(
                                    JobSettings.withoutCheckpoints(objectReuse),
                                    rows,
                                    connectorTable()::scan));
        }

        private ConnectorTable connectorTable() {
            return ConnectorTable.with(
                    Map.of(
                            "connector",
                            "duckdb",
                            "path",
                            file.path().toString(),
                            "table-name",
                            DuckDbFile.TABLE));
        }

        @Override
        public Contender flinkOnly() {
            return TimedContender.of(
                    "Flink alone",
                    rows ->
                            runs.flinkOnly(
                                    JobSettings.withoutCheckpoints(false),
                                    Boundedness.BOUNDED,
                                    rows));
        }

        @Override
        public List<Contender> optionalPeers() {
            return List.of(
                    TimedContender.of(
                            ResultSetLoop.NAME,
                            rows -> ResultSetLoop.run(file, runs.slots(), rows)));
        }

        @Override
        public void close() throws Exception {
            if (file != null) {
                file.close();
            }
        }
    }
}
