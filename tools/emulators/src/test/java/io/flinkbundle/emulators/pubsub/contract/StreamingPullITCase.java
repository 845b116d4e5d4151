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

package io.flinkbundle.emulators.pubsub.contract;

import io.flinkbundle.emulators.pubsub.testing.ContractTestBase;
import io.flinkbundle.emulators.pubsub.testing.PullStream;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.Status.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class StreamingPullITCase extends ContractTestBase {

    @BeforeEach
    void createTopicAndSubscription() {
        client.createTopicAndSubscription();
    }

    @Test
    void deliversWhatIsThereAndWhatComes() throws Exception {
        client.publish("before");
        PullStream stream = client.stream();
        assertThat(textsOf(stream.nextMessages(1))).containsExactly("before");

        client.publish("after");

        assertThat(textsOf(stream.nextMessages(1))).containsExactly("after");
    }

    @Test
    void deliversEveryMessageToOneOfSeveralStreams() throws Exception {
        List<PullStream> streams = List.of(openStream(), openStream(), openStream());
        String[] published =
                IntStream.range(0, 900).mapToObj(i -> "message " + i).toArray(String[]::new);
        client.publish(published);

        List<String> received = new ArrayList<>();
        for (int round = 0; round < 100 && received.size() < published.length; round++) {
            for (PullStream stream : streams) {
                received.addAll(textsOf(stream.messagesUntilPings()));
            }
        }

        assertThat(received).containsExactlyInAnyOrder(published);
    }

    @Test
    void saysWhatTheSubscriptionIs() throws Exception {
        PullStream stream = client.stream();
        client.publish("a");

        StreamingPullResponse response = stream.nextResponse();

        assertThat(response.getSubscriptionProperties().getExactlyOnceDeliveryEnabled()).isFalse();
        assertThat(response.getSubscriptionProperties().getMessageOrderingEnabled()).isFalse();
    }

    @Test
    void leasesForTheDeadlineOfTheStream() throws Exception {
        PullStream stream = client.stream(r -> r.setStreamAckDeadlineSeconds(60));
        client.publish("a");
        stream.nextMessages(1);

        advanceSeconds(59);
        assertThat(client.pull()).isEmpty();
        advanceSeconds(1);

        assertThat(textsOf(stream.nextMessages(1))).containsExactly("a");
    }

    @Test
    void changesTheDeadlineOfTheStream() throws Exception {
        PullStream stream = client.stream(r -> r.setProtocolVersion(1));
        stream.send(r -> r.setStreamAckDeadlineSeconds(100));
        stream.messagesUntilPings();
        client.publish("a");
        stream.nextMessages(1);

        advanceSeconds(99);

        assertThat(emulator().backlog(SUBSCRIPTION).outstanding()).isOne();
    }

    @Test
    void acknowledgesThroughTheStream() throws Exception {
        PullStream stream = client.stream(r -> r.setProtocolVersion(1));
        client.publish("a", "b");
        List<ReceivedMessage> messages = stream.nextMessages(2);

        stream.acknowledge(ackIdsOf(messages.subList(0, 1)));
        stream.messagesUntilPings();

        assertThat(emulator().backlog(SUBSCRIPTION).acknowledged()).isOne();
        assertThat(emulator().backlog(SUBSCRIPTION).outstanding()).isOne();
    }

    @Test
    void extendsAndGivesBackThroughTheStream() throws Exception {
        PullStream stream = client.stream();
        client.publish("kept", "given back");
        List<String> ids = ackIdsOf(stream.nextMessages(2));

        stream.send(
                r ->
                        r.addAllModifyDeadlineAckIds(ids)
                                .addAllModifyDeadlineSeconds(List.of(500, 0)));

        assertThat(textsOf(stream.nextMessages(1))).containsExactly("given back");
        advanceSeconds(10);
        assertThat(textsOf(stream.nextMessages(1))).containsExactly("given back");
        assertThat(emulator().backlog(SUBSCRIPTION).outstanding()).isEqualTo(2);
    }

    @Test
    void hasNoMoreMessagesOutstandingThanAllowed() throws Exception {
        PullStream stream =
                client.stream(r -> r.setProtocolVersion(1).setMaxOutstandingMessages(2));
        client.publish("a", "b", "c", "d", "e");
        List<ReceivedMessage> first = stream.nextMessages(2);

        assertThat(stream.messagesUntilPings()).isEmpty();
        client.acknowledge(first.get(0).getAckId());

        assertThat(textsOf(stream.nextMessages(1))).containsExactly("c");
        assertThat(stream.messagesUntilPings()).isEmpty();
    }

    @Test
    void sendsNothingOnceTheBytesOutstandingReachTheLimit() throws Exception {
        PullStream stream = client.stream(r -> r.setProtocolVersion(1).setMaxOutstandingBytes(150));
        String text = "x".repeat(100);
        client.publish(text, text, text);

        List<ReceivedMessage> first = stream.nextMessages(2);

        assertThat(stream.messagesUntilPings()).isEmpty();
        client.acknowledge(ackIdsOf(first));
        stream.nextMessages(1);
    }

    @Test
    void hasRoomAgainWhenMessagesAreGivenBackOrExpire() throws Exception {
        PullStream stream =
                client.stream(r -> r.setProtocolVersion(1).setMaxOutstandingMessages(1));
        client.publish("a", "b");
        client.nack(stream.nextMessages(1).get(0).getAckId());

        assertThat(textsOf(stream.nextMessages(1))).containsExactly("a");
        assertThat(stream.messagesUntilPings()).isEmpty();
        advanceSeconds(10);

        assertThat(textsOf(stream.nextMessages(1))).containsExactly("a");
    }

    @Test
    void sendsLargeMessagesOneByOne() throws Exception {
        PubsubMessage large =
                PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[900_000])).build();
        client.publish(TOPIC, Collections.nCopies(3, large));

        PullStream stream = client.stream();

        for (int i = 0; i < 3; i++) {
            assertThat(stream.nextResponse().getReceivedMessagesCount()).isOne();
        }
    }

    @Test
    void answersPingsOfProtocolVersionOne() throws Exception {
        PullStream stream = client.stream(r -> r.setProtocolVersion(1));

        stream.send(r -> r);

        assertThat(stream.nextResponse().getReceivedMessagesCount()).isZero();
    }

    @Test
    void doesNotAnswerPingsOfVersionZero() throws Exception {
        PullStream stream = client.stream();

        stream.send(r -> r);
        client.publish("a");

        assertThat(stream.nextResponse().getReceivedMessagesCount()).isOne();
    }

    @ParameterizedTest
    @MethodSource("invalidFirstRequests")
    void refusesAnInvalidFirstRequest(
            Code code, UnaryOperator<StreamingPullRequest.Builder> request) throws Exception {
        assertThat(client.stream(request).end().getCode()).isEqualTo(code);
    }

    static Stream<Arguments> invalidFirstRequests() {
        return Stream.of(
                first("no subscription", Code.INVALID_ARGUMENT, r -> r.clearSubscription()),
                first(
                        "unknown subscription",
                        Code.NOT_FOUND,
                        r -> r.setSubscription(PROJECT + "/subscriptions/none")),
                first("no deadline", Code.INVALID_ARGUMENT, r -> r.clearStreamAckDeadlineSeconds()),
                first(
                        "short deadline",
                        Code.INVALID_ARGUMENT,
                        r -> r.setStreamAckDeadlineSeconds(9)),
                first(
                        "long deadline",
                        Code.INVALID_ARGUMENT,
                        r -> r.setStreamAckDeadlineSeconds(601)),
                first("malformed id", Code.INVALID_ARGUMENT, r -> r.addAckIds("no-id")));
    }

    private static Arguments first(
            String name, Code code, UnaryOperator<StreamingPullRequest.Builder> request) {
        return argumentSet(name, code, request);
    }

    @ParameterizedTest
    @MethodSource("invalidFollowingRequests")
    void endsAtAnInvalidFollowingRequest(UnaryOperator<StreamingPullRequest.Builder> request)
            throws Exception {
        PullStream stream = client.stream();

        stream.send(request);

        assertThat(stream.end().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    }

    static Stream<Arguments> invalidFollowingRequests() {
        return Stream.of(
                following("subscription", r -> r.setSubscription(SUBSCRIPTION)),
                following("client id", r -> r.setClientId("a")),
                following("messages", r -> r.setMaxOutstandingMessages(1)),
                following("bytes", r -> r.setMaxOutstandingBytes(1)),
                following("version", r -> r.setProtocolVersion(1)),
                following("deadline", r -> r.setStreamAckDeadlineSeconds(5)),
                following("malformed id", r -> r.addAckIds("no-id")),
                following("no seconds", r -> r.addModifyDeadlineAckIds("no-id")),
                following(
                        "long extension",
                        r -> r.addModifyDeadlineAckIds("no-id").addModifyDeadlineSeconds(601)));
    }

    private static Arguments following(
            String name, UnaryOperator<StreamingPullRequest.Builder> request) {
        return argumentSet(name, request);
    }

    @Test
    void leavesMessagesLeasedWhenTheStreamEnds() throws Exception {
        PullStream stream = client.stream();
        client.publish("a");
        stream.nextMessages(1);

        stream.halfClose();

        assertThat(stream.end().getCode()).isEqualTo(Code.OK);
        assertThat(client.pull()).isEmpty();
        advanceSeconds(10);
        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void endsWhenTheSubscriptionIsDeleted() throws Exception {
        PullStream stream = openStream();

        client.subscriber()
                .deleteSubscription(
                        DeleteSubscriptionRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .build());

        assertThat(stream.end().getCode()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void endsWhenTheSubscriptionIsDetached() throws Exception {
        PullStream stream = openStream();

        client.publisher()
                .detachSubscription(
                        DetachSubscriptionRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .build());

        assertThat(stream.end().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(client.stream().end().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    }

    @Test
    void endsAfterTheLifetimeOfStreams() throws Exception {
        emulator().streams().closeAfter(Duration.ofMinutes(30));
        PullStream stream = openStream();

        CLOCK.advance(Duration.ofMinutes(29));
        assertThat(stream.messagesUntilPings()).isEmpty();
        CLOCK.advance(Duration.ofMinutes(1));

        assertThat(stream.end().getCode()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void endsAfterAsManyMessagesAsTheLimitSays() throws Exception {
        emulator().streams().closeAfterMessages(2);
        PullStream stream = client.stream();

        client.publish("a");
        stream.nextMessages(1);
        client.publish("b");
        stream.nextMessages(1);

        assertThat(stream.end().getCode()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void endsWhenAllStreamsAreClosed() throws Exception {
        PullStream stream = openStream();

        emulator().streams().closeAll();

        assertThat(stream.end().getCode()).isEqualTo(Code.UNAVAILABLE);
    }

    /** Open for sure, which a stream becomes some time after the call. */
    private PullStream openStream() throws InterruptedException {
        PullStream stream = client.stream(r -> r.setProtocolVersion(1));
        assertThat(stream.messagesUntilPings()).isEmpty();
        return stream;
    }
}
