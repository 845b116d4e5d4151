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
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Redis Streams source as a consumer group over one stream, against raw reads and
 * acknowledgements. Both begin with a group that has read nothing.
 */
@Internal
public final class RedisGroupBenchmark implements Benchmark {

    /** What the raw loop cost the client on two quiet cores. */
    private static final double REFERENCE_CPU_NANOS = 320;

    @Override
    public String name() {
        return "redis-source-group";
    }

    @Override
    public String summary() {
        return "Redis Streams source as a consumer group, until it is idle, acknowledging at checkpoints";
    }

    @Override
    public String baseline() {
        return XreadGroupLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
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
        private final Duration checkpointInterval;
        private long filled;

        private SourceSession(BenchmarkEnvironment environment) throws IOException {
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
            this.texts = new StreamRows(runs.slots());
            this.server = RedisServerProcess.start();
            this.checkpointInterval = environment.checkpointInterval();
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
            XreadGroupLoop loop = new XreadGroupLoop(texts);
            return TimedContender.of(
                    "XREADGROUP and XACK, raw reply",
                    rows -> {
                        try (Connection connection = server.connect()) {
                            XreadGroupLoop.reset(connection, RAW_KEY);
                            return loop.run(connection, RAW_KEY, rows);
                        }
                    });
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return TimedContender.of(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows -> {
                        try (Connection connection = server.connect()) {
                            XreadGroupLoop.reset(connection, RAW_KEY);
                        }
                        return runs.source(settings(objectReuse), rows, connectorTable()::scan);
                    });
        }

        /** Entries are acknowledged when a checkpoint completes. */
        private JobSettings settings(boolean objectReuse) {
            return new JobSettings(objectReuse, Optional.of(checkpointInterval));
        }

        private ConnectorTable connectorTable() {
            Map<String, String> options = new HashMap<>();
            options.put("connector", "redis-streams");
            options.put("host", RedisServerProcess.HOST);
            options.put("port", Integer.toString(server.port()));
            options.put("streams", KEY);
            options.put("scan.mode", "consumer-group");
            options.put("group.id", KEY);
            // As many as there are: the limit would measure the checkpoint interval.
            options.put("group.max-pending", Integer.toString(Integer.MAX_VALUE));
            options.put("scan.bounded.mode", "idle");
            options.put("scan.bounded.idle-timeout", "200 ms");
            return ConnectorTable.with(options);
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
        public void close() {
            server.close();
        }
    }
}
