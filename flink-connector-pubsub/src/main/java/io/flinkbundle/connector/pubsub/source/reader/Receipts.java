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

import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetriesExhaustedException;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.pubsub.client.AckIdBatches;
import io.flinkbundle.connector.pubsub.client.AckOutcome;
import io.flinkbundle.connector.pubsub.client.PubSubErrors;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.ReceivedMessage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes sure that messages are still leased before they are emitted: one whose lease has passed on
 * its way here may have gone to another reader. Messages stay in their order. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/exactly-once-delivery">Exactly-once
 *     delivery</a>
 */
@Internal
final class Receipts {

    private static final RetryPolicy RETRY =
            RetryPolicy.of(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ZERO);

    private final Object lock;
    private final String subscription;
    private final StreamSession.Link link;
    private final Taker taker;
    private final Consumer<IOException> onFailure;
    private final ArrayDeque<Receipt> waiting = new ArrayDeque<>();

    /** Is given messages that are leased. */
    interface Taker {
        void take(List<ReceivedMessage> messages, long deadline);
    }

    /**
     * @param lock is held while messages are given to the taker
     */
    Receipts(
            Object lock,
            String subscription,
            StreamSession.Link link,
            Taker taker,
            Consumer<IOException> onFailure) {
        this.lock = lock;
        this.subscription = subscription;
        this.link = link;
        this.taker = taker;
        this.onFailure = onFailure;
    }

    void request(List<ReceivedMessage> messages) {
        Receipt receipt = new Receipt(messages);
        synchronized (lock) {
            waiting.add(receipt);
        }
        receipt.send();
    }

    private void deliver() {
        synchronized (lock) {
            while (!waiting.isEmpty() && waiting.peek().isComplete()) {
                Receipt receipt = waiting.poll();
                taker.take(receipt.valid(), receipt.deadline);
            }
        }
    }

    private final class Receipt {

        private final List<ReceivedMessage> messages;
        private final Retrier retrier = RETRY.start("lease messages of " + subscription);
        private final Set<String> invalid = new HashSet<>();
        private int requests;
        private long deadline;
        private boolean complete;

        private Receipt(List<ReceivedMessage> messages) {
            this.messages = messages;
        }

        private void send() {
            List<List<String>> batches =
                    AckIdBatches.of(messages.stream().map(ReceivedMessage::getAckId).toList());
            synchronized (lock) {
                requests = batches.size();
                deadline = link.leases().deadline();
                complete = true;
            }
            batches.forEach(
                    batch ->
                            link.client()
                                    .modifyDeadline(
                                            subscription,
                                            batch,
                                            link.leases().leaseSeconds(),
                                            this::onAnswer));
        }

        private void onAnswer(AckOutcome outcome) {
            boolean answered;
            boolean accepted;
            synchronized (lock) {
                invalid.addAll(outcome.invalid());
                complete &= outcome.failure().isEmpty() && outcome.postponed().isEmpty();
                answered = --requests == 0;
                accepted = complete;
            }
            if (outcome.failure().isPresent() && !outcome.mayPass()) {
                onFailure.accept(outcome.failure().get());
            } else if (answered && accepted) {
                deliver();
            } else if (answered) {
                again(
                        outcome.failure()
                                .orElseGet(() -> new IOException("Asked to request again.")));
            }
        }

        private void again(IOException cause) {
            link.metrics().retried();
            try {
                link.timer()
                        .schedule(retrier.nextWait(cause, PubSubErrors.wait(cause)), this::send);
            } catch (RetriesExhaustedException e) {
                onFailure.accept(e);
            }
        }

        private boolean isComplete() {
            return complete && requests == 0;
        }

        /** Those whose leases have passed come again. */
        private List<ReceivedMessage> valid() {
            return invalid.isEmpty()
                    ? messages
                    : messages.stream()
                            .filter(message -> !invalid.contains(message.getAckId()))
                            .toList();
        }
    }
}
