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
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Pub/Sub sink against Google's Publisher. */
@Internal
public final class PubSubSinkBenchmark implements Benchmark {

    private final String name;
    private final int size;
    private final double referenceCpuNanos;

    private PubSubSinkBenchmark(String name, int size, double referenceCpuNanos) {
        this.name = name;
        this.size = size;
        this.referenceCpuNanos = referenceCpuNanos;
    }

    /** Messages of 100 bytes. */
    public static PubSubSinkBenchmark small() {
        return new PubSubSinkBenchmark("pubsub-sink", 100, 1_500);
    }

    /** Messages of 1 KiB. */
    public static PubSubSinkBenchmark large() {
        return new PubSubSinkBenchmark("pubsub-sink-1k", 1024, 3_000);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "Pub/Sub sink, messages of " + size + " bytes, flushed at checkpoints";
    }

    @Override
    public String baseline() {
        return GooglePublisherLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return referenceCpuNanos;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new SinkSession(environment, new PayloadRows(size));
    }

    private static final class SinkSession implements Session {

        private static final Boundedness INPUT = Boundedness.CONTINUOUS_UNBOUNDED;

        private final PayloadRows payloads;
        private final FlinkRuns runs;
        private final Duration checkpointInterval;
        private final PubSubProcess server;
        private final PublisherStub publisher;
        private final SubscriberStub subscriber;

        private SinkSession(BenchmarkEnvironment environment, PayloadRows payloads)
                throws IOException {
            this.payloads = payloads;
            this.runs = new FlinkRuns(environment.cluster(), environment.fault(), payloads);
            this.checkpointInterval = environment.checkpointInterval();
            this.server = PubSubProcess.start();
            this.publisher = server.publisher();
            this.subscriber = server.subscriber();
            PubSubQueue.create(publisher, subscriber, false);
        }

        @Override
        public Contender baseline() {
            return verified(
                    "Google's Publisher", rows -> GooglePublisherLoop.run(server, payloads, rows));
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return verified(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows -> runs.sink(settings(objectReuse), INPUT, rows, connectorTable()::write));
        }

        private JobSettings settings(boolean objectReuse) {
            return new JobSettings(objectReuse, Optional.of(checkpointInterval));
        }

        private ConnectorTable connectorTable() {
            return ConnectorTable.of(
                    payloads.rowType(),
                    List.of(),
                    Map.of(
                            "connector",
                            "pubsub",
                            "emulator-host",
                            server.endpoint(),
                            "topic",
                            PubSubQueue.TOPIC,
                            "format",
                            "raw"));
        }

        @Override
        public Contender flinkOnly() {
            return TimedContender.of(
                    "Flink alone", rows -> runs.flinkOnly(settings(false), INPUT, rows));
        }

        /** What a run published is read back after the clock has stopped. */
        private Contender verified(String contender, TimedContender.Run write) {
            return TimedContender.of(
                    contender,
                    rows -> {
                        Measurement measured = write.run(rows);
                        LostRowsException.check(
                                "the topic", payloads.expectedDigest(rows), readBack(rows));
                        return measured;
                    });
        }

        private RowDigest readBack(long rows) throws InterruptedException {
            RowDigest digest = new PullLoop(subscriber, rows).read();
            List<ReceivedMessage> more =
                    subscriber
                            .pullCallable()
                            .call(
                                    PullRequest.newBuilder()
                                            .setSubscription(PubSubQueue.SUBSCRIPTION)
                                            .setMaxMessages(1)
                                            .setReturnImmediately(true)
                                            .build())
                            .getReceivedMessagesList();
            more.forEach(
                    message ->
                            PayloadRows.digest(
                                    message.getMessage().getData().toByteArray(), digest));
            return digest;
        }

        @Override
        public void close() {
            publisher.close();
            subscriber.close();
            server.close();
        }
    }
}
