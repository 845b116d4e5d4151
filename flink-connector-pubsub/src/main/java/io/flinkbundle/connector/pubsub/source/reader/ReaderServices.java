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

import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.pubsub.client.AckIdBatches;
import io.flinkbundle.connector.pubsub.client.SubscriberClient;
import io.flinkbundle.connector.pubsub.client.SubscriberClients;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What works for a reader beside its threads: streams, leases and acknowledgements. */
@Internal
final class ReaderServices {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderServices.class);

    private static final RetryPolicy RETRY =
            RetryPolicy.of(Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ZERO);

    /** How long the last acknowledgements of a job may take. */
    private static final Duration LAST_ACKNOWLEDGEMENTS = Duration.ofSeconds(10);

    private static final Duration GIVE_BACK = Duration.ofSeconds(3);

    private final SubscriberClient client;
    private final ReaderTimer timer;
    private final ReaderMetrics metrics;
    private final ReaderSignal signal = new ReaderSignal();
    private final LeaseKeeper leases;
    private final Acknowledger acknowledger;
    private final StreamSessions sessions;
    private final RepeatedMessages repeated = new RepeatedMessages();

    /** What a checkpoint held; nothing is read before it is acknowledged. */
    private final List<Ledger> restored = new CopyOnWriteArrayList<>();

    private ReaderServices(SubscriberClient client, ReaderConfig config, ReaderMetrics metrics) {
        this.client = client;
        this.timer = config.timers().open();
        this.metrics = metrics;
        this.leases = new LeaseKeeper(client, timer, config.lease(), config.exactlyOnce(), metrics);
        this.acknowledger = new Acknowledger(client, timer, RETRY, metrics, signal::signal);
        this.sessions =
                new StreamSessions(
                        config,
                        new StreamSession.Link(
                                client,
                                timer,
                                leases,
                                metrics,
                                signal::signal,
                                this::isRestoredAcknowledged,
                                new Repetitions(repeated, acknowledger, metrics)));
    }

    static ReaderServices open(
            SubscriberClients clients, ReaderConfig config, ReaderMetrics metrics)
            throws IOException {
        return new ReaderServices(clients.openClient(), config, metrics);
    }

    void start() {
        leases.start();
    }

    ReaderTimer timer() {
        return timer;
    }

    ReaderMetrics metrics() {
        return metrics;
    }

    ReaderSignal signal() {
        return signal;
    }

    /**
     * A checkpoint must not hold what may have gone to somebody else.
     *
     * @throws FlinkRuntimeException if leases were lost
     */
    void verifyLeases() {
        leases.verify();
        leases.failure()
                .ifPresent(
                        cause -> {
                            throw new FlinkRuntimeException(cause.getMessage(), cause);
                        });
    }

    RepeatedMessages repeated() {
        return repeated;
    }

    Acknowledger acknowledger() {
        return acknowledger;
    }

    StreamSessions sessions() {
        return sessions;
    }

    /** What another attempt cannot mend. */
    Optional<IOException> failure() {
        return acknowledger.failure().or(leases::failure);
    }

    /** A checkpoint is complete that holds these messages; streams wait for the answers. */
    void acknowledgeFirst(String subscription, Ledger ledger) {
        long all = ledger.tail();
        restored.add(ledger);
        acknowledger.acknowledge(subscription, ledger, all);
    }

    private boolean isRestoredAcknowledged() {
        restored.removeIf(Ledger::isAnswered);
        return restored.isEmpty();
    }

    /**
     * @param states what is given back: messages that were not emitted, or that no checkpoint can
     *     hold
     */
    void close(List<SplitState> states) throws IOException {
        sessions.close();
        try {
            acknowledger.awaitAnswers(LAST_ACKNOWLEDGEMENTS);
            giveBack(states);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            timer.close();
            client.close();
        }
    }

    private void giveBack(List<SplitState> states) throws InterruptedException {
        Map<String, List<String>> ackIds = new TreeMap<>();
        for (SplitState state : states) {
            List<String> ids =
                    ackIds.computeIfAbsent(state.split().subscription(), name -> new ArrayList<>());
            state.ledger()
                    .forEach(state.covered(), Long.MAX_VALUE, message -> ids.add(message.ackId()));
        }
        for (StreamSession session : sessions.all()) {
            List<String> ids =
                    ackIds.computeIfAbsent(
                            session.split().subscription(), name -> new ArrayList<>());
            session.late().forEach(0, Long.MAX_VALUE, message -> ids.add(message.ackId()));
        }
        int count = ackIds.values().stream().mapToInt(ids -> AckIdBatches.of(ids).size()).sum();
        CountDownLatch answers = new CountDownLatch(count);
        ackIds.forEach(
                (subscription, ids) ->
                        AckIdBatches.of(ids)
                                .forEach(
                                        batch ->
                                                client.modifyDeadline(
                                                        subscription,
                                                        batch,
                                                        0,
                                                        outcome -> answers.countDown())));
        if (!answers.await(GIVE_BACK.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("Some messages come again only when their leases have passed.");
        }
    }
}
