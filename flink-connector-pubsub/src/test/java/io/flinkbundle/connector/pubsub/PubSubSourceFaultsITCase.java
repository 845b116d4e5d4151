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
import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.BoundedMode;
import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;
import io.flinkbundle.connector.pubsub.source.PubSubSource;
import io.flinkbundle.connector.pubsub.source.PubSubSourceBuilder;
import io.flinkbundle.connector.pubsub.source.RestoreSeek;
import io.flinkbundle.connector.pubsub.source.StartupMode;
import io.flinkbundle.connector.pubsub.testing.CapturedLog;
import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.connector.pubsub.testing.SeenMessages;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;
import io.flinkbundle.emulators.pubsub.fault.FaultRule;
import io.flinkbundle.emulators.pubsub.fault.PlacedFault;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import com.google.pubsub.v1.PubsubMessage;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whatever goes wrong, no message is lost. */
@Timeout(120)
class PubSubSourceFaultsITCase {

    private static final String ID = "numbers";
    private static final String SUBSCRIPTION = PubSubTopics.subscription(ID);
    private static final int MESSAGES = 2000;
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** What a checkpoint that did not complete holds comes again only when its lease is over. */
    private static final Duration LONGER_THAN_A_LEASE = LEASE.plusSeconds(5);

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
        topics.subscribe(ID, subscription -> subscription);
        SeenMessages.begin();
    }

    @AfterEach
    void closeConnection() {
        topics.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(Rpc.ACKNOWLEDGE, "unavailable", rule -> rule.fail(Status.UNAVAILABLE)),
                fault(
                        Rpc.ACKNOWLEDGE,
                        "an error afterwards",
                        rule -> rule.failAfterwards(Status.UNAVAILABLE)),
                fault(Rpc.ACKNOWLEDGE, "a lost answer", FaultRule::loseReply),
                fault(Rpc.ACKNOWLEDGE, "throttled", rule -> rule.throttle(Duration.ofMillis(200))),
                fault(Rpc.ACKNOWLEDGE, "a dropped connection", FaultRule::dropConnection),
                fault(Rpc.STREAMING_PULL, "unavailable", rule -> rule.fail(Status.UNAVAILABLE)),
                fault(Rpc.STREAMING_PULL, "internal error", rule -> rule.fail(Status.INTERNAL)),
                fault(
                        Rpc.STREAMING_PULL,
                        "throttled",
                        rule -> rule.throttle(Duration.ofMillis(200))));
    }

    private static Arguments fault(Rpc rpc, String name, Function<FaultRule, PlacedFault> fault) {
        return arguments(rpc, named(name, fault));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void losesAndRepeatsNothingInAJobThatGoesOn(Rpc rpc, Function<FaultRule, PlacedFault> fault)
            throws Exception {
        PlacedFault placed = fault.apply(SERVER.emulator().faults().on(rpc).times(2));
        List<String> published = publish(0, MESSAGES);

        JobClient job = start(source(), 1, new Configuration());
        SeenMessages.awaitDistinct(MESSAGES);
        placed.await(1, Duration.ofSeconds(30));
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void goesOnWhenItsStreamIsClosedAgainAndAgain() throws Exception {
        SERVER.emulator().streams().closeAfterMessages(150);
        List<String> published = publish(0, MESSAGES);

        JobClient job = start(source(), 2, new Configuration());
        SeenMessages.awaitDistinct(MESSAGES);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsAll(published);
    }

    @Test
    void goesOnWhenTheServiceComesBack() throws Exception {
        List<String> published = new ArrayList<>(publish(0, MESSAGES));
        JobClient job = start(source(), 1, new Configuration());
        SeenMessages.awaitDistinct(MESSAGES);

        SERVER.emulator().stopListening();
        int checkpoints = SeenMessages.checkpoints();
        CommonTestUtils.waitUntilCondition(() -> SeenMessages.checkpoints() > checkpoints + 2);
        SERVER.emulator().resumeListening();
        published.addAll(publish(MESSAGES, MESSAGES + 10));
        SeenMessages.awaitDistinct(MESSAGES + 10);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsAll(published);
    }

    @Test
    void losesNothingAfterACrash() throws Exception {
        List<String> published = publish(0, MESSAGES);
        SeenMessages.failAfterCheckpoints(3);

        start(
                        source().setMaxRecordsPerSecond(1500)
                                .setBoundedMode(BoundedMode.idle())
                                .setIdleTimeout(LONGER_THAN_A_LEASE),
                        2,
                        restarting())
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.hasFailed()).isTrue();
        assertThat(SeenMessages.elements()).containsAll(published);
        assertThat(undelivered()).isZero();
    }

    /** The checkpoint proves that it is complete, so what it holds is acknowledged at last. */
    @Test
    void acknowledgesFirstWhatACheckpointHoldsWhenAcknowledgementsWereLost() throws Exception {
        SERVER.emulator().faults().on(Rpc.ACKNOWLEDGE).always().fail(Status.UNAVAILABLE);
        List<String> published = publish(0, 100);
        SeenMessages.failAfterCheckpoints(3);

        JobClient job = start(source(), 1, restarting());
        CommonTestUtils.waitUntilCondition(SeenMessages::hasFailed);
        SERVER.emulator().faults().clear();
        SeenMessages.awaitDistinct(100);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void losesNothingWhenLeasesExpire() throws Exception {
        List<String> published = publish(0, MESSAGES);
        JobClient job = start(source().setMaxRecordsPerSecond(2000), 2, new Configuration());
        SeenMessages.awaitDistinct(MESSAGES / 4);

        SERVER.emulator().expireLeases(SUBSCRIPTION);
        SeenMessages.awaitDistinct(MESSAGES);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsAll(published);
    }

    @Test
    void losesNothingWhenItIsRescaled() throws Exception {
        List<String> published = new ArrayList<>(publish(0, 1000));
        String savepoint = "";
        int expected = 1000;
        for (int parallelism : List.of(2, 3, 1)) {
            Configuration configuration = new Configuration();
            if (!savepoint.isEmpty()) {
                configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            }
            int checkpoints = SeenMessages.checkpoints();
            JobClient job = start(source(), parallelism, configuration);
            SeenMessages.awaitDistinct(expected);
            CommonTestUtils.waitUntilCondition(() -> SeenMessages.checkpoints() > checkpoints);
            savepoint = Savepoints.stop(cluster, job, savepoints);
            published.addAll(publish(expected, expected + 500));
            expected += 500;
        }
        JobClient last =
                start(
                        source(),
                        3,
                        new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        SeenMessages.awaitDistinct(expected);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        last.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void startsFromASavepointThatIsOlderThanItsSubscription() throws Exception {
        SERVER.emulator().faults().on(Rpc.ACKNOWLEDGE).always().fail(Status.UNAVAILABLE);
        List<String> published = new ArrayList<>(publish(0, 100));
        String savepoint = readAndStop(source(), 100);
        SERVER.emulator().faults().clear();
        topics.unsubscribe(ID);
        topics.subscribe(ID, subscription -> subscription);
        published.addAll(publish(100, 200));

        JobClient job = restore(source(), savepoint);
        SeenMessages.awaitDistinct(200);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    /** Without the seek nothing would bring back what was acknowledged since the savepoint. */
    @Test
    void losesNothingWhenItIsRestoredFromAnOlderSavepointAndMovesBack() throws Exception {
        topics.unsubscribe(ID);
        topics.subscribe(ID, subscription -> subscription.setRetainAckedMessages(true));
        List<String> published = new ArrayList<>(publish(0, 100));
        String savepoint = readAndStop(source(), 100);
        published.addAll(publish(100, 200));
        JobClient job = restore(source(), savepoint);
        SeenMessages.awaitDistinct(200);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        JobClient again = restore(source().setRestoreSeek(RestoreSeek.CHECKPOINT_TIME), savepoint);
        SeenMessages.awaitDistinct(200);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        again.cancel().get();

        assertThat(SeenMessages.elements()).containsAll(published);
    }

    @Test
    void repeatsNothingOfBeforeItsStartWhenItMovesBack() throws Exception {
        topics.unsubscribe(ID);
        topics.subscribe(ID, subscription -> subscription.setRetainAckedMessages(true));
        publish(0, 10);
        Instant start = Instant.now().plusMillis(1);
        CommonTestUtils.waitUntilCondition(() -> Instant.now().isAfter(start));
        List<String> published = publish(10, 100);
        String savepoint = readAndStop(source().setStartupMode(StartupMode.timestamp(start)), 90);
        SeenMessages.begin();

        JobClient job = restore(source().setRestoreSeek(RestoreSeek.CHECKPOINT_TIME), savepoint);
        CommonTestUtils.waitUntilCondition(() -> SeenMessages.elements().size() >= 180);
        job.cancel().get();

        assertThat(SeenMessages.elements()).hasSize(180).containsOnlyElementsOf(published);
    }

    @Test
    void saysThatItCannotMoveBackWhatIsNotRetained() throws Exception {
        publish(0, 10);
        String savepoint = readAndStop(source(), 10);

        assertThatThrownBy(
                        () ->
                                restore(
                                                source().setRestoreSeek(
                                                                RestoreSeek.CHECKPOINT_TIME),
                                                savepoint)
                                        .getJobExecutionResult()
                                        .get())
                .hasStackTraceContaining("does not retain what was acknowledged");
    }

    @Test
    void acknowledgesNothingAtARestoreEitherIfItIsToAcknowledgeNothing() throws Exception {
        publish(0, 100);
        String savepoint = readAndStop(source().setAckMode(AckMode.NONE), 100);
        publish(100, 101);

        JobClient job = restore(source().setAckMode(AckMode.NONE), savepoint);
        SeenMessages.awaitDistinct(101);
        job.cancel().get();

        assertThat(undelivered()).isEqualTo(101);
    }

    private String readAndStop(PubSubSourceBuilder<String> source, int messages) throws Exception {
        JobClient job = start(source, 1, new Configuration());
        SeenMessages.awaitDistinct(messages);
        return Savepoints.stop(cluster, job, savepoints);
    }

    private static JobClient restore(PubSubSourceBuilder<String> source, String savepoint)
            throws Exception {
        return start(
                source, 1, new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
    }

    @Test
    void failsWhenItMayNotRead() {
        SERVER.emulator().faults().on(Rpc.STREAMING_PULL).always().fail(Status.PERMISSION_DENIED);

        assertThatThrownBy(
                        () -> start(source(), 1, new Configuration()).getJobExecutionResult().get())
                .hasStackTraceContaining("Could not read from " + SUBSCRIPTION)
                .hasStackTraceContaining("PERMISSION_DENIED");
    }

    @Test
    void needsNoRightToLookAtItsSubscription() throws Exception {
        SERVER.emulator().faults().on(Rpc.GET_SUBSCRIPTION).always().fail(Status.PERMISSION_DENIED);
        publish(0, 10);

        JobClient job = start(source(), 1, new Configuration());
        SeenMessages.awaitDistinct(10);
        job.cancel().get();
    }

    @Test
    void failsAtTheStartWhenTheServiceIsAway() {
        SERVER.emulator().faults().on(Rpc.GET_SUBSCRIPTION).always().fail(Status.UNAVAILABLE);

        assertThatThrownBy(
                        () -> start(source(), 1, new Configuration()).getJobExecutionResult().get())
                .hasStackTraceContaining("Could not find " + SUBSCRIPTION + ": UNAVAILABLE");
    }

    @Test
    void failsWhenItsSubscriptionIsDeleted() throws Exception {
        publish(0, 10);
        JobClient job = start(source(), 1, new Configuration());
        SeenMessages.awaitDistinct(10);

        topics.unsubscribe(ID);

        CommonTestUtils.waitUntilCondition(() -> job.getJobStatus().get() == JobStatus.FAILED);
        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .hasStackTraceContaining("NOT_FOUND");
    }

    /** The service keeps for the subscription what was published before. */
    @Test
    void readsWhatIsLeftWhenItsTopicIsDeleted() throws Exception {
        List<String> published = publish(0, MESSAGES);
        JobClient job = start(source().setMaxRecordsPerSecond(2000), 1, new Configuration());
        SeenMessages.awaitDistinct(1);

        topics.deleteTopic(ID);

        SeenMessages.awaitDistinct(MESSAGES);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        job.cancel().get();
        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void saysAtTheStartThatNothingMoreComesOfATopicThatWasDeleted() throws Exception {
        List<String> published = publish(0, 10);
        topics.deleteTopic(ID);

        try (CapturedLog log = new CapturedLog()) {
            JobClient job = start(source(), 1, new Configuration());
            SeenMessages.awaitDistinct(10);
            job.cancel().get();

            assertThat(log.text()).contains("The topic of " + SUBSCRIPTION + " was deleted");
        }
        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void losesNothingWhenItMayNotAcknowledgeAnyMore() throws Exception {
        SERVER.emulator().faults().on(Rpc.ACKNOWLEDGE).always().fail(Status.PERMISSION_DENIED);
        publish(0, 100);

        assertThatThrownBy(
                        () -> start(source(), 1, new Configuration()).getJobExecutionResult().get())
                .hasStackTraceContaining("Messages cannot be kept or acknowledged")
                .hasStackTraceContaining("PERMISSION_DENIED");
        assertThat(undelivered()).isEqualTo(100);
    }

    @Test
    void goesOnWithOtherOrderingKeysWhileOneIsBlocked() throws Exception {
        topics.unsubscribe(ID);
        topics.subscribe(ID, subscription -> subscription.setEnableMessageOrdering(true));
        SERVER.emulator().holdOrderingKey(SUBSCRIPTION, "held");
        publishWithKey("held", List.of("1", "2", "3"));
        publishWithKey("free", List.of("4", "5", "6"));

        JobClient job = start(source(), 1, new Configuration());
        SeenMessages.awaitDistinct(3);
        List<String> before = SeenMessages.elements();
        SERVER.emulator().releaseOrderingKey(SUBSCRIPTION, "held");
        SeenMessages.awaitDistinct(6);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(before).containsExactly("4", "5", "6");
        assertThat(SeenMessages.elements()).containsExactly("4", "5", "6", "1", "2", "3");
    }

    @Test
    void readsAMessageWithoutData() throws Exception {
        topics.publishMessages(
                ID, List.of(PubsubMessage.newBuilder().putAttributes("kind", "ping").build()));

        JobClient job = start(source(), 1, new Configuration());
        SeenMessages.awaitDistinct(1);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactly("");
    }

    private void publishWithKey(String key, List<String> texts) {
        topics.publishMessages(
                ID,
                texts.stream()
                        .map(
                                text ->
                                        PubSubTopics.message(text).toBuilder()
                                                .setOrderingKey(key)
                                                .build())
                        .toList());
    }

    private static PubSubSourceBuilder<String> source() {
        return PubSubSource.<String>builder()
                .setConnection(
                        PubSubConnectionOptions.builder()
                                .setEmulatorHost(SERVER.emulator().endpoint())
                                .setProject(PubSubTopics.PROJECT)
                                .setRequestTimeout(Duration.ofSeconds(2))
                                .build())
                .setSubscriptions(ID)
                .setLeaseExtension(LEASE)
                .setDeserializer(PubSubDeserializationSchema.data(new SimpleStringSchema()));
    }

    private static Configuration restarting() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
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
