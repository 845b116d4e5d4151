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

import io.flinkbundle.connector.pubsub.client.AckIdBatches;
import io.flinkbundle.connector.pubsub.client.AckOutcome;
import io.flinkbundle.connector.pubsub.client.SubscriberClient;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps the service from delivering messages again before they are acknowledged, however long that
 * takes: each lease is extended when half of it has passed, from the moment in which a message
 * comes, whether it was emitted or not.
 */
@Internal
final class LeaseKeeper {

    /** How often in the time of a lease is looked what is to be extended. */
    private static final int LOOKS = 10;

    private final SubscriberClient client;
    private final ReaderTimer timer;
    private final ReaderMetrics metrics;
    private final Duration lease;
    private final long quantum;
    private final boolean strict;
    private final List<Leased> leased = new CopyOnWriteArrayList<>();
    private volatile IOException failure;

    private record Leased(String subscription, Ledger ledger) {}

    /**
     * @param lease how long a message is leased each time, in whole seconds
     * @param strict whether a lease that is lost is a failure, and noticed before the message can
     *     come to somebody else
     */
    LeaseKeeper(
            SubscriberClient client,
            ReaderTimer timer,
            Duration lease,
            boolean strict,
            ReaderMetrics metrics) {
        this.client = client;
        this.timer = timer;
        this.lease = lease;
        this.strict = strict;
        this.metrics = metrics;
        this.quantum = Math.max(1, lease.toMillis() / (2 * LOOKS));
    }

    void start() {
        timer.schedule(lease.dividedBy(LOOKS), this::look);
    }

    /** Extends what this ledger holds from now on; any thread. */
    void add(String subscription, Ledger ledger) {
        leased.add(new Leased(subscription, ledger));
    }

    int leaseSeconds() {
        return (int) lease.toSeconds();
    }

    /**
     * Until when what is leased now stays leased; a little earlier, so that many messages have the
     * same deadline.
     */
    long deadline() {
        long exact = timer.millis() + lease.toMillis();
        return exact - Math.floorMod(exact, quantum);
    }

    /** What another attempt cannot mend; any thread. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private void look() {
        try {
            leased.forEach(each -> extend(each.subscription(), each.ledger()));
        } finally {
            timer.schedule(lease.dividedBy(LOOKS), this::look);
        }
    }

    private void extend(String subscription, Ledger ledger) {
        verify(subscription, ledger);
        long now = timer.millis();
        for (Ledger.Due due : ledger.due(now + lease.toMillis() / 2)) {
            List<List<String>> requests = AckIdBatches.of(due.ackIds());
            ledger.extending(due.lease(), requests.size());
            long deadline = deadline();
            for (List<String> ackIds : requests) {
                client.modifyDeadline(
                        subscription,
                        ackIds,
                        leaseSeconds(),
                        outcome ->
                                onExtended(
                                        subscription,
                                        ledger,
                                        due.lease(),
                                        ackIds,
                                        outcome,
                                        deadline));
            }
        }
    }

    /** Looks whether leases were lost; any thread. */
    void verify() {
        leased.forEach(each -> verify(each.subscription(), each.ledger()));
    }

    private void verify(String subscription, Ledger ledger) {
        // The next two looks may come too late to notice it.
        long margin = strict ? 2 * lease.toMillis() / LOOKS : 0;
        lost(subscription, ledger.expire(timer.millis() + margin));
    }

    private void lost(String subscription, int messages) {
        metrics.leasesExpired(messages);
        if (strict && messages > 0) {
            failure =
                    new IOException(
                            "The leases of "
                                    + messages
                                    + " messages of "
                                    + subscription
                                    + " could not be extended in time; another reader may be given"
                                    + " them. The exactly-once source starts again from its"
                                    + " checkpoint.");
        }
    }

    /**
     * Failed requests are made again at the next look. An id that is not valid any more means that
     * the message comes again, which is dealt with then.
     */
    private void onExtended(
            String subscription,
            Ledger ledger,
            Lease extended,
            List<String> ackIds,
            AckOutcome outcome,
            long deadline) {
        boolean accepted = outcome.failure().isEmpty() && outcome.postponed().isEmpty();
        ledger.extended(extended, accepted, deadline);
        if (accepted) {
            metrics.leasesExtended(ackIds.size() - outcome.invalid().size());
            lost(subscription, stillLeased(ledger, outcome.invalid()));
        } else if (outcome.failure().isPresent() && !outcome.mayPass()) {
            failure = outcome.failure().get();
        }
    }

    /** An id is not valid either when its message was acknowledged meanwhile. */
    private static int stillLeased(Ledger ledger, Set<String> ackIds) {
        if (ackIds.isEmpty()) {
            return 0;
        }
        int[] count = {0};
        ledger.forEach(
                ledger.taken(),
                Long.MAX_VALUE,
                message -> {
                    if (ackIds.contains(message.ackId())) {
                        count[0]++;
                    }
                });
        return count[0];
    }
}
