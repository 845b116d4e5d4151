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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The InfluxDB 3 sink, with its default options, against a loop that encodes and posts. */
@Internal
public final class InfluxDb3SinkBenchmark implements Benchmark {

    /** What InfluxDB 3 flushes its log by. */
    private static final Duration WAL_TICK = Duration.ofSeconds(1);

    private static final int SEQUENTIAL_ROWS = 1_000;

    private final String name;
    private final String summary;
    private final String baseline;
    private final Duration tick;
    private final int rowsPerRequest;
    private final int inFlight;
    private final long rowLimit;
    private final double referenceCpuNanos;

    private InfluxDb3SinkBenchmark(
            String name,
            String summary,
            String baseline,
            Duration tick,
            int rowsPerRequest,
            int inFlight,
            long rowLimit,
            double referenceCpuNanos) {
        this.name = name;
        this.summary = summary;
        this.baseline = baseline;
        this.tick = tick;
        this.rowsPerRequest = rowsPerRequest;
        this.inFlight = inFlight;
        this.rowLimit = rowLimit;
        this.referenceCpuNanos = referenceCpuNanos;
    }

    /** A server that answers at once, so that the client is what is measured. */
    public static InfluxDb3SinkBenchmark nullServer() {
        return new InfluxDb3SinkBenchmark(
                "influxdb3-sink",
                "InfluxDB 3 sink, gzip level 1, a server that answers at once",
                "10,000 lines a request, 8 requests under way, gzip level 1, no Flink",
                Duration.ZERO,
                10_000,
                8,
                Long.MAX_VALUE,
                890);
    }

    /** A server that answers once a second, as InfluxDB 3 does. */
    public static InfluxDb3SinkBenchmark walTick() {
        return new InfluxDb3SinkBenchmark(
                "influxdb3-sink-wal",
                "InfluxDB 3 sink, a server that confirms writes once a second",
                "1,000 lines a request, one request after the other, gzip level 1, no Flink",
                WAL_TICK,
                SEQUENTIAL_ROWS,
                1,
                5L * SEQUENTIAL_ROWS,
                12_000);
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
        return baseline;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return referenceCpuNanos;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new SinkSession(environment);
    }

    private final class SinkSession implements Session {

        private static final Boundedness INPUT = Boundedness.CONTINUOUS_UNBOUNDED;

        private final BenchmarkEnvironment environment;
        private final FlinkRuns runs;
        private final LineRows lines;
        private final KeepingServerProcess server;

        private SinkSession(BenchmarkEnvironment environment) throws IOException {
            this.environment = environment;
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
            this.lines = new LineRows(runs.slots());
            this.server = KeepingServerProcess.start(tick);
        }

        @Override
        public Contender baseline() {
            return into(
                    "encode and post",
                    rowLimit,
                    rows -> {
                        try (PostLoop loop =
                                new PostLoop(lines, server.url(), rowsPerRequest, inFlight)) {
                            return loop.run(rows);
                        }
                    });
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return into(
                    objectReuse ? "connector, object reuse" : "connector",
                    Long.MAX_VALUE,
                    rows -> runs.sink(settings(objectReuse), INPUT, rows, table()::write));
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
                    "Flink alone", rows -> runs.flinkOnly(settings(false), INPUT, rows));
        }

        /** Every checkpoint waits for the answers to all requests before it. */
        private JobSettings settings(boolean objectReuse) {
            return new JobSettings(objectReuse, Optional.of(environment.checkpointInterval()));
        }

        /** What the server was sent is read back after the clock has stopped. */
        private Contender into(String contender, long limit, TimedContender.Run write) {
            return TimedContender.limited(
                    contender,
                    limit,
                    rows -> {
                        Measurement measurement = write.run(rows);
                        LostRowsException.check(
                                "the requests",
                                runs.slots().expectedDigest(rows),
                                server.digestAndForget(lines));
                        return measurement;
                    });
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
