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

package io.flinkbundle.connector.pubsub;

import io.flinkbundle.connector.common.testing.Savepoints;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;
import io.flinkbundle.connector.pubsub.source.PubSubSource;
import io.flinkbundle.connector.pubsub.source.PubSubSourceBuilder;
import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.connector.pubsub.testing.SeenMessages;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
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
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever goes wrong, each message counts once in Flink's state. */
@Timeout(180)
class PubSubExactlyOnceITCase {

    private static final String ID = "numbers";
    private static final String SUBSCRIPTION = PubSubTopics.subscription(ID);
    private static final int MESSAGES = 2000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @RegisterExtension static final PubSubEmulatorExtension SERVER = new PubSubEmulatorExtension();

    @TempDir private Path savepoints;

    private PubSubTopics topics;
    private MiniCluster cluster;

    @BeforeEach
    void takeCluster(@InjectMiniCluster MiniCluster injected) {
        cluster = injected;
    }

    @BeforeEach
    void createTopic() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        topics.createTopic(ID);
        topics.subscribe(ID, subscription -> subscription.setEnableExactlyOnceDelivery(true));
        SeenMessages.begin();
    }

    @AfterEach
    void closeConnection() {
        topics.close();
    }

    @Test
    void readsEachMessageOnce() throws Exception {
        List<String> published = publish(0, MESSAGES);

        JobClient job = start(source(), 2, new Configuration());
        SeenMessages.awaitDistinct(MESSAGES);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void countsEachMessageOnceAfterACrash() throws Exception {
        List<String> published = publish(0, MESSAGES);
        SeenMessages.failAfterCheckpoints(3);

        JobClient job = start(source().setMaxRecordsPerSecond(1500), 2, restarting());
        CommonTestUtils.waitUntilCondition(SeenMessages::hasFailed);
        SeenMessages.awaitDistinct(MESSAGES);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    /** The messages of the savepoint come again, to any reader, because their leases are over. */
    @Test
    void countsEachMessageOnceWhenAcknowledgementsWereLostAndLeasesHavePassed() throws Exception {
        SERVER.emulator().faults().on(Rpc.ACKNOWLEDGE).always().fail(Status.UNAVAILABLE);
        List<String> published = new ArrayList<>(publish(0, 500));
        JobClient job = start(source(), 2, new Configuration());
        SeenMessages.awaitDistinct(500);
        String savepoint = Savepoints.stop(cluster, job, savepoints);
        assertThat(undelivered()).isEqualTo(500);

        SERVER.emulator().expireLeases(SUBSCRIPTION);
        SERVER.emulator().faults().clear();
        published.addAll(publish(500, 600));
        JobClient restored =
                start(
                        source(),
                        3,
                        new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        SeenMessages.awaitDistinct(600);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        restored.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void countsEachMessageOnceWhenItIsRescaled() throws Exception {
        List<String> published = new ArrayList<>(publish(0, 500));
        String savepoint = "";
        int expected = 500;
        for (int parallelism : List.of(2, 3, 1)) {
            Configuration configuration = new Configuration();
            if (!savepoint.isEmpty()) {
                configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            }
            JobClient job = start(source(), parallelism, configuration);
            SeenMessages.awaitDistinct(expected);
            savepoint = Savepoints.stop(cluster, job, savepoints);
            published.addAll(publish(expected, expected + 200));
            expected += 200;
        }
        JobClient last =
                start(
                        source(),
                        2,
                        new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        SeenMessages.awaitDistinct(expected);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        last.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void goesOnWhenItsStreamIsClosedAgainAndAgain() throws Exception {
        SERVER.emulator().streams().closeAfterMessages(150);
        List<String> published = publish(0, MESSAGES);

        JobClient job = start(source(), 1, restarting());
        SeenMessages.awaitDistinct(MESSAGES);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void refusesASubscriptionWithoutExactlyOnceDelivery() throws Exception {
        topics.unsubscribe(ID);
        topics.subscribe(ID, subscription -> subscription);

        assertThatThrownBy(
                        () -> start(source(), 1, new Configuration()).getJobExecutionResult().get())
                .hasStackTraceContaining("has no exactly-once delivery");
    }

    @Test
    void refusesItAlsoWhereItMayNotLookAtTheSubscription() throws Exception {
        topics.unsubscribe(ID);
        topics.subscribe(ID, subscription -> subscription);
        SERVER.emulator().faults().on(Rpc.GET_SUBSCRIPTION).always().fail(Status.PERMISSION_DENIED);
        publish(0, 1);

        assertThatThrownBy(
                        () -> start(source(), 1, new Configuration()).getJobExecutionResult().get())
                .hasStackTraceContaining("has no exactly-once delivery");
    }

    private static PubSubSourceBuilder<String> source() {
        return PubSubSource.<String>builder()
                .setConnection(
                        PubSubConnectionOptions.builder()
                                .setEmulatorHost(SERVER.emulator().endpoint())
                                .setProject(PubSubTopics.PROJECT)
                                .build())
                .setSubscriptions(ID)
                .setLeaseExtension(Duration.ofSeconds(10))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setDeserializer(PubSubDeserializationSchema.data(new SimpleStringSchema()));
    }

    private static Configuration restarting() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                        Integer.MAX_VALUE)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                        Duration.ofMillis(1));
    }

    private static JobClient start(
            PubSubSourceBuilder<String> source, int parallelism, Configuration configuration)
            throws Exception {
        if (!configuration.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(100);
        environment
                .fromSource(source.build(), WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .map(new SeenMessages())
                .setParallelism(1)
                .uid("seen");
        return environment.executeAsync();
    }

    private List<String> publish(int from, int to) {
        List<String> numbers = IntStream.range(from, to).mapToObj(Integer::toString).toList();
        topics.publish(ID, numbers);
        return numbers;
    }

    private static long undelivered() {
        return SERVER.emulator().backlog(SUBSCRIPTION).undelivered();
    }
}
