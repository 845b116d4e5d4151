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

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import io.grpc.Status.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class PublishITCase extends ContractTestBase {

    private static final int LARGEST_MESSAGE = 10_000_000;

    @BeforeEach
    void createTopicAndSubscription() {
        client.createTopicAndSubscription();
    }

    @Test
    void givesEachMessageAnIdAndTheTime() {
        List<String> ids = client.publish("a", "b");

        List<ReceivedMessage> received = client.pull();
        assertThat(ids).doesNotHaveDuplicates().hasSize(2);
        assertThat(received).extracting(r -> r.getMessage().getMessageId()).isEqualTo(ids);
        assertThat(received)
                .extracting(r -> r.getMessage().getPublishTime())
                .containsOnly(Timestamps.fromMillis(CLOCK.millis()));
    }

    @Test
    void keepsDataAttributesAndOrderingKey() {
        PubsubMessage message =
                PubsubMessage.newBuilder()
                        .setData(ByteString.copyFrom(new byte[] {0, -1, 127}))
                        .putAttributes("a", "")
                        .putAttributes("\u00e9", "\u20ac")
                        .setOrderingKey("key")
                        .build();

        client.publish(TOPIC, List.of(message));

        PubsubMessage received = client.pull().get(0).getMessage();
        assertThat(received.toBuilder().clearMessageId().clearPublishTime().build())
                .isEqualTo(message);
    }

    @Test
    void overwritesAnIdAndATimeOfTheClient() {
        List<String> ids =
                client.publish(
                        TOPIC,
                        List.of(
                                message(1).toBuilder()
                                        .setMessageId("mine")
                                        .setPublishTime(Timestamps.EPOCH)
                                        .build()));

        PubsubMessage received = client.pull().get(0).getMessage();
        assertThat(received.getMessageId()).isEqualTo(ids.get(0)).isNotEqualTo("mine");
        assertThat(received.getPublishTime()).isNotEqualTo(Timestamps.EPOCH);
    }

    @Test
    void takesAThousandMessagesAndAHundredAttributes() {
        assertThat(client.publish(TOPIC, Collections.nCopies(1_000, message(1)))).hasSize(1_000);
        assertThat(client.publish(TOPIC, List.of(withAttributes(100)))).hasSize(1);
    }

    @Test
    void takesAMessageOfTheLargestSize() {
        PubsubMessage largest = message(LARGEST_MESSAGE - 5);
        assertThat(largest.getSerializedSize()).isEqualTo(LARGEST_MESSAGE);

        client.publish(TOPIC, List.of(largest));

        assertThat(client.pull().get(0).getMessage().getData()).isEqualTo(largest.getData());
    }

    @ParameterizedTest
    @MethodSource("invalidMessages")
    void refusesMessagesThatBreakTheRules(String reason, List<PubsubMessage> messages) {
        assertRefused(Code.INVALID_ARGUMENT, () -> client.publish(TOPIC, messages))
                .hasMessageContaining(reason);
        assertThat(emulator().backlog(SUBSCRIPTION).available()).isZero();
    }

    static Stream<Arguments> invalidMessages() {
        return Stream.of(
                argumentSet("no messages", "no messages", List.of()),
                argumentSet(
                        "too many messages",
                        "1001 messages",
                        Collections.nCopies(1_001, message(1))),
                argumentSet(
                        "an empty message among others",
                        "Message 1 is empty",
                        List.of(message(1), PubsubMessage.getDefaultInstance())),
                argumentSet(
                        "a message with an ordering key alone",
                        "is empty",
                        List.of(PubsubMessage.newBuilder().setOrderingKey("a").build())),
                argumentSet("a large message", "10000001 bytes", List.of(message(9_999_996))),
                argumentSet(
                        "a large request",
                        "Request payload size exceeds the limit: 10485760 bytes",
                        Collections.nCopies(2, message(5_300_000))),
                argumentSet("many attributes", "101 attributes", List.of(withAttributes(101))),
                argumentSet("an empty key", "empty or longer", List.of(attribute("", "a"))),
                argumentSet("a long key", "256 bytes", List.of(attribute("k".repeat(257), "a"))),
                argumentSet(
                        "a key of long characters",
                        "256 bytes",
                        List.of(attribute("\u20ac".repeat(86), "a"))),
                argumentSet(
                        "a long value", "1024 bytes", List.of(attribute("a", "v".repeat(1_025)))),
                argumentSet("a reserved key", "'googlish'", List.of(attribute("googlish", "a"))),
                argumentSet(
                        "a long ordering key",
                        "1024 bytes",
                        List.of(message(1).toBuilder().setOrderingKey("k".repeat(1_025)).build())),
                argumentSet(
                        "several ordering keys",
                        "same ordering key",
                        List.of(
                                message(1).toBuilder().setOrderingKey("a").build(),
                                message(1).toBuilder().setOrderingKey("b").build())));
    }

    @Test
    void takesKeysAndValuesUpToTheirLongestLength() {
        client.publish(
                TOPIC,
                List.of(
                        attribute("k".repeat(256), "v".repeat(1_024)).toBuilder()
                                .setOrderingKey("o".repeat(1_024))
                                .build()));

        assertThat(client.pull()).hasSize(1);
    }

    @Test
    void looksForTheTopicFirst() {
        assertRefused(
                Code.NOT_FOUND,
                () ->
                        client.publisher()
                                .publish(
                                        PublishRequest.newBuilder()
                                                .setTopic("projects/test/topics/none")
                                                .build()));
    }

    private static PubsubMessage message(int bytes) {
        return PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[bytes])).build();
    }

    private static PubsubMessage attribute(String key, String value) {
        return PubsubMessage.newBuilder().putAttributes(key, value).build();
    }

    private static PubsubMessage withAttributes(int count) {
        PubsubMessage.Builder message = PubsubMessage.newBuilder();
        IntStream.range(0, count).forEach(i -> message.putAttributes("key" + i, "value"));
        return message.build();
    }
}
