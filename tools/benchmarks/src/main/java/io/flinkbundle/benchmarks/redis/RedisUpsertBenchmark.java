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

package io.flinkbundle.benchmarks.redis;

import io.flinkbundle.benchmarks.flink.ConnectorTable;
import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.flink.FlinkRuns;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.Contender;
import io.flinkbundle.benchmarks.harness.TimedContender;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Redis sink by primary key into hashes, against a raw pipeline of the same commands. */
@Internal
public final class RedisUpsertBenchmark implements Benchmark {

    /** What the raw loop cost the client on two quiet cores. */
    private static final double REFERENCE_CPU_NANOS = 800;

    private static final Boundedness INPUT = Boundedness.CONTINUOUS_UNBOUNDED;

    @Override
    public String name() {
        return "redis-upsert";
    }

    @Override
    public String summary() {
        return "Redis sink by primary key, hashes of five fields, with checkpoints";
    }

    @Override
    public String baseline() {
        return HashLoop.WRITES;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new UpsertSession(environment);
    }

    private static final class UpsertSession implements Session {

        private final BenchmarkEnvironment environment;
        private final FlinkRuns runs;
        private final HashLoop hashes;
        private final RedisServerProcess server;

        private UpsertSession(BenchmarkEnvironment environment) throws IOException {
            this.environment = environment;
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
            this.hashes = new HashLoop(new StreamRows(runs.slots()));
            this.server = RedisServerProcess.start();
        }

        @Override
        public Contender baseline() {
            return into(
                    "HSET pipeline",
                    rows -> {
                        try (Connection connection = server.connect()) {
                            return hashes.write(connection, rows);
                        }
                    });
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return into(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows -> runs.sink(settings(objectReuse), INPUT, rows, connectorTable()::write));
        }

        private ConnectorTable connectorTable() {
            return ConnectorTable.of(
                    BenchmarkSchema.ROW_TYPE,
                    List.of(BenchmarkSchema.COLUMNS.get(0)),
                    Map.of(
                            "connector",
                            "redis",
                            "host",
                            RedisServerProcess.HOST,
                            "port",
                            Integer.toString(server.port()),
                            "key.prefix",
                            HashLoop.PREFIX));
        }

        @Override
        public Contender flinkOnly() {
            return TimedContender.of(
                    "Flink alone", rows -> runs.flinkOnly(settings(false), INPUT, rows));
        }

        /** The flush at each checkpoint is what makes the sink at-least-once. */
        private JobSettings settings(boolean objectReuse) {
            return new JobSettings(objectReuse, Optional.of(environment.checkpointInterval()));
        }

        /** Every run begins without keys; they are read back after the clock has stopped. */
        private Contender into(String contender, TimedContender.Run write) {
            return TimedContender.of(
                    contender,
                    rows -> {
                        Measurement measurement = write.run(rows);
                        verifyAndDelete(rows);
                        return measurement;
                    });
        }

        private void verifyAndDelete(long rows) throws LostRowsException {
            try (Connection connection = server.connect()) {
                LostRowsException.check(
                        "the keys",
                        runs.slots().expectedDigest(rows),
                        hashes.digest(connection, rows));
                if (HashLoop.count(connection) != rows) {
                    throw new LostRowsException("There are other keys than those of the rows");
                }
                connection.sendCommand(Command.FLUSHALL);
                connection.getOne();
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
