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

package io.flinkbundle.connector.pubsub.source.enumerator;

import io.flinkbundle.connector.pubsub.source.RestoreSeek;
import io.flinkbundle.connector.pubsub.source.split.ReadPosition;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;
import io.flinkbundle.connector.pubsub.source.split.UnconfirmedMessages;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;

import javax.annotation.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the subscriptions ready, and gives every reader its streams. How the messages are shared
 * out is the service's business.
 *
 * <p>Some reads have one reader only: one of so many messages, because somebody has to count them,
 * and a bounded one that acknowledges nothing, because what a reader gives back at its end would be
 * delivered to another one that goes on.
 */
@Internal
public final class PubSubEnumerator
        implements SplitEnumerator<SubscriptionSplit, PubSubEnumeratorState> {

    private final SplitEnumeratorContext<SubscriptionSplit> context;
    private final SubscriptionSetup setup;
    private final ReadPlan plan;
    private final List<String> subscriptions;
    private final long startMillis;
    private final ReaderReports reports = new ReaderReports();
    private final ReadPositions positions;
    private boolean prepared;

    /** Whether streams may be opened. */
    private boolean ready;

    private long nextNumber;
    private boolean assigned;

    public PubSubEnumerator(
            SplitEnumeratorContext<SubscriptionSplit> context,
            SubscriptionSetup setup,
            ReadPlan plan,
            PubSubEnumeratorState state) {
        this.context = context;
        this.setup = setup;
        this.plan = plan;
        this.subscriptions = state.subscriptions();
        this.startMillis = state.startMillis();
        this.positions = new ReadPositions(state.positions(), System::currentTimeMillis);
        this.prepared = state.prepared();
        this.ready = prepared && plan.restoreSeek() == RestoreSeek.NONE;
        this.nextNumber = state.nextNumber();
        // Other splits than the limited one are not read on by the readers that restore them.
        this.assigned = plan.hasLimit() && state.assigned();
    }

    @Override
    public void start() {
        if (!prepared) {
            context.callAsync(this::prepare, this::onPrepared);
        } else if (!ready) {
            Map<String, Long> checkpoint = positions.current(context.currentParallelism());
            context.callAsync(() -> rewind(checkpoint), this::onReady);
        }
    }

    private Void prepare() throws IOException {
        setup.prepare(subscriptions, Instant.ofEpochMilli(startMillis));
        return null;
    }

    private Void rewind(Map<String, Long> checkpoint) throws IOException {
        setup.rewind(subscriptions, checkpoint);
        return null;
    }

    private void onPrepared(@Nullable Void nothing, @Nullable Throwable failure) {
        if (failure == null) {
            setup.beginning(Instant.ofEpochMilli(startMillis))
                    .ifPresent(time -> positions.moved(subscriptions, time));
        }
        onReady(nothing, failure);
    }

    private void onReady(@Nullable Void nothing, @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(
                    "The source cannot start. " + failure.getMessage(), failure);
        }
        prepared = true;
        ready = true;
        if (plan.exactlyOnce()) {
            supplyAllIfComplete();
        } else {
            List.copyOf(context.registeredReaders().keySet()).forEach(this::supply);
        }
    }

    @Override
    public void addReader(int subtaskId) {
        if (ready && !plan.exactlyOnce()) {
            supply(subtaskId);
        }
    }

    @Override
    public void handleSourceEvent(int subtaskId, SourceEvent event) {
        if (event instanceof ReadPosition position) {
            positions.report(subtaskId, position);
            return;
        }
        if (!(event instanceof UnconfirmedMessages messages)) {
            throw new IllegalArgumentException(
                    "An event of the type " + event.getClass() + " is not known.");
        }
        reports.add(subtaskId, messages);
        supplyAllIfComplete();
    }

    /** Events and splits reach a reader in the order in which they are sent. */
    private void supplyAllIfComplete() {
        if (ready && reports.areComplete(context.currentParallelism())) {
            List<UnconfirmedMessages> union = reports.union();
            for (int reader : List.copyOf(context.registeredReaders().keySet())) {
                union.forEach(messages -> context.sendEventToSourceReader(reader, messages));
                supply(reader);
            }
        }
    }

    private void supply(int subtaskId) {
        if (!plan.hasOneReader() || !assigned) {
            assigned = true;
            List<SubscriptionSplit> splits = new ArrayList<>();
            for (String subscription : subscriptions) {
                for (int i = 0; i < plan.streams(); i++) {
                    splits.add(plan.split(subscription, nextNumber++, startMillis));
                }
            }
            context.assignSplits(new SplitsAssignment<>(new HashMap<>(Map.of(subtaskId, splits))));
        }
        if (plan.isBounded()) {
            context.signalNoMoreSplits(subtaskId);
        }
    }

    /**
     * What comes back was given out since the last checkpoint and carries nothing; the reader gets
     * new splits when it starts again, and the only ones get whoever starts next.
     */
    @Override
    public void addSplitsBack(List<SubscriptionSplit> splits, int subtaskId) {
        assigned = false;
        reports.reset(subtaskId);
    }

    /** Readers do not ask: they have their streams. */
    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {}

    @Override
    public PubSubEnumeratorState snapshotState(long checkpointId) {
        return new PubSubEnumeratorState(
                prepared,
                startMillis,
                subscriptions,
                nextNumber,
                assigned,
                positions.current(context.currentParallelism()));
    }

    /** Connections live as long as one call. */
    @Override
    public void close() {}
}
