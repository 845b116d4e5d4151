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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.sink.PubSubSink;
import io.flinkbundle.connector.pubsub.sink.PubSubSinkBuilder;
import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;
import io.flinkbundle.emulators.pubsub.fault.FaultRule;
import io.flinkbundle.emulators.pubsub.fault.PlacedFault;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What goes wrong with the service costs neither a message nor the attempt of the job. */
@Timeout(120)
class PubSubSinkFaultsITCase {

    private static final String TOPIC = "numbers";
    private static final int MESSAGES = 500;
    private static final int MESSAGES_OF_A_REQUEST = 20;
    private static final long CHECKPOINT_MILLIS = 50;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension static final PubSubEmulatorExtension SERVER = new PubSubEmulatorExtension();

    private PubSubTopics topics;

    @BeforeEach
    void createTopic() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        topics.create(TOPIC);
    }

    @AfterEach
    void closeConnection() {
        topics.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("unavailable", rule -> rule.fail(Status.UNAVAILABLE)),
                fault("internal error", rule -> rule.fail(Status.INTERNAL)),
                fault("throttled", rule -> rule.throttle(Duration.ofMillis(200))),
                fault("an error after storing", rule -> rule.failAfterwards(Status.UNAVAILABLE)),
                fault("a lost answer", FaultRule::loseReply),
                fault("a dropped connection", FaultRule::dropConnection),
                fault("one dropped afterwards", FaultRule::dropConnectionAfterwards));
    }

    private static Arguments fault(String name, Function<FaultRule, PlacedFault> fault) {
        return arguments(named(name, fault));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void losesNothing(Function<FaultRule, PlacedFault> fault) throws Exception {
        fault.apply(SERVER.emulator().faults().on(Rpc.PUBLISH).call(2).times(2));

        start(sink()).getJobExecutionResult().get();

        assertThat(takeDistinct()).hasSize(MESSAGES);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void keepsTheOrderOfEachKey(Function<FaultRule, PlacedFault> fault) throws Exception {
        fault.apply(SERVER.emulator().faults().on(Rpc.PUBLISH).call(3).times(3));

        start(
                        sink().setSerializer(
                                        number ->
                                                message(number).toBuilder()
                                                        .setOrderingKey("k" + number % 3)
                                                        .build()))
                .getJobExecutionResult()
                .get();

        List<Long> all = takeAll();
        for (int key = 0; key < 3; key++) {
            int chosen = key;
            assertThat(all.stream().filter(n -> n % 3 == chosen).distinct())
                    .as("key %s, each message where it came first", key)
                    .isSorted()
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, MESSAGES)
                                    .filter(n -> n % 3 == chosen)
                                    .boxed()
                                    .toList());
        }
    }

    @Test
    void outlastsAServiceThatIsAway() throws Exception {
        SERVER.emulator().faults().on(Rpc.PUBLISH).call(3).times(40).fail(Status.UNAVAILABLE);

        start(sink()).getJobExecutionResult().get();

        assertThat(takeDistinct()).hasSize(MESSAGES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PERMISSION_DENIED", "UNAUTHENTICATED", "FAILED_PRECONDITION"})
    void failsWhereWaitingWouldNotHelp(String code) {
        SERVER.emulator()
                .faults()
                .on(Rpc.PUBLISH)
                .always()
                .fail(Status.Code.valueOf(code).toStatus());

        assertThatThrownBy(() -> start(sink()).getJobExecutionResult().get())
                .hasStackTraceContaining(
                        "Could not publish to " + PubSubTopics.topic(TOPIC) + ": " + code);
    }

    @Test
    void saysAtTheStartThatATopicIsMissing() {
        assertThatThrownBy(() -> start(sink().setTopic("missing")).getJobExecutionResult().get())
                .hasStackTraceContaining("Could not find " + PubSubTopics.topic("missing"))
                .hasStackTraceContaining("'sink.topic.create'");
    }

    @Test
    void failsWhenItsTopicIsDeletedWhileItPublishes() throws Exception {
        SERVER.emulator().faults().on(Rpc.PUBLISH).always().fail(Status.UNAVAILABLE);
        JobClient job = start(sink());
        SERVER.emulator().calls().await(Rpc.PUBLISH, 1, Duration.ofSeconds(30));

        topics.deleteTopic(TOPIC);
        SERVER.emulator().faults().clear();

        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .hasStackTraceContaining(
                        "Could not publish to " + PubSubTopics.topic(TOPIC) + ": NOT_FOUND");
    }

    @Test
    void createsItsTopicIfItMay() throws Exception {
        start(sink().setTopic("fresh").setCreateTopic(true)).getJobExecutionResult().get();

        assertThat(SERVER.emulator().calls().count(Rpc.CREATE_TOPIC)).isEqualTo(2);
        topics.subscribe("fresh");
    }

    @Test
    void keepsTheGoodMessagesBesideThoseBeyondTheLimits() throws Exception {
        PubSubSinkBuilder<Long> sink =
                sink().setOnRejected(BadRecordHandling.skip())
                        .setSerializer(
                                number ->
                                        switch (number.intValue()) {
                                            case 7 -> PubsubMessage.getDefaultInstance();
                                            case 9 -> withAttributes(number, 101);
                                            case 8 ->
                                                    PubsubMessage.newBuilder()
                                                            .setData(
                                                                    ByteString.copyFrom(
                                                                            new byte[10_000_001]))
                                                            .build();
                                            default -> message(number);
                                        });

        start(sink).getJobExecutionResult().get();

        assertThat(
                        topics.take(TOPIC, MESSAGES - 3).stream()
                                .map(PubSubSinkFaultsITCase::number)
                                .distinct())
                .hasSize(MESSAGES - 3);
    }

    private static PubSubSinkBuilder<Long> sink() {
        return PubSubSink.<Long>builder()
                .setConnection(
                        PubSubConnectionOptions.builder()
                                .setEmulatorHost(SERVER.emulator().endpoint())
                                .setProject(PubSubTopics.PROJECT)
                                .setRequestTimeout(Duration.ofSeconds(2))
                                .build())
                .setTopic(TOPIC)
                .setBufferFlushMaxRows(MESSAGES_OF_A_REQUEST)
                .setRetry(
                        RetryPolicy.of(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ZERO))
                .setSerializer(PubSubSinkFaultsITCase::message);
    }

    private static PubsubMessage message(long number) {
        return PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(Long.toString(number)))
                .build();
    }

    private static PubsubMessage withAttributes(long number, int count) {
        PubsubMessage.Builder message = message(number).toBuilder();
        for (int i = 0; i < count; i++) {
            message.putAttributes("a" + i, "");
        }
        return message.build();
    }

    private static long number(PubsubMessage message) {
        return Long.parseLong(message.getData().toStringUtf8());
    }

    private static JobClient start(PubSubSinkBuilder<Long> sink) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(1);
        environment.enableCheckpointing(CHECKPOINT_MILLIS);
        environment.fromSequence(1, MESSAGES).sinkTo(sink.build());
        return environment.executeAsync();
    }

    private Stream<Long> takeDistinct() {
        return takeAll().stream().distinct();
    }

    /** What was published, duplicates included. */
    private List<Long> takeAll() {
        long there = SERVER.emulator().backlog(PubSubTopics.subscription(TOPIC)).undelivered();
        return topics.take(TOPIC, (int) there).stream()
                .map(PubSubSinkFaultsITCase::number)
                .toList();
    }
}
