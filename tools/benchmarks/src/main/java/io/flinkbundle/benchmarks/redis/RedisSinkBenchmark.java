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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Redis Streams sink against a raw pipeline of a thousand. */
@Internal
public final class RedisSinkBenchmark implements Benchmark {

    /** What the raw loop cost the client on two quiet cores. */
    private static final double REFERENCE_CPU_NANOS = 800;

    private static final String EXACTLY_ONCE = "exactly-once";

    private final String name;
    private final String guarantee;

    private RedisSinkBenchmark(String name, String guarantee) {
        this.name = name;
        this.guarantee = guarantee;
    }

    public static RedisSinkBenchmark atLeastOnce() {
        return new RedisSinkBenchmark("redis-sink", "at-least-once");
    }

    public static RedisSinkBenchmark exactlyOnce() {
        return new RedisSinkBenchmark("redis-sink-exactly-once", EXACTLY_ONCE);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "Redis Streams sink, " + guarantee + ", five columns as entry fields";
    }

    @Override
    public String baseline() {
        return XaddLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new SinkSession(environment);
    }

    private final class SinkSession implements Session {

        private static final String KEY = "bench";
        private static final byte[] RAW_KEY = StreamRows.bytes(KEY);
        private static final Boundedness INPUT = Boundedness.CONTINUOUS_UNBOUNDED;

        private final BenchmarkEnvironment environment;
        private final FlinkRuns runs;
        private final StreamRows texts;
        private final RedisServerProcess server;

        private SinkSession(BenchmarkEnvironment environment) throws IOException {
            this.environment = environment;
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
            this.texts = new StreamRows(runs.slots());
            this.server = RedisServerProcess.start();
        }

        @Override
        public Contender baseline() {
            XaddLoop loop = new XaddLoop(texts);
            return into(
                    "XADD pipeline",
                    Long.MAX_VALUE,
                    rows -> {
                        try (Connection connection = server.connect()) {
                            return loop.run(connection, RAW_KEY, rows);
                        }
                    });
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return into(
                    objectReuse ? "connector, object reuse" : "connector",
                    Long.MAX_VALUE,
                    rows -> runs.sink(settings(objectReuse), INPUT, rows, connectorTable()::write));
        }

        private ConnectorTable connectorTable() {
            Map<String, String> options = new HashMap<>();
            options.put("connector", "redis-streams");
            options.put("host", RedisServerProcess.HOST);
            options.put("port", Integer.toString(server.port()));
            options.put("streams", KEY);
            options.put("sink.delivery-guarantee", guarantee);
            if (guarantee.equals(EXACTLY_ONCE)) {
                // A fast machine makes more rows between two checkpoints than a checkpoint holds.
                options.put("sink.staging.path", environment.workDirectory().toUri().toString());
            }
            return ConnectorTable.with(options);
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

        @Override
        public List<Contender> optionalPeers() {
            return List.of(
                    into(
                            JedisXaddLoop.NAME,
                            JedisXaddLoop.ROW_LIMIT,
                            rows -> {
                                try (Jedis jedis =
                                        new Jedis(server.address(), server.clientConfig())) {
                                    return JedisXaddLoop.run(jedis, KEY, runs.slots(), texts, rows);
                                }
                            }));
        }

        /**
         * Every run has a new stream, which is read back and deleted after the clock has stopped.
         */
        private Contender into(String contender, long rowLimit, TimedContender.Run write) {
            return TimedContender.limited(
                    contender,
                    rowLimit,
                    rows -> {
                        Measurement measurement = write.run(rows);
                        verifyAndDelete(rows);
                        return measurement;
                    });
        }

        private void verifyAndDelete(long rows) throws LostRowsException {
            try (Connection connection = server.connect()) {
                LostRowsException.check(
                        "stream " + KEY,
                        runs.slots().expectedDigest(rows),
                        new XreadLoop(texts).digest(connection, RAW_KEY));
                // The stream, and the markers of an exactly-once sink.
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
