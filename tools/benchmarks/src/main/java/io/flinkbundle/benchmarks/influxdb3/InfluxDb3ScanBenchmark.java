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

package io.flinkbundle.benchmarks.influxdb3;

import io.flinkbundle.benchmarks.flink.ConnectorTable;
import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.flink.FlinkRuns;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.Contender;
import io.flinkbundle.benchmarks.harness.TimedContender;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.RowDigest;
import io.flinkbundle.benchmarks.rows.RowSlots;
import io.flinkbundle.benchmarks.rows.SeriesRows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Map;

/** The InfluxDB 3 source over a whole table, against the loop that makes the same rows. */
@Internal
public final class InfluxDb3ScanBenchmark implements Benchmark {

    private static final double REFERENCE_CPU_NANOS = 220;

    private static final int NO_CONTENT = 204;

    @Override
    public String name() {
        return "influxdb3-scan";
    }

    @Override
    public String summary() {
        return "InfluxDB 3 source, bounded, all columns of a table";
    }

    @Override
    public String baseline() {
        return JsonLinesLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new ScanSession(environment);
    }

    private static final class ScanSession implements Session {

        private static final SeriesRows ROWS = new SeriesRows(RowSlots.DEFAULT_SEED);

        private final FlinkRuns runs;
        private final ServerProcess server;

        private ScanSession(BenchmarkEnvironment environment) throws IOException {
            this.runs = new FlinkRuns(environment.cluster(), environment.fault(), ROWS);
            this.server = ServerProcess.start(SeriesServer.class, "-Xmx512m");
        }

        @Override
        public void prepare(long rows) throws IOException {
            HttpURLConnection set =
                    (HttpURLConnection)
                            server.url()
                                    .resolve(SeriesServer.ROWS_PATH + "?" + rows)
                                    .toURL()
                                    .openConnection();
            if (set.getResponseCode() != NO_CONTENT) {
                throw new IOException("The server does not take the number of rows.");
            }
        }

        @Override
        public Contender baseline() {
            return TimedContender.of("JSON lines loop", this::runLoop);
        }

        private Measurement runLoop(long rows) throws Exception {
            RowDigest digest = new RowDigest();
            Measurement measurement = new JsonLinesLoop(server.url()).run(rows, digest);
            LostRowsException.check("the answer", ROWS.expectedDigest(rows), digest);
            return measurement;
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return TimedContender.of(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows ->
                            runs.source(
                                    JobSettings.withoutCheckpoints(objectReuse),
                                    rows,
                                    table()::scan));
        }

        private ConnectorTable table() {
            return ConnectorTable.with(
                    Map.of(
                            "connector", "influxdb3",
                            "url", server.url().toString(),
                            "database", "bench",
                            "table-name", LineRows.TABLE,
                            "tag.columns", "name",
                            "time.column", "event_time"));
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
        public void close() throws IOException {
            server.close();
        }
    }
}
