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

import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.BoundedMode;
import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;
import io.flinkbundle.connector.pubsub.source.PubSubSource;
import io.flinkbundle.connector.pubsub.source.PubSubSourceBuilder;
import io.flinkbundle.connector.pubsub.source.StartupMode;
import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.connector.pubsub.testing.SeenMessages;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a job reads, where it begins and ends, and when messages are acknowledged. */
@Timeout(120)
class PubSubSourceITCase {

    private static final String ID = "letters";
    private static final String SUBSCRIPTION = PubSubTopics.subscription(ID);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    @RegisterExtension static final PubSubEmulatorExtension SERVER = new PubSubEmulatorExtension();

    private PubSubTopics topics;

    @BeforeEach
    void createTopic() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        topics.createTopic(ID);
        topics.subscribe(ID, subscription -> subscription.setRetainAckedMessages(true));
        SeenMessages.begin();
    }

    @AfterEach
    void closeConnection() {
        topics.close();
    }

    @Test
    void readsAndAcknowledgesAtCheckpoints() throws Exception {
        List<String> published = publish(0, 5000);

        JobClient job = start(source(), 2);
        SeenMessages.awaitDistinct(5000);
        CommonTestUtils.waitUntilCondition(() -> undelivered() == 0);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void readsThroughSeveralStreams() throws Exception {
        JobClient job = start(source().setStreamsPerReader(2), 2);
        SERVER.emulator().awaitReceivers(SUBSCRIPTION, 4, Duration.ofSeconds(30));
        List<String> published = publish(0, 3000);
        SeenMessages.awaitDistinct(3000);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void readsSeveralSubscriptions() throws Exception {
        topics.createTopic("digits");
        topics.subscribe("digits", subscription -> subscription);
        topics.publish("digits", List.of("1", "2"));
        publish(0, 2);

        start(source().setSubscriptions(ID, "digits").setBoundedMode(BoundedMode.idle()), 1)
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrder("0", "1", "1", "2");
    }

    @Test
    void endsWhenNothingComesAndAcknowledgesAll() throws Exception {
        List<String> published = publish(0, 2000);

        start(source().setBoundedMode(BoundedMode.idle()), 2).getJobExecutionResult().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(undelivered()).isZero();
    }

    @Test
    void endsAtATimeAndGivesBackWhatIsNewer() throws Exception {
        publish(0, 100);
        Instant end = Instant.now().plusMillis(1);
        CommonTestUtils.waitUntilCondition(() -> Instant.now().isAfter(end));
        publish(100, 150);

        start(source().setBoundedMode(BoundedMode.timestamp(end)), 1).getJobExecutionResult().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(numbers(0, 100));
        assertThat(texts(50)).containsExactlyInAnyOrderElementsOf(numbers(100, 150));
    }

    @Test
    void endsWithWhatThereWasWhenItStarted() throws Exception {
        List<String> published = publish(0, 100);

        start(source().setBoundedMode(BoundedMode.latest()), 1).getJobExecutionResult().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void endsAfterSoManyMessages() throws Exception {
        publish(0, 5000);

        start(source().setBoundedMode(BoundedMode.maxMessages(1234)), 3)
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.elements()).doesNotHaveDuplicates().hasSize(1234);
        assertThat(undelivered()).isEqualTo(5000 - 1234);
        // What was on its way when the streams closed comes again with the end of its lease.
        SERVER.emulator().expireLeases(SUBSCRIPTION);
        assertThat(texts(5000 - 1234)).doesNotContainAnyElementsOf(SeenMessages.elements());
    }

    @Test
    void beginsWithWhatIsRetained() throws Exception {
        publish(0, 10);
        texts(10);

        start(source().setStartupMode(StartupMode.earliest()).setBoundedMode(BoundedMode.idle()), 1)
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(numbers(0, 10));
    }

    @Test
    void beginsAtATime() throws Exception {
        publish(0, 10);
        Instant start = Instant.now().plusMillis(1);
        CommonTestUtils.waitUntilCondition(() -> Instant.now().isAfter(start));
        publish(10, 20);

        start(
                        source().setStartupMode(StartupMode.timestamp(start))
                                .setBoundedMode(BoundedMode.idle()),
                        1)
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(numbers(10, 20));
    }

    @Test
    void beginsWithWhatComesAfterItsStart() throws Exception {
        publish(0, 10);

        JobClient job = start(source().setStartupMode(StartupMode.latest()), 1);
        SERVER.emulator().awaitReceivers(SUBSCRIPTION, 1, Duration.ofSeconds(30));
        publish(10, 20);
        SeenMessages.awaitDistinct(10);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(numbers(10, 20));
    }

    @Test
    void beginsAtASnapshot() throws Exception {
        topics.snapshot(ID, "morning");
        publish(0, 10);
        texts(10);

        start(
                        source().setStartupMode(StartupMode.snapshot("morning"))
                                .setBoundedMode(BoundedMode.idle()),
                        1)
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(numbers(0, 10));
    }

    @Test
    void createsItsSubscription() throws Exception {
        topics.createTopic("fresh");
        JobClient job =
                start(
                        source().setSubscriptions("fresh")
                                .setCreateSubscription("fresh")
                                .setSubscriptionFilter("hasPrefix(attributes.kind, \"a\")"),
                        1);
        SERVER.emulator().calls().await(Rpc.CREATE_SUBSCRIPTION, 2, Duration.ofSeconds(30));
        SERVER.emulator()
                .awaitReceivers(PubSubTopics.subscription("fresh"), 1, Duration.ofSeconds(30));
        topics.publishMessages(
                "fresh",
                List.of(
                        PubSubTopics.message("not this"),
                        PubSubTopics.message("this").toBuilder()
                                .putAttributes("kind", "abc")
                                .build()));

        SeenMessages.awaitDistinct(1);
        job.cancel().get();

        assertThat(SeenMessages.elements()).containsExactly("this");
    }

    @Test
    void refusesASubscriptionOfAnotherTopic() throws Exception {
        topics.createTopic("other");

        assertThatThrownBy(
                        () ->
                                start(source().setCreateSubscription("other"), 1)
                                        .getJobExecutionResult()
                                        .get())
                .hasStackTraceContaining(SUBSCRIPTION + " is there, but belongs to");
    }

    @Test
    void saysThatASubscriptionIsMissing() {
        assertThatThrownBy(
                        () ->
                                start(source().setSubscriptions("missing"), 1)
                                        .getJobExecutionResult()
                                        .get())
                .hasStackTraceContaining("Could not find " + PubSubTopics.subscription("missing"))
                .hasStackTraceContaining("'scan.subscription.create'");
    }

    @Test
    void acknowledgesWhatItEmitsWithoutCheckpoints() throws Exception {
        List<String> published = publish(0, 3000);

        startWithoutCheckpoints(
                        source().setAckMode(AckMode.ON_EMIT)
                                .setMaxOutstandingMessages(500)
                                .setBoundedMode(BoundedMode.idle()))
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(undelivered()).isZero();
    }

    @Test
    void leavesMessagesWhereTheyAreWhenItAcknowledgesNothing() throws Exception {
        List<String> published = publish(0, 3000);

        startWithoutCheckpoints(
                        source().setAckMode(AckMode.NONE).setBoundedMode(BoundedMode.idle()))
                .getJobExecutionResult()
                .get();

        assertThat(SeenMessages.elements()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(texts(3000)).hasSize(3000);
    }

    @Test
    void refusesToLeaveOutWhatItHasNoRoomFor() throws Exception {
        publish(0, 3000);

        assertThatThrownBy(
                        () ->
                                startWithoutCheckpoints(
                                                source().setAckMode(AckMode.NONE)
                                                        .setMaxOutstandingMessages(1000)
                                                        .setBoundedMode(BoundedMode.idle()))
                                        .getJobExecutionResult()
                                        .get())
                .hasStackTraceContaining("'scan.max-outstanding-messages'");
    }

    private static PubSubSourceBuilder<String> source() {
        return PubSubSource.<String>builder()
                .setConnection(
                        PubSubConnectionOptions.builder()
                                .setEmulatorHost(SERVER.emulator().endpoint())
                                .setProject(PubSubTopics.PROJECT)
                                .build())
                .setSubscriptions(ID)
                .setIdleTimeout(Duration.ofSeconds(1))
                .setDeserializer(PubSubDeserializationSchema.data(new SimpleStringSchema()));
    }

    private static JobClient start(PubSubSourceBuilder<String> source, int parallelism)
            throws Exception {
        return start(source, parallelism, true);
    }

    private static JobClient startWithoutCheckpoints(PubSubSourceBuilder<String> source)
            throws Exception {
        return start(source, 1, false);
    }

    private static JobClient start(
            PubSubSourceBuilder<String> source, int parallelism, boolean checkpoints)
            throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(parallelism);
        if (checkpoints) {
            environment.enableCheckpointing(100);
        }
        environment
                .fromSource(source.build(), WatermarkStrategy.noWatermarks(), "letters")
                .map(new SeenMessages())
                .setParallelism(1);
        return environment.executeAsync();
    }

    private List<String> publish(int from, int to) {
        List<String> numbers = numbers(from, to);
        topics.publish(ID, numbers);
        return numbers;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private List<String> texts(int count) {
        return topics.take(ID, count).stream()
                .map(message -> message.getData().toStringUtf8())
                .toList();
    }

    private static long undelivered() {
        return SERVER.emulator().backlog(SUBSCRIPTION).undelivered();
    }
}
