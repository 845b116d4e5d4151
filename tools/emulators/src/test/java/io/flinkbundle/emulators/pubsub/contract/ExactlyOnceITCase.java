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

import com.google.protobuf.Any;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.rpc.ErrorInfo;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExactlyOnceITCase extends ContractTestBase {

    private static final String INVALID = "PERMANENT_FAILURE_INVALID_ACK_ID";
    private static final String UNORDERED = "TRANSIENT_FAILURE_UNORDERED_ACK_ID";

    @BeforeEach
    void createTopicAndSubscription() {
        client.createTopicAndSubscription(
                s -> s.setEnableExactlyOnceDelivery(true).setEnableMessageOrdering(true));
    }

    @Test
    void acknowledgesByTheLatestIdAlone() throws Exception {
        client.publish("a");
        String stale = client.pull().get(0).getAckId();
        advanceSeconds(10);
        String latest = client.pull().get(0).getAckId();

        assertThat(refusedIds(() -> client.acknowledge(stale))).isEqualTo(Map.of(stale, INVALID));
        client.acknowledge(latest);

        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @Test
    void refusesTheIdOfADeadlineThatPassed() throws Exception {
        client.publish("a");
        String expired = client.pull().get(0).getAckId();
        advanceSeconds(10);

        assertThat(refusedIds(() -> client.acknowledge(expired)))
                .isEqualTo(Map.of(expired, INVALID));
        assertThat(refusedIds(() -> client.modifyAckDeadline(30, expired)))
                .isEqualTo(Map.of(expired, INVALID));
        assertThat(refusedIds(() -> client.nack(expired))).isEqualTo(Map.of(expired, INVALID));
        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void acceptsTheOtherIdsOfTheRequest() throws Exception {
        client.publish("a", "b", "c");
        List<String> ids = ackIdsOf(client.pull());
        client.nack(ids.get(1));

        assertThat(refusedIds(() -> client.acknowledge(ids)))
                .isEqualTo(Map.of(ids.get(1), INVALID));
        assertThat(emulator().backlog(SUBSCRIPTION).acknowledged()).isEqualTo(2);
    }

    @Test
    void namesAThousandIdsThatItRefuses() throws Exception {
        client.publish(Collections.nCopies(1_000, "x").toArray(new String[0]));
        List<String> ids = ackIdsOf(client.pull());
        advanceSeconds(10);

        assertThat(refusedIds(() -> client.acknowledge(ids))).hasSize(1_000);
    }

    @Test
    void takesTheRepetitionOfAnAcknowledgementWhoseReplyWasLost() {
        client.publish("a");
        List<String> ids = ackIdsOf(client.pull());
        client.acknowledge(ids);

        client.acknowledge(ids);

        assertThat(emulator().backlog(SUBSCRIPTION).acknowledged()).isOne();
    }

    @Test
    void givesBackByTheLatestId() {
        client.publish("a");
        client.nack(client.pull().get(0).getAckId());

        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void refusesATextThatIsNoIdAndAcceptsTheOthers() throws Exception {
        client.publish("a");
        String id = client.pull().get(0).getAckId();

        assertThat(refusedIds(() -> client.acknowledge(id, "no-id")))
                .isEqualTo(Map.of("no-id", INVALID));
        assertThat(refusedIds(() -> client.nack("no-id"))).isEqualTo(Map.of("no-id", INVALID));
        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @Test
    void wantsTheMessagesOfAKeyAcknowledgedInOrder() throws Exception {
        client.publishWithKey("key", "a", "b");
        List<String> ids = ackIdsOf(client.pull());

        assertThat(refusedIds(() -> client.acknowledge(ids.get(1))))
                .isEqualTo(Map.of(ids.get(1), UNORDERED));
        client.acknowledge(ids);

        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @Test
    void tellsTheStreamThatItsSubscriptionIsOfThisKind() throws Exception {
        PullStream stream = client.stream();
        client.publish("a");

        assertThat(
                        stream.nextResponse()
                                .getSubscriptionProperties()
                                .getExactlyOnceDeliveryEnabled())
                .isTrue();
    }

    @Test
    void confirmsWhatAStreamAcknowledges() throws Exception {
        PullStream stream = client.stream();
        client.publish("a", "b");
        List<String> ids = ackIdsOf(stream.nextMessages(2));
        client.nack(ids.get(0));
        stream.nextMessages(1);

        stream.acknowledge(ids);

        StreamingPullResponse.AcknowledgeConfirmation confirmation =
                stream.nextResponse().getAcknowledgeConfirmation();
        assertThat(confirmation.getAckIdsList()).containsExactly(ids.get(1));
        assertThat(confirmation.getInvalidAckIdsList()).containsExactly(ids.get(0));
        assertThat(confirmation.getUnorderedAckIdsList()).isEmpty();
    }

    @Test
    void tellsTheStreamWhichIdsAreOutOfOrder() throws Exception {
        PullStream stream = client.stream();
        client.publishWithKey("key", "a", "b");
        List<String> ids = ackIdsOf(stream.nextMessages(2));

        stream.acknowledge(ids.subList(1, 2));

        assertThat(stream.nextResponse().getAcknowledgeConfirmation().getUnorderedAckIdsList())
                .containsExactly(ids.get(1));
    }

    @Test
    void confirmsTheDeadlinesThatAStreamChanges() throws Exception {
        PullStream stream = client.stream();
        client.publish("a", "b");
        List<ReceivedMessage> messages = stream.nextMessages(2);
        List<String> ids = new ArrayList<>(ackIdsOf(messages));
        client.acknowledge(ids.get(0));

        stream.send(
                r ->
                        r.addAllModifyDeadlineAckIds(ids)
                                .addAllModifyDeadlineSeconds(List.of(60, 60)));

        StreamingPullResponse.ModifyAckDeadlineConfirmation confirmation =
                stream.nextResponse().getModifyAckDeadlineConfirmation();
        assertThat(confirmation.getAckIdsList()).containsExactly(ids.get(1));
        assertThat(confirmation.getInvalidAckIdsList()).containsExactly(ids.get(0));
    }

    @Test
    void confirmsNothingWithoutExactlyOnceDelivery() throws Exception {
        emulator().reset();
        client.createTopicAndSubscription();
        PullStream stream = client.stream(r -> r.setProtocolVersion(1));
        client.publish("a");

        stream.acknowledge(ackIdsOf(stream.nextMessages(1)));
        stream.send(r -> r);

        assertThat(stream.nextResponse().hasAcknowledgeConfirmation()).isFalse();
    }

    /** The ids that the error names, with their reasons. */
    private static Map<String, String> refusedIds(ThrowingCallable call) throws Exception {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        Any detail = StatusProto.fromThrowable(refusal).getDetails(0);
        return detail.unpack(ErrorInfo.class).getMetadataMap();
    }
}
