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

package io.flinkbundle.connector.pubsub.sink.writer;

import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.deadletter.BadRecordException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.retry.RetriesExhaustedException;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.pubsub.client.PubSubFailures;
import io.flinkbundle.connector.pubsub.sink.PubSubSerializationSchema;
import io.flinkbundle.connector.pubsub.sink.PublishConfig;
import io.flinkbundle.connector.pubsub.testing.FakePublishClient;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class PubSubWriterTest {

    private static final String TOPIC = "projects/p/topics/default";

    /** A record is {@code key/text} or {@code text}; {@code !text} cannot be written. */
    private static final PubSubSerializationSchema<String> SCHEMA =
            record -> {
                if (record.startsWith("!")) {
                    throw new IOException("no");
                }
                int slash = record.indexOf('/');
                return PubsubMessage.newBuilder()
                        .setOrderingKey(slash < 0 ? "" : record.substring(0, slash))
                        .setData(ByteString.copyFromUtf8(record.substring(slash + 1)))
                        .build();
            };

    private final FakePublishClient client = new FakePublishClient();
    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private final DirectMailbox mailbox = new DirectMailbox();
    private final SimpleCounter rejected = new SimpleCounter();

    private BadRecordHandling handling = BadRecordHandling.skip();
    private boolean createTopics;
    private String idAttribute = "";

    @Test
    void sendsARequestWhenItHasEnoughMessages() throws Exception {
        PubSubWriter<String> writer = open(3, 1 << 20, 2);

        write(writer, "a", "b", "c", "d");

        assertThat(client.waiting)
                .singleElement()
                .extracting(FakePublishClient.Call::messages)
                .isEqualTo(List.of("a", "b", "c"));
    }

    @Test
    void sendsARequestWhenItIsLargeEnough() throws Exception {
        PubSubWriter<String> writer = open(100, 20, 2);

        write(writer, "0123456789", "0123456789", "c");

        assertThat(client.waiting).hasSize(1);
    }

    @Test
    void sendsARequestWhenItIsOld() throws Exception {
        PubSubWriter<String> writer = open(100, 1 << 20, 2);

        write(writer, "a");
        time.advance(49);
        assertThat(client.waiting).isEmpty();
        time.advance(1);

        assertThat(client.waiting).hasSize(1);
    }

    @Test
    void gathersTheMessagesOfEachKeyInARequest() throws Exception {
        PubSubWriter<String> writer = open(4, 1 << 20, 10);

        write(writer, "k/1", "l/1", "k/2", "3");

        assertThat(client.waiting)
                .extracting(FakePublishClient.Call::messages)
                .containsExactly(List.of("1", "2"), List.of("1"), List.of("3"));
    }

    @Test
    void sendsOneRequestOfAKeyAfterTheOther() throws Exception {
        PubSubWriter<String> writer = open(1, 1 << 20, 10);

        write(writer, "k/1", "k/2", "l/1");

        assertThat(client.waiting)
                .extracting(FakePublishClient.Call::messages)
                .containsExactly(List.of("1"), List.of("1"));
        client.waiting.poll().fail(new RetryableIOException("away"));
        time.advance(10);
        assertThat(client.waiting)
                .as("the first message of the key is sent again before the second")
                .extracting(FakePublishClient.Call::messages)
                .containsExactly(List.of("1"), List.of("1"));
        client.waiting.pollLast().succeed();
        assertThat(client.waiting.peekLast().messages()).containsExactly("2");
    }

    @Test
    void keepsTheOrderOfAKeyWhateverFails() throws Exception {
        int[] calls = {0};
        client.answering(
                request ->
                        ++calls[0] % 3 == 0
                                ? new RetryableIOException("away")
                                : request.getMessagesCount() > 2 ? PubSubFailures.refused() : null);
        PubSubWriter<String> writer = open(5, 1 << 20, 3);
        List<String> expected = new ArrayList<>();
        mailbox.onIdle = () -> time.advance(10);

        for (int i = 0; i < 100; i++) {
            write(writer, "k/" + i);
            expected.add(Integer.toString(i));
        }
        writer.flush(false);

        assertThat(client.stored).isEqualTo(expected);
    }

    @Test
    void waitsForItsRequestsAtACheckpoint() throws Exception {
        PubSubWriter<String> writer = open(100, 1 << 20, 2);
        write(writer, "a");
        mailbox.onIdle = () -> client.waiting.poll().succeed();

        writer.flush(false);

        assertThat(client.stored).containsExactly("a");
    }

    @Test
    void holdsUpTheTaskWhenEnoughRequestsWait() throws Exception {
        PubSubWriter<String> writer = open(1, 1 << 20, 2);
        int[] most = {0};
        mailbox.onIdle =
                () -> {
                    most[0] = Math.max(most[0], client.waiting.size());
                    client.waiting.poll().succeed();
                };

        write(writer, IntStream.range(0, 50).mapToObj(Integer::toString).toArray(String[]::new));
        writer.flush(false);

        assertThat(most[0]).isEqualTo(2);
        assertThat(client.stored).hasSize(50);
    }

    @Test
    void keepsTheGoodMessagesBesideABadOne() throws Exception {
        client.answering(
                request ->
                        request.getMessagesList().stream()
                                        .anyMatch(m -> m.getData().toStringUtf8().equals("bad"))
                                ? PubSubFailures.refused()
                                : null);
        PubSubWriter<String> writer = open(100, 1 << 20, 2);

        write(writer, "a", "!", "bad", "b", "c");
        writer.flush(false);

        assertThat(client.stored).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(rejected.getCount()).isEqualTo(2);
    }

    @Test
    void failsAtABadMessageByDefault() throws Exception {
        handling = BadRecordHandling.fail();
        client.answering(request -> PubSubFailures.refused());
        PubSubWriter<String> writer = open(1, 1 << 20, 2);

        assertThatThrownBy(() -> write(writer, "a")).hasCauseInstanceOf(BadRecordException.class);
    }

    @Test
    void failsWhenTheServiceWillNotTakeMessages() throws Exception {
        client.answering(request -> PubSubFailures.denied());
        PubSubWriter<String> writer = open(1, 1 << 20, 2);

        assertThatThrownBy(() -> write(writer, "a")).hasMessageContaining("PERMISSION_DENIED");
    }

    @Test
    void givesUpAfterTheRetryTimeout() throws Exception {
        client.answering(request -> PubSubFailures.throttled(Duration.ofMinutes(10)));
        PubSubWriter<String> writer = open(1, 1 << 20, 2);

        assertThatThrownBy(() -> write(writer, "a"))
                .hasCauseInstanceOf(RetriesExhaustedException.class);
    }

    @Test
    void createsATopicThatIsMissingIfItMay() throws Exception {
        createTopics = true;
        client.answering(
                request -> client.createdTopics.isEmpty() ? PubSubFailures.missing() : null);
        PubSubWriter<String> writer = open(1, 1 << 20, 2);
        mailbox.onIdle = () -> time.advance(10);

        write(writer, "a");
        writer.flush(false);

        assertThat(client.createdTopics).containsExactly(TOPIC);
        assertThat(client.stored).containsExactly("a");
    }

    @Test
    void givesEachMessageAnIdThatStays() throws Exception {
        idAttribute = "id";
        int[] calls = {0};
        client.answering(request -> calls[0]++ == 0 ? new RetryableIOException("lost") : null);
        PubSubWriter<String> writer = open(2, 1 << 20, 2);
        mailbox.onIdle = () -> time.advance(10);

        write(writer, "a", "b");
        writer.flush(false);

        assertThat(client.storedMessages)
                .extracting(message -> message.getAttributesOrThrow("id"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    private PubSubWriter<String> open(int maxRows, long maxBytes, int maxInFlight) {
        PublishConfig config =
                new PublishConfig(
                        maxRows,
                        new MemorySize(maxBytes),
                        Duration.ofMillis(50),
                        maxInFlight,
                        RetryPolicy.of(
                                Duration.ofMillis(10),
                                Duration.ofMillis(10),
                                Duration.ofMinutes(5)));
        BadRecords badRecords = BadRecords.open(handling, "pubsub", 0, rejected);
        PublishQueue queue =
                new PublishQueue(
                        client,
                        config,
                        createTopics,
                        badRecords,
                        new PublishMetrics(new TestSinkInitContext().metricGroup()),
                        mailbox,
                        time);
        return new PubSubWriter<>(
                new MessageEncoder<>(SCHEMA, TOPIC, name -> name, idAttribute, badRecords),
                queue,
                config,
                badRecords,
                client,
                time);
    }

    private static void write(PubSubWriter<String> writer, String... records) throws Exception {
        for (String record : records) {
            writer.write(record, null);
        }
    }
}
