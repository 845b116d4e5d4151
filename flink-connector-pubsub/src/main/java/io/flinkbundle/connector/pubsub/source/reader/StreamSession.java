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
import io.flinkbundle.connector.pubsub.client.PubSubErrors;
import io.flinkbundle.connector.pubsub.client.PullListener;
import io.flinkbundle.connector.pubsub.client.PullSettings;
import io.flinkbundle.connector.pubsub.client.PullStream;
import io.flinkbundle.connector.pubsub.client.SubscriberClient;
import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Reads one split: a stream, and the next one when it ends. What the service may deliver is always
 * taken, and leased, at once: a message that waits in the connection would be delivered again when
 * its lease has passed. How much that may be is agreed with the service when a stream is opened, so
 * that it fits into what is left of the bounds of the split.
 */
@Internal
final class StreamSession {

    /** What belongs to the reader. */
    record Link(
            SubscriberClient client,
            ReaderTimer timer,
            LeaseKeeper leases,
            ReaderMetrics metrics,
            Runnable signal,
            BooleanSupplier mayOpen,
            Repetitions repetitions) {}

    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);

    private static final RetryPolicy RETRY =
            RetryPolicy.of(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ZERO);

    private final SubscriptionSplit split;
    private final ReaderConfig config;
    private final Link link;
    private final Ledger ledger;

    /** Messages behind the end of the split; they are given back when the reader closes. */
    private final Ledger late;

    private final String clientId = UUID.randomUUID().toString();
    private final ArrayDeque<List<ReceivedMessage>> received = new ArrayDeque<>();
    private final Receipts receipts;
    private final RecentArrivals arrivals = new RecentArrivals();

    /** Empty while none is open. */
    private Optional<PullStream> stream = Optional.empty();

    private Optional<Retrier> retrier = Optional.empty();
    private Optional<IOException> failure = Optional.empty();
    private boolean opening = true;
    private boolean waitsForRoom;
    private boolean toldThatItIsFull;
    private boolean closed;
    private boolean stopped;
    private long handedOver;
    private long buffered;
    private long quietSince;

    StreamSession(
            SubscriptionSplit split, ReaderConfig config, Link link, Ledger ledger, Ledger late) {
        this.split = split;
        this.config = config;
        this.link = link;
        this.ledger = ledger;
        this.late = late;
        this.quietSince = link.timer().millis();
        this.receipts =
                new Receipts(
                        this, split.subscription(), link, this::takeLeased, this::failFromOutside);
    }

    SubscriptionSplit split() {
        return split;
    }

    /** Opens a stream if there is to be one and none is open, or asks for more; any thread. */
    synchronized void proceed() {
        if (closed || failure.isPresent()) {
            return;
        }
        if (waitsForRoom && hasRoom()) {
            waitsForRoom = false;
            stream.ifPresent(PullStream::request);
        }
        long messages = config.maxMessages() - outstanding();
        long bytes = config.maxBytes() - outstandingBytes();
        if (opening
                && link.mayOpen().getAsBoolean()
                && messages >= leastRoom(config.maxMessages())
                && bytes >= leastRoom(config.maxBytes())) {
            opening = false;
            quietSince = link.timer().millis();
            Listener listener = new Listener();
            PullStream opened =
                    link.client()
                            .pull(
                                    new PullSettings(
                                            split.subscription(),
                                            clientId,
                                            link.leases().leaseSeconds(),
                                            messages,
                                            bytes),
                                    listener);
            if (!listener.ended) {
                stream = Optional.of(opened);
                opened.request();
            }
        }
    }

    /**
     * A stream keeps the bounds with which it was opened, so that it is not opened with tiny ones.
     */
    private long leastRoom(long bound) {
        return config.ackMode() == AckMode.NONE ? 1 : (bound + 1) / 2;
    }

    /** How many messages are leased and not acknowledged; any thread. */
    long outstanding() {
        return (long) ledger.size() + late.size();
    }

    /** How large they are; any thread. */
    long outstandingBytes() {
        return ledger.bytes() + late.bytes();
    }

    private boolean hasRoom() {
        return outstanding() < config.maxMessages() && outstandingBytes() < config.maxBytes();
    }

    /** Whether nothing more comes until something is acknowledged; the service counts its way. */
    synchronized boolean isFull() {
        return ledger.size() >= config.maxMessages()
                || ledger.bytes() >= config.maxBytes() - config.maxBytes() / 8;
    }

    /**
     * Hands over what has been received, in its turn.
     *
     * @param atMost how many messages
     * @return how many there were
     */
    synchronized int handOver(int atMost, List<PulledMessages.Part> parts) {
        int messages = 0;
        while (messages < atMost && !received.isEmpty() && !isDone()) {
            List<ReceivedMessage> next = received.poll();
            int most = (int) Math.min(atMost - messages, leftOfLimit());
            if (next.size() > most) {
                received.addFirst(next.subList(most, next.size()));
                next = next.subList(0, most);
            }
            parts.add(new PulledMessages.Part(split.splitId(), next));
            messages += next.size();
            handedOver += next.size();
            buffered -= next.size();
        }
        return messages;
    }

    private long leftOfLimit() {
        return split.hasLimit() ? split.limit() - handedOver : Long.MAX_VALUE;
    }

    /** Whether as many messages were handed over as there are to be. */
    synchronized boolean isDone() {
        return stopped || leftOfLimit() <= 0;
    }

    /** No more messages are needed. */
    synchronized void stop() {
        stopped = true;
    }

    /** What was received and will not be emitted, for being too late. */
    Ledger late() {
        return late;
    }

    /** See {@link RecentArrivals#oldestPublishMillis}. */
    synchronized OptionalLong oldestPublishMillis(long emitted) {
        return arrivals.oldestPublishMillis(emitted);
    }

    /** How many messages wait to be emitted. */
    synchronized long buffered() {
        return buffered;
    }

    /** Why the split cannot be read on. */
    synchronized Optional<IOException> failure() {
        return failure;
    }

    /** Since when nothing has come although it could have; by the timer. */
    synchronized long quietSince() {
        if (!received.isEmpty() || stream.isEmpty()) {
            quietSince = link.timer().millis();
        }
        return quietSince;
    }

    /** Something else than the service holds the messages up. */
    synchronized void restartQuiet() {
        quietSince = link.timer().millis();
    }

    synchronized void close() {
        closed = true;
        received.clear();
        buffered = 0;
        stream.ifPresent(PullStream::close);
        stream = Optional.empty();
    }

    private synchronized void onResponse(StreamingPullResponse response) {
        if (closed) {
            return;
        }
        retrier = Optional.empty();
        link.metrics().unblocked();
        List<ReceivedMessage> messages = response.getReceivedMessagesList();
        if (config.exactlyOnce()) {
            verifyExactlyOnce(response);
            List<ReceivedMessage> fresh = link.repetitions().remove(split.subscription(), messages);
            if (!fresh.isEmpty()) {
                receipts.request(fresh);
            }
        } else if (!messages.isEmpty()) {
            take(messages, link.leases().deadline());
        }
        if (hasRoom()) {
            stream.ifPresent(PullStream::request);
        } else {
            waitsForRoom = true;
            tellThatItIsFull();
        }
    }

    private void tellThatItIsFull() {
        if (!toldThatItIsFull) {
            toldThatItIsFull = true;
            LOG.info(
                    "Split {} has {} messages ({} bytes) that are not acknowledged, which is what"
                            + " it may have: it goes on when a checkpoint has completed. If this"
                            + " happens at each checkpoint, raise 'scan.max-outstanding-messages'"
                            + " and 'scan.max-outstanding-size'. It is told once.",
                    split.splitId(),
                    outstanding(),
                    outstandingBytes());
        }
    }

    private void verifyExactlyOnce(StreamingPullResponse response) {
        if (response.hasSubscriptionProperties()
                && !response.getSubscriptionProperties().getExactlyOnceDeliveryEnabled()) {
            fail(
                    new IOException(
                            split.subscription()
                                    + " has no exactly-once delivery, which"
                                    + " 'scan.delivery-guarantee' = 'exactly-once' needs. Update the"
                                    + " subscription, or read it 'at-least-once'."));
        }
    }

    private synchronized void takeLeased(List<ReceivedMessage> messages, long deadline) {
        if (!closed && !messages.isEmpty()) {
            take(messages, deadline);
        }
    }

    private synchronized void failFromOutside(IOException cause) {
        fail(cause);
    }

    private void take(List<ReceivedMessage> messages, long deadline) {
        List<ReceivedMessage> inTime = messages;
        if (split.stopMillis() != SubscriptionSplit.NO_STOP) {
            inTime = messages.stream().filter(this::isInTime).toList();
            if (inTime.size() < messages.size()) {
                late.add(messages.stream().filter(each -> !isInTime(each)).toList(), deadline);
            }
        }
        List<ReceivedMessage> fresh = ledger.add(inTime, deadline);
        if (fresh.size() < inTime.size()) {
            link.metrics().redelivered(inTime.size() - fresh.size());
        }
        if (!fresh.isEmpty()) {
            quietSince = link.timer().millis();
            arrivals.add(quietSince, PublishTime.oldestMillis(fresh), ledger.tail());
            received.add(fresh);
            buffered += fresh.size();
            link.signal().run();
        }
    }

    private boolean isInTime(ReceivedMessage message) {
        return PublishTime.millis(message.getMessage()) < split.stopMillis();
    }

    private synchronized void onEnd(Optional<IOException> cause) {
        stream = Optional.empty();
        waitsForRoom = false;
        if (closed) {
            return;
        }
        if (cause.isPresent() && !PubSubErrors.mayPass(cause.get())) {
            fail(cause.get());
            return;
        }
        IOException reason =
                cause.orElseGet(
                        () -> new IOException("The service has closed the stream, as it may."));
        Retrier attempts =
                retrier.orElseGet(() -> RETRY.start("read from " + split.subscription()));
        if (attempts.attempts() > 0) {
            link.metrics().blocked(reason);
        }
        retrier = Optional.of(attempts);
        try {
            link.timer()
                    .schedule(
                            attempts.nextWait(reason, PubSubErrors.wait(reason)), this::openAgain);
        } catch (RetriesExhaustedException e) {
            fail(e);
        }
    }

    private void openAgain() {
        synchronized (this) {
            opening = true;
        }
        proceed();
    }

    private void fail(IOException cause) {
        failure = Optional.of(cause);
        link.signal().run();
    }

    /** Of one stream. */
    private final class Listener implements PullListener {

        private boolean ended;

        @Override
        public void onResponse(StreamingPullResponse response) {
            StreamSession.this.onResponse(response);
        }

        @Override
        public void onEnd(Optional<IOException> cause) {
            synchronized (StreamSession.this) {
                ended = true;
                StreamSession.this.onEnd(cause);
            }
        }
    }
}
