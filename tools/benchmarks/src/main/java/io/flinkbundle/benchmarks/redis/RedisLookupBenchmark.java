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
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.LookupKeys;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A lookup join with hashes of Redis, against asking for one key after the other. */
@Internal
public final class RedisLookupBenchmark implements Benchmark {

    /** A round trip for each key, on two quiet cores; half of it waits in the kernel. */
    private static final double REFERENCE_CPU_NANOS = 20_000;

    private static final long MOST_KEYS = 500_000;

    /** What the documentation advises for {@code table.exec.async-lookup.buffer-capacity}. */
    private static final int WAITING_KEYS = 1000;

    @Override
    public String name() {
        return "redis-lookup";
    }

    @Override
    public String summary() {
        return "Redis lookup join by key, hashes of five fields, asynchronous, without a cache";
    }

    @Override
    public String baseline() {
        return HashLoop.READS;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new LookupSession(environment);
    }

    private static final class LookupSession implements Session {

        private final BenchmarkEnvironment environment;
        private final HashLoop hashes =
                new HashLoop(new StreamRows(new RowSlots(RowSlots.DEFAULT_SEED)));
        private final RedisServerProcess server;
        private LookupKeys keys;

        private LookupSession(BenchmarkEnvironment environment) throws IOException {
            this.environment = environment;
            this.server = RedisServerProcess.start();
        }

        @Override
        public void prepare(long rows) {
            long tableRows = Math.max(LookupKeys.FIRST_KEY + 1, Math.min(MOST_KEYS, rows));
            keys = new LookupKeys(RowSlots.DEFAULT_SEED, tableRows);
            try (Connection connection = server.connect()) {
                connection.sendCommand(Command.FLUSHALL);
                connection.getOne();
                hashes.write(connection, tableRows);
            }
        }

        @Override
        public Contender baseline() {
            return TimedContender.limited(
                    "one HMGET a key",
                    HashLoop.READ_LIMIT,
                    rows -> {
                        try (Connection connection = server.connect()) {
                            return hashes.read(connection, keys, rows);
                        }
                    });
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return TimedContender.of(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows ->
                            runs().through(
                                            JobSettings.withoutCheckpoints(objectReuse),
                                            rows,
                                            input -> connectorTable().lookup(input, WAITING_KEYS)));
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
                    "Flink alone",
                    rows ->
                            runs().flinkOnly(
                                            JobSettings.withoutCheckpoints(false),
                                            Boundedness.BOUNDED,
                                            rows));
        }

        private FlinkRuns runs() {
            return new FlinkRuns(environment.cluster(), environment.fault(), keys);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
