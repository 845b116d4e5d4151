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

package io.flinkbundle.connector.pubsub.source.reader;

import io.flinkbundle.connector.pubsub.source.split.PendingMessage;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTest {

    private final Ledger ledger = new Ledger(OnInvalid.FORGET);

    @Test
    void givesEachMessageOnceToBeAcknowledged() {
        ledger.add(messages(0, 10), 100);

        assertThat(ledger.take(4).ackIds()).containsExactly("ack-0", "ack-1", "ack-2", "ack-3");
        Ledger.Taken next = ledger.take(6);
        assertThat(next.from()).isEqualTo(4);
        assertThat(next.ackIds()).containsExactly("ack-4", "ack-5");
        assertThat(ledger.take(6).ackIds()).isEmpty();
    }

    @Test
    void keepsWhatIsNotConfirmed() {
        ledger.add(messages(0, 4), 100);
        ledger.take(4);

        ledger.confirm(new long[] {1, 3});

        assertThat(pending(0, 4))
                .extracting(PendingMessage::messageId)
                .containsExactly("message-0", "message-2");
        assertThat(ledger.size()).isEqualTo(2);
    }

    @Test
    void knowsAMessageThatComesAgainAndTakesItsNewId() {
        ledger.add(messages(0, 3), 100);

        List<ReceivedMessage> fresh = ledger.add(List.of(message(3), again(1), message(4)), 200);

        assertThat(fresh)
                .extracting(message -> message.getMessage().getMessageId())
                .containsExactly("message-3", "message-4");
        assertThat(ledger.take(5).ackIds())
                .containsExactly("ack-0", "again-1", "ack-2", "ack-3", "ack-4");
    }

    @Test
    void forgetsWhatIsConfirmed() {
        ledger.add(messages(0, 3), 100);
        ledger.take(3);
        ledger.confirm(new long[] {0, 1, 2});

        assertThat(ledger.add(List.of(again(1)), 200)).hasSize(1);
        assertThat(ledger.size()).isEqualTo(1);
    }

    @Test
    void growsAndGoesRoundWithoutMixingMessagesUp() {
        long taken = 0;
        for (int round = 0; round < 200; round++) {
            ledger.add(messages(round * 100, round * 100 + 100), round);
            if (round >= 50) {
                taken += 100;
                ledger.take(taken);
                ledger.confirm(LongStream.range(taken - 100, taken).toArray());
            }
        }

        assertThat(ledger.size()).isEqualTo(5000);
        assertThat(pending(0, Long.MAX_VALUE))
                .extracting(PendingMessage::messageId)
                .containsExactlyElementsOf(
                        IntStream.range(15_000, 20_000).mapToObj(i -> "message-" + i).toList());
        assertThat(ledger.add(List.of(again(14_999), again(15_000)), 300)).hasSize(1);
    }

    @Test
    void countsBytes() {
        ledger.add(messages(0, 10), 100);
        long of10 = ledger.bytes();
        ledger.take(5);
        ledger.confirm(new long[] {0, 1, 2, 3, 4});

        assertThat(ledger.bytes()).isEqualTo(of10 / 2).isPositive();
    }

    @Test
    void extendsWhatIsDueAndNotConfirmed() {
        ledger.add(messages(0, 3), 100);
        ledger.add(messages(3, 5), 200);
        ledger.take(1);
        ledger.confirm(new long[] {0});

        List<Ledger.Due> due = ledger.due(150);

        assertThat(due).hasSize(1);
        assertThat(due.get(0).ackIds()).containsExactly("ack-1", "ack-2");
    }

    @Test
    void countsAnExtensionWhenAllItsRequestsAreAccepted() {
        ledger.add(messages(0, 3), 100);
        Lease lease = ledger.due(150).get(0).lease();

        ledger.extending(lease, 2);
        assertThat(ledger.due(150)).as("is under way").isEmpty();
        ledger.extended(lease, true, 300);
        ledger.extended(lease, false, 300);
        assertThat(ledger.due(150)).as("one request failed").hasSize(1);

        ledger.extending(lease, 1);
        ledger.extended(lease, true, 300);
        assertThat(ledger.due(150)).isEmpty();
        assertThat(ledger.due(301)).hasSize(1);
    }

    @Test
    void joinsLeasesThatHaveBecomeTheSame() {
        ledger.add(messages(0, 2), 100);
        ledger.add(messages(2, 4), 110);
        for (Ledger.Due due : ledger.due(150)) {
            ledger.extending(due.lease(), 1);
            ledger.extended(due.lease(), true, 200);
        }

        assertThat(ledger.due(250))
                .singleElement()
                .satisfies(due -> assertThat(due.ackIds()).hasSize(4));
    }

    @Test
    void countsExpiredLeasesOnce() {
        ledger.add(messages(0, 3), 100);

        assertThat(ledger.expire(99)).isZero();
        assertThat(ledger.expire(100)).isEqualTo(3);
        assertThat(ledger.expire(200)).isZero();
    }

    @Test
    void beginsWithWhatACheckpointHeld() {
        ledger.restore(List.of(new PendingMessage("message-7", "ack-7")));

        assertThat(ledger.add(List.of(again(7), message(8)), 100)).hasSize(1);
        assertThat(ledger.take(1).ackIds()).containsExactly("again-7");
    }

    private List<PendingMessage> pending(long from, long to) {
        List<PendingMessage> pending = new ArrayList<>();
        ledger.forEach(from, to, pending::add);
        return pending;
    }

    private static List<ReceivedMessage> messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(LedgerTest::message).toList();
    }

    private static ReceivedMessage message(int number) {
        return received(number, "ack-" + number);
    }

    private static ReceivedMessage again(int number) {
        return received(number, "again-" + number);
    }

    private static ReceivedMessage received(int number, String ackId) {
        return ReceivedMessage.newBuilder()
                .setAckId(ackId)
                .setMessage(
                        PubsubMessage.newBuilder()
                                .setMessageId("message-" + number)
                                .setData(ByteString.copyFromUtf8("data")))
                .build();
    }
}
