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
import io.flinkbundle.connector.pubsub.client.MissingResourceException;
import io.flinkbundle.connector.pubsub.client.PubSubErrors;
import io.flinkbundle.connector.pubsub.client.RefusedMessagesException;
import io.flinkbundle.connector.pubsub.client.SubscriberClient;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Acknowledges messages without making anybody wait. A service that is away is waited for; what it
 * has not confirmed stays in the checkpoints.
 */
@Internal
final class Acknowledger {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);

    /** More would queue in the connection anyway. */
    private static final int MAX_REQUESTS = 16;

    private final SubscriberClient client;
    private final ReaderTimer timer;
    private final RetryPolicy retry;
    private final ReaderMetrics metrics;
    private final Runnable afterwards;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();

    /** Requests that wait for their answers. */
    private int underWay;

    /** Those too, and all others that are not accepted. */
    private int open;

    private volatile IOException failure;

    /** Some messages of one split that are acknowledged together. */
    private record Request(
            String subscription,
            Ledger ledger,
            long[] numbers,
            List<String> ackIds,
            Retrier retrier) {}

    /**
     * @param retry its timeout is unlimited
     * @param afterwards is told, on some thread, that something was acknowledged; it may take no
     *     locks
     */
    Acknowledger(
            SubscriberClient client,
            ReaderTimer timer,
            RetryPolicy retry,
            ReaderMetrics metrics,
            Runnable afterwards) {
        this.client = client;
        this.timer = timer;
        this.retry = retry;
        this.metrics = metrics;
        this.afterwards = afterwards;
    }

    /** Begins to acknowledge the messages of a ledger before a number; any thread. */
    void acknowledge(String subscription, Ledger ledger, long upTo) {
        Ledger.Taken taken = ledger.take(upTo);
        long number = taken.from();
        for (List<String> ackIds : AckIdBatches.of(taken.ackIds())) {
            long[] numbers = new long[ackIds.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number++;
            }
            count(1);
            enqueue(
                    new Request(
                            subscription,
                            ledger,
                            numbers,
                            ackIds,
                            retry.start("acknowledge messages of " + subscription)));
        }
    }

    private synchronized void enqueue(Request request) {
        waiting.add(request);
        sendNext();
    }

    private synchronized void count(int change) {
        open += change;
        notifyAll();
    }

    private void sendNext() {
        while (underWay < MAX_REQUESTS && !waiting.isEmpty()) {
            Request request = waiting.poll();
            underWay++;
            client.acknowledge(
                    request.subscription(),
                    request.ackIds(),
                    outcome -> onAnswer(request, outcome));
        }
    }

    private void onAnswer(Request request, AckOutcome outcome) {
        if (outcome.failure().isEmpty()) {
            confirm(request, outcome);
            afterwards.run();
        } else if (isOfThePast(request, outcome.failure().get())) {
            LOG.warn(
                    "{} messages of the checkpoint that this job starts from cannot be"
                            + " acknowledged any more: {}",
                    request.numbers().length,
                    outcome.failure().get().getMessage());
            confirm(
                    request,
                    new AckOutcome(Optional.empty(), Set.copyOf(request.ackIds()), Set.of()));
            afterwards.run();
        } else if (outcome.mayPass()) {
            again(request, outcome.failure().get());
        } else {
            giveUp(outcome.failure().get());
        }
        synchronized (this) {
            underWay--;
            sendNext();
        }
    }

    /** A checkpoint may be older than the subscription, or than its name. */
    private static boolean isOfThePast(Request request, IOException failure) {
        return request.ledger().isRestored(request.numbers()[0])
                && (failure instanceof MissingResourceException
                        || failure instanceof RefusedMessagesException);
    }

    private void confirm(Request request, AckOutcome outcome) {
        OnInvalid onInvalid = request.ledger().onInvalid();
        if (!outcome.invalid().isEmpty()) {
            metrics.leasesExpired(outcome.invalid().size());
            if (onInvalid == OnInvalid.FAIL) {
                giveUp(
                        new IOException(
                                "The leases of messages of "
                                        + request.subscription()
                                        + " had passed when they were acknowledged; another reader"
                                        + " may have them. The exactly-once source starts again"
                                        + " from its checkpoint."));
                return;
            }
        }
        Set<String> stay =
                onInvalid == OnInvalid.KEEP && !outcome.invalid().isEmpty()
                        ? outcome.invalid()
                        : Set.of();
        if (stay.isEmpty() && outcome.postponed().isEmpty()) {
            request.ledger().confirm(request.numbers());
            count(-1);
            return;
        }
        confirmPart(request, outcome.postponed(), stay);
    }

    private void confirmPart(Request request, Set<String> postponed, Set<String> stay) {
        List<String> ackIds = new ArrayList<>();
        LongStream.Builder accepted = LongStream.builder();
        LongStream.Builder open = LongStream.builder();
        int kept = 0;
        for (int i = 0; i < request.numbers().length; i++) {
            String ackId = request.ackIds().get(i);
            if (postponed.contains(ackId)) {
                open.add(request.numbers()[i]);
                ackIds.add(ackId);
            } else if (stay.contains(ackId)) {
                kept++;
            } else {
                accepted.add(request.numbers()[i]);
            }
        }
        request.ledger().keep(kept);
        request.ledger().confirm(accepted.build().toArray());
        if (ackIds.isEmpty()) {
            count(-1);
            return;
        }
        again(
                new Request(
                        request.subscription(),
                        request.ledger(),
                        open.build().toArray(),
                        ackIds,
                        request.retrier()),
                new IOException("The service asked to acknowledge again."));
    }

    private void again(Request request, IOException cause) {
        metrics.retried();
        try {
            Duration wait = request.retrier().nextWait(cause, PubSubErrors.wait(cause));
            LOG.debug("Acknowledging is tried again in {}.", wait, cause);
            timer.schedule(wait, () -> enqueue(request));
        } catch (RetriesExhaustedException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException cause) {
        failure = cause;
        count(-1);
    }

    /** What another attempt cannot mend; any thread. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Lets requests that were made end, for the last checkpoint of a job. */
    synchronized void awaitAnswers(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (open > 0 && failure == null) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                LOG.warn(
                        "The service does not answer; {} requests to acknowledge are given up, and"
                                + " their messages come again.",
                        open);
                return;
            }
            wait(millis);
        }
    }
}
