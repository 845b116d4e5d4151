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
import io.flinkbundle.benchmarks.rows.LookupKeys;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.util.List;
import java.util.Map;

/** A lookup join by the DuckDB connector without a cache, against one query for each key. */
@Internal
public final class DuckDbLookupBenchmark implements Benchmark {

    /** One key by one query in three million rows without an index, on two quiet cores. */
    private static final double REFERENCE_CPU_NANOS = 770_000;

    private static final long MOST_TABLE_ROWS = 3_000_000;
    private static final long TABLE_ROWS_PER_KEY = 30;

    /** What the documentation advises for {@code table.exec.async-lookup.buffer-capacity}. */
    private static final int WAITING_KEYS = 1000;

    @Override
    public String name() {
        return "duckdb-lookup";
    }

    @Override
    public String summary() {
        return "DuckDB lookup join by a key, asynchronous, without a cache";
    }

    @Override
    public String baseline() {
        return LookupLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) {
        return new LookupSession(environment);
    }

    private static final class LookupSession implements Session {

        private final BenchmarkEnvironment environment;
        private DuckDbFile table;
        private LookupKeys keys;

        private LookupSession(BenchmarkEnvironment environment) {
            this.environment = environment;
        }

        @Override
        public void prepare(long rows) throws Exception {
            close();
            long tableRows = Math.min(MOST_TABLE_ROWS, TABLE_ROWS_PER_KEY * rows);
            keys = new LookupKeys(RowSlots.DEFAULT_SEED, tableRows);
            table = DuckDbFile.create(environment.workDirectory());
            table.fill(new RowSlots(RowSlots.DEFAULT_SEED), tableRows);
        }

        @Override
        public Contender baseline() {
            return TimedContender.limited(
                    "one query a key",
                    LookupLoop.ROW_LIMIT,
                    rows -> LookupLoop.run(table, keys, rows));
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return TimedContender.of(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows -> join(objectReuse, rows, connectorTable()));
        }

        private ConnectorTable connectorTable() {
            return ConnectorTable.with(
                    Map.of(
                            "connector",
                            "duckdb",
                            "path",
                            table.path().toString(),
                            "table-name",
                            DuckDbFile.TABLE));
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
                            JdbcPeer.LOOKUP,
                            LookupLoop.ROW_LIMIT,
                            rows ->
                                    join(
                                            false,
                                            rows,
                                            JdbcPeer.table(
                                                    BenchmarkSchema.ROW_TYPE, List.of(), table))));
        }

        private Measurement join(boolean objectReuse, long rows, ConnectorTable lookedUp)
                throws Exception {
            return runs().through(
                            JobSettings.withoutCheckpoints(objectReuse),
                            rows,
                            input -> lookedUp.lookup(input, WAITING_KEYS));
        }

        private FlinkRuns runs() {
            return new FlinkRuns(environment.cluster(), environment.fault(), keys);
        }

        @Override
        public void close() throws Exception {
            if (table != null) {
                table.close();
                table = null;
            }
        }
    }
}
