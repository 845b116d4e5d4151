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

package io.flinkbundle.connector.pubsub.source;

import io.flinkbundle.connector.pubsub.client.GrpcSubscriberClients;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.source.reader.ReaderTimer;
import io.flinkbundle.connector.pubsub.testing.CountingClients;
import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.connector.pubsub.testing.SeenMessages;
import io.flinkbundle.emulators.pubsub.PubSubEmulator;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;
import io.flinkbundle.emulators.pubsub.fault.PlacedFault;
import io.flinkbundle.emulators.pubsub.time.ManualClock;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Leases hold for as long as it takes, on a clock that the test moves for service and reader. */
@Timeout(180)
class PubSubLeasesITCase {

    private static final String ID = "letters";
    private static final String SUBSCRIPTION = PubSubTopics.subscription(ID);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(30);

    private static final ManualClock CLOCK = new ManualClock();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    @RegisterExtension
    static final PubSubEmulatorExtension SERVER =
            new PubSubEmulatorExtension(PubSubEmulator.builder().clock(CLOCK));

    private PubSubTopics topics;

    @BeforeEach
    void createTopic() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        topics.createTopic(ID);
        topics.subscribe(ID, subscription -> subscription);
        SeenMessages.begin();
    }

    @AfterEach
    void closeConnection() {
        topics.close();
    }

    @Test
    void repeatsAndLosesNothingWithLeasesOfSecondsAndCheckpointsOfHalfHours(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        JobClient job = start();
        List<String> published = new ArrayList<>(publish(0, 3000));
        SeenMessages.awaitDistinct(3000);
        pass(CHECKPOINT_INTERVAL.dividedBy(2));
        published.addAll(publish(3000, 4000));
        SeenMessages.awaitDistinct(4000);
        pass(CHECKPOINT_INTERVAL.dividedBy(2));

        cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL).get();
        CommonTestUtils.waitUntilCondition(
                () -> SERVER.emulator().backlog(SUBSCRIPTION).undelivered() == 0);
        pass(LEASE.multipliedBy(3));
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void triesAgainToExtendWhenTheServiceIsAwayForAMoment() throws Exception {
        JobClient job = start();
        List<String> published = publish(0, 100);
        SeenMessages.awaitDistinct(100);

        PlacedFault away =
                SERVER.emulator()
                        .faults()
                        .on(Rpc.MODIFY_ACK_DEADLINE)
                        .times(3)
                        .fail(Status.UNAVAILABLE);
        pass(Duration.ofMinutes(1));
        job.cancel().get();

        away.await(3, Duration.ofSeconds(1));
        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void doesNotRepeatWhatComesAgainBecauseItsLeaseHasPassed(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        JobClient job = start();
        List<String> published = publish(0, 100);
        SeenMessages.awaitDistinct(100);

        SERVER.emulator().expireLeases(SUBSCRIPTION);
        publish(100, 101);
        SeenMessages.awaitDistinct(101);
        pass(Duration.ofMinutes(1));
        cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL).get();
        CommonTestUtils.waitUntilCondition(
                () -> SERVER.emulator().backlog(SUBSCRIPTION).undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements())
                .doesNotHaveDuplicates()
                .containsAll(published)
                .hasSize(101);
    }

    /** Lets time pass by the second; what is asked of the service meanwhile is answered first. */
    private static void pass(Duration time) throws Exception {
        for (long second = 0; second < time.toSeconds(); second++) {
            CLOCK.advance(Duration.ofSeconds(1));
            CommonTestUtils.waitUntilCondition(() -> CountingClients.unanswered() == 0, 1L);
        }
    }

    private static JobClient start() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(1);
        environment.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
        environment
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "letters")
                .map(new SeenMessages());
        return environment.executeAsync();
    }

    private static PubSubSource<String> source() {
        return PubSubSource.<String>builder()
                .setConnection(
                        PubSubConnectionOptions.builder()
                                .setEmulatorHost(SERVER.emulator().endpoint())
                                .setProject(PubSubTopics.PROJECT)
                                .build())
                .setSubscriptions(ID)
                .setLeaseExtension(LEASE)
                .setClients(options -> new CountingClients(new GrpcSubscriberClients(options)))
                .setTimers(MovedTimer::new)
                .setDeserializer(PubSubDeserializationSchema.data(new SimpleStringSchema()))
                .build();
    }

    private List<String> publish(int from, int to) {
        List<String> numbers = IntStream.range(from, to).mapToObj(Integer::toString).toList();
        topics.publish(ID, numbers);
        return numbers;
    }

    /** The clock of the test, whose thread runs the tasks. */
    private static final class MovedTimer implements ReaderTimer {

        private volatile boolean closed;

        @Override
        public long millis() {
            return CLOCK.millis();
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            CLOCK.schedule(
                    CLOCK.millis() + Math.max(1, delay.toMillis()),
                    () -> {
                        if (!closed) {
                            task.run();
                        }
                    });
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
