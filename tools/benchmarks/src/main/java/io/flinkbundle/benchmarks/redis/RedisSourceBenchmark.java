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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The Redis Streams source over one stream, against the raw replies of the same reads. */
@Internal
public final class RedisSourceBenchmark implements Benchmark {

    /** What the raw loop cost the client on two quiet cores. */
    private static final double REFERENCE_CPU_NANOS = 260;

    @Override
    public String name() {
        return "redis-source";
    }

    @Override
    public String summary() {
        return "Redis Streams source in offsets mode, bounded, five columns as entry fields";
    }

    @Override
    public String baseline() {
        return XreadLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    /** One stream has one reader. */
    @Override
    public boolean scales() {
        return false;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new SourceSession(environment);
    }

    private static final class SourceSession implements Session {

        private static final String KEY = "bench";
        private static final byte[] RAW_KEY = StreamRows.bytes(KEY);

        private final FlinkRuns runs;
        private final StreamRows texts;
        private final RedisServerProcess server;
        private long filled;

        private SourceSession(BenchmarkEnvironment environment) throws IOException {
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
            this.texts = new StreamRows(runs.slots());
            this.server = RedisServerProcess.start();
        }

        @Override
        public void prepare(long rows) {
            try (Connection connection = server.connect()) {
                if (rows < filled) {
                    connection.sendCommand(Command.DEL, RAW_KEY);
                    connection.getOne();
                    filled = 0;
                }
                new XaddLoop(texts).fill(connection, RAW_KEY, filled, rows);
                filled = rows;
            }
        }

        @Override
        public Contender baseline() {
            XreadLoop loop = new XreadLoop(texts);
            return TimedContender.of(
                    "XREAD, raw reply",
                    rows -> {
                        try (Connection connection = server.connect()) {
                            return loop.run(connection, RAW_KEY, rows);
                        }
                    });
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
                            "redis-streams",
                            "host",
                            RedisServerProcess.HOST,
                            "port",
                            Integer.toString(server.port()),
                            "streams",
                            KEY,
                            "scan.bounded.mode",
                            "latest"));
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
        public List<Contender> standingPeers() {
            return List.of(
                    TimedContender.of(
                            JedisXreadLoop.NAME,
                            rows -> {
                                try (Jedis jedis =
                                        new Jedis(server.address(), server.clientConfig())) {
                                    return JedisXreadLoop.run(jedis, KEY, rows);
                                }
                            }));
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
