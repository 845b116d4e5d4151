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

package io.flinkbundle.emulators.pubsub.fault;

import io.flinkbundle.emulators.pubsub.call.Rpc;
import io.flinkbundle.emulators.pubsub.testing.ContractTestBase;
import io.flinkbundle.emulators.pubsub.testing.PullStream;
import io.flinkbundle.emulators.pubsub.testing.RawClient;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FaultScriptITCase extends ContractTestBase {

    private FaultScript faults;

    @BeforeEach
    void createTopicAndSubscription() {
        client.createTopicAndSubscription();
        faults = emulator().faults();
    }

    @Test
    void failsTheNextCallWithoutEffect() {
        faults.on(Rpc.PUBLISH).fail(Status.UNAVAILABLE.withDescription("away"));

        assertRefused(Code.UNAVAILABLE, () -> client.publish("a")).hasMessageContaining("away");
        client.publish("b");

        assertThat(textsOf(client.pull())).containsExactly("b");
    }

    @Test
    void failsTheCallAfterItsEffect() {
        faults.on(Rpc.PUBLISH).failAfterwards(Status.UNAVAILABLE);

        assertRefused(Code.UNAVAILABLE, () -> client.publish("a"))
                .hasMessageContaining("fault script");

        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void failsTheNthCallAndTheFollowing() {
        PlacedFault fault = faults.on(Rpc.PUBLISH).call(2).times(2).fail(Status.RESOURCE_EXHAUSTED);

        client.publish("a");
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> client.publish("b"));
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> client.publish("c"));
        client.publish("d");

        assertThat(textsOf(client.pull())).containsExactly("a", "d");
        assertThat(fault.occurrences()).isEqualTo(2);
    }

    @Test
    void throttlesWithAWait() throws Exception {
        faults.on(Rpc.PUBLISH).throttle(Duration.ofMillis(1_500));

        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> client.publish("a"));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(
                        StatusProto.fromThrowable(refusal)
                                .getDetails(0)
                                .unpack(RetryInfo.class)
                                .getRetryDelay())
                .isEqualTo(Durations.fromMillis(1_500));
        assertThat(client.pull()).isEmpty();
    }

    @Test
    void failsEveryCallUntilItIsCleared() {
        faults.on(Rpc.PULL, Rpc.ACKNOWLEDGE).always().fail(Status.PERMISSION_DENIED);

        for (int call = 0; call < 3; call++) {
            assertRefused(Code.PERMISSION_DENIED, () -> client.pull());
        }
        assertRefused(Code.PERMISSION_DENIED, () -> client.acknowledge("a"));
        faults.clear();

        assertThat(client.pull()).isEmpty();
    }

    @Test
    void failsOnlyTheOrderingKey() {
        faults.on(Rpc.PUBLISH).orderingKey("bad").always().fail(Status.ABORTED);

        client.publishWithKey("good", "a");
        assertRefused(Code.ABORTED, () -> client.publishWithKey("bad", "b"));
        client.publish("c");

        assertThat(textsOf(client.pull())).containsExactly("a", "c");
    }

    @Test
    void failsOnlyTheResource() {
        client.createTopic(PROJECT + "/topics/other");
        faults.on(Rpc.PUBLISH).resource(PROJECT + "/topics/other").fail(Status.INTERNAL);

        client.publish("a");

        assertRefused(
                Code.INTERNAL,
                () -> client.publish(PROJECT + "/topics/other", List.of(message("b"))));
    }

    @Test
    void doesNotHideTheErrorOfTheServiceBehindItsOwn() {
        faults.on(Rpc.ACKNOWLEDGE).failAfterwards(Status.UNAVAILABLE);

        assertRefused(Code.INVALID_ARGUMENT, () -> client.acknowledge("no-id"));
    }

    @Test
    void swallowsAnAcknowledgement() {
        client.publish("a");
        faults.on(Rpc.ACKNOWLEDGE).swallow();

        client.acknowledge(ackIdsOf(client.pull()));

        advanceSeconds(10);
        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void losesTheReply() throws Exception {
        faults.on(Rpc.PUBLISH).loseReply();

        assertRefused(
                Code.DEADLINE_EXCEEDED,
                () ->
                        client.publisher()
                                .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                                .publish(request("a")));

        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void delaysTheEffectByTheClock() throws Exception {
        PlacedFault delay = faults.on(Rpc.PUBLISH).delay(Duration.ofSeconds(5));
        ListenableFuture<PublishResponse> delayed =
                PublisherGrpc.newFutureStub(client.channel()).publish(request("late"));
        delay.await(1, Duration.ofSeconds(30));

        advanceSeconds(4);
        client.publish("early");
        assertThat(delayed).isNotDone();
        advanceSeconds(1);

        assertThat(delayed.get(30, TimeUnit.SECONDS).getMessageIdsCount()).isOne();
        assertThat(textsOf(client.pull())).containsExactly("early", "late");
    }

    @Test
    void dropsTheConnectionBeforeTheEffect() {
        faults.on(Rpc.PUBLISH).dropConnection();

        assertRefused(Code.UNAVAILABLE, () -> client.publish("a"));
        client.publish("b");

        assertThat(textsOf(client.pull())).containsExactly("b");
    }

    @Test
    void dropsTheConnectionAfterTheEffect() {
        faults.on(Rpc.PUBLISH).dropConnectionAfterwards();

        assertRefused(Code.UNAVAILABLE, () -> client.publish("a"));

        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void dropsAllCallsOfTheConnectionButNotOfOthers() throws Exception {
        try (RawClient bystander = new RawClient(emulator())) {
            PullStream own = openStream(client);
            PullStream others = openStream(bystander);
            faults.on(Rpc.PUBLISH).dropConnection();

            assertRefused(Code.UNAVAILABLE, () -> client.publish("a"));

            assertThat(own.end().getCode()).isEqualTo(Code.UNAVAILABLE);
            bystander.publish("b");
            assertThat(textsOf(others.nextMessages(1))).containsExactly("b");
        }
    }

    @Test
    void refusesAStream() throws Exception {
        faults.on(Rpc.STREAMING_PULL).fail(Status.UNAVAILABLE);

        assertThat(client.stream().end().getCode()).isEqualTo(Code.UNAVAILABLE);
        openStream(client);
    }

    @Test
    void keepsWhatItHoldsWhileItDoesNotListen() {
        client.publish("a");
        int port = emulator().port();

        emulator().stopListening();
        assertRefused(Code.UNAVAILABLE, () -> client.publish("lost"));
        emulator().resumeListening();

        assertThat(emulator().port()).isEqualTo(port);
        try (RawClient again = new RawClient(emulator())) {
            assertThat(textsOf(again.pull())).containsExactly("a");
        }
    }

    @Test
    void endsStreamsWithUnavailableWhenItStopsListening() throws Exception {
        PullStream stream = openStream(client);

        emulator().stopListening();

        Status end = stream.end();
        assertThat(end.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(end.getDescription()).doesNotContain("shutdownNow");
        emulator().resumeListening();
    }

    @Test
    void refusesRulesThatCanHaveNoEffect() {
        assertThatThrownBy(() -> faults.on(Rpc.STREAMING_PULL).loseReply())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("streams()");
        assertThatThrownBy(() -> faults.on(Rpc.PULL).swallow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Acknowledge");
        assertThatThrownBy(() -> faults.on(Rpc.PULL).orderingKey("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ordering key");
        assertThatThrownBy(() -> faults.on(Rpc.PULL).call(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.on(Rpc.PULL).fail(Status.OK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PullStream openStream(RawClient client) throws InterruptedException {
        PullStream stream = client.stream(r -> r.setProtocolVersion(1));
        assertThat(stream.messagesUntilPings()).isEmpty();
        return stream;
    }

    private static PublishRequest request(String text) {
        return PublishRequest.newBuilder().setTopic(TOPIC).addMessages(message(text)).build();
    }

    private static PubsubMessage message(String text) {
        return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
    }
}
