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

package io.flinkbundle.benchmarks.pubsub;

import io.flinkbundle.benchmarks.flink.ConnectorTable;
import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.flink.FlinkRuns;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.Contender;
import io.flinkbundle.benchmarks.harness.TimedContender;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.PayloadRows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Pub/Sub source against the stub below it. Both read and acknowledge the same messages. */
@Internal
public final class PubSubSourceBenchmark implements Benchmark {

    private final String name;
    private final int size;
    private final double referenceCpuNanos;

    private PubSubSourceBenchmark(String name, int size, double referenceCpuNanos) {
        this.name = name;
        this.size = size;
        this.referenceCpuNanos = referenceCpuNanos;
    }

    /** Messages of 100 bytes. */
    public static PubSubSourceBenchmark small() {
        return new PubSubSourceBenchmark("pubsub-source", 100, 1_500);
    }

    /** Messages of 1 KiB. */
    public static PubSubSourceBenchmark large() {
        return new PubSubSourceBenchmark("pubsub-source-1k", 1024, 3_000);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "Pub/Sub source, messages of "
                + size
                + " bytes, acknowledging at checkpoints, until it is idle";
    }

    @Override
    public String baseline() {
        return PullLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return referenceCpuNanos;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new SourceSession(environment, new PayloadRows(size));
    }

    private static final class SourceSession implements Session {

        private final PayloadRows payloads;
        private final FlinkRuns runs;
        private final Duration checkpointInterval;
        private final PubSubProcess server;
        private final PublisherStub publisher;
        private final SubscriberStub subscriber;
        private long filled;

        private SourceSession(BenchmarkEnvironment environment, PayloadRows payloads)
                throws IOException {
            this.payloads = payloads;
            this.runs = new FlinkRuns(environment.cluster(), environment.fault(), payloads);
            this.checkpointInterval = environment.checkpointInterval();
            this.server = PubSubProcess.start();
            this.publisher = server.publisher();
            this.subscriber = server.subscriber();
            PubSubQueue.create(publisher, subscriber, true);
        }

        @Override
        public void prepare(long rows) throws Exception {
            if (rows < filled) {
                PubSubQueue.delete(publisher, subscriber);
                PubSubQueue.create(publisher, subscriber, true);
                filled = 0;
            }
            PubSubQueue.fill(publisher, payloads, filled, rows);
            filled = rows;
        }

        @Override
        public Contender baseline() {
            return rewound("StreamingPull by the stub", this::pull);
        }

        private Measurement pull(long rows) throws InterruptedException, LostRowsException {
            PullLoop loop = new PullLoop(subscriber, rows);
            Measurement measured = loop.run();
            LostRowsException.check(
                    "the subscription", payloads.expectedDigest(rows), loop.digest());
            return measured;
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return rewound(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows ->
                            runs.source(
                                    new JobSettings(objectReuse, Optional.of(checkpointInterval)),
                                    rows,
                                    connectorTable()::scan));
        }

        private ConnectorTable connectorTable() {
            return ConnectorTable.of(
                    payloads.rowType(),
                    List.of(),
                    Map.of(
                            "connector", "pubsub",
                            "emulator-host", server.endpoint(),
                            "subscription", PubSubQueue.SUBSCRIPTION,
                            "format", "raw",
                            // Smaller bounds would measure the checkpoint interval.
                            "scan.max-outstanding-messages", "1000000",
                            "scan.max-outstanding-size", "512 mb",
                            "scan.bounded.mode", "idle",
                            "scan.bounded.idle-timeout", "1 s"));
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
                    rewound(
                            GoogleSubscriberLoop.NAME,
                            rows ->
                                    GoogleSubscriberLoop.run(
                                            server, payloads.expectedDigest(rows), rows)));
        }

        private Contender rewound(String contender, TimedContender.Run read) {
            return TimedContender.of(
                    contender,
                    rows -> {
                        PubSubQueue.rewind(subscriber);
                        return read.run(rows);
                    });
        }

        @Override
        public void close() {
            publisher.close();
            subscriber.close();
            server.close();
        }
    }
}
