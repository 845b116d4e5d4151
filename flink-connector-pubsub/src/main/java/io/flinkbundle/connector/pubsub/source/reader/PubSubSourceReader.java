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

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.pubsub.client.SubscriberClients;
import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;
import io.flinkbundle.connector.pubsub.source.SchemaContext;
import io.flinkbundle.connector.pubsub.source.split.ReadPosition;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;
import io.flinkbundle.connector.pubsub.source.split.UnconfirmedMessages;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;

import com.google.pubsub.v1.ReceivedMessage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads subscriptions. What was emitted before a checkpoint is acknowledged when the checkpoint is
 * complete; what is not acknowledged is its state, and acknowledged first when it is restored.
 */
@Internal
public final class PubSubSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<
                ReceivedMessage, T, SubscriptionSplit, SplitState> {

    /** How long a reader knows what the service has not taken as acknowledged. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    private final long startMillis;
    private final PubSubDeserializationSchema<T> schema;
    private final ReaderConfig config;
    private final ReaderServices services;
    private final BadRecords badRecords;

    /** Of all splits about which something is left to do, also those that have ended. */
    private final List<SplitState> states = new ArrayList<>();

    private PubSubSourceReader(
            ReaderConfig config,
            PubSubDeserializationSchema<T> schema,
            ReaderServices services,
            BadRecords badRecords,
            AfterFetch afterFetch,
            SourceReaderContext context) {
        super(
                () ->
                        new PubSubSplitReader(
                                config,
                                services.sessions(),
                                services.signal(),
                                services.timer(),
                                services.metrics(),
                                afterFetch),
                new PubSubRecordEmitter<>(
                        schema,
                        EventTime.of(config.timestampAttribute()),
                        config.recordLimit(),
                        badRecords,
                        services.metrics(),
                        state -> services.sessions().stop(state.split().splitId())),
                context.getConfiguration(),
                context);
        this.config = config;
        this.schema = schema;
        this.services = services;
        this.startMillis = services.timer().millis();
        this.badRecords = badRecords;
        afterFetch.action = this::afterFetch;
        services.metrics().outstanding(this::outstanding, this::outstandingBytes, this::buffered);
    }

    /** Lets the reader be made before what it is to do is known. */
    private static final class AfterFetch implements Runnable {

        private Runnable action;

        @Override
        public void run() {
            action.run();
        }
    }

    /**
     * @param schema is opened when the reader starts
     * @throws IOException if the credentials cannot be loaded
     */
    public static <T> PubSubSourceReader<T> create(
            SubscriberClients clients,
            ReaderConfig config,
            PubSubDeserializationSchema<T> schema,
            String connector,
            SourceReaderContext context)
            throws IOException {
        ReaderMetrics metrics = new ReaderMetrics(context.metricGroup());
        return new PubSubSourceReader<>(
                config,
                schema,
                ReaderServices.open(clients, config, metrics),
                BadRecords.open(
                        config.onMalformed(),
                        connector,
                        context.getIndexOfSubtask(),
                        metrics.malformed()),
                new AfterFetch(),
                context);
    }

    @Override
    public void start() {
        openSchema();
        super.start();
        services.start();
        if (config.exactlyOnce()) {
            tellUnconfirmed();
        }
    }

    /**
     * Here and not before: a failure while readers are made comes before the sinks of the task are
     * open, and Flink's sink of collected results takes the TaskManager down when it is closed
     * then.
     */
    private void openSchema() {
        try {
            schema.open(new SchemaContext(context));
        } catch (Exception e) {
            throw new FlinkRuntimeException(
                    "The deserializer of the source could not be opened.", e);
        }
    }

    /** The enumerator answers with those of all readers, and with splits to read. */
    private void tellUnconfirmed() {
        for (SplitState state : states) {
            List<String> messageIds = new ArrayList<>();
            state.ledger()
                    .forEach(0, state.emitted(), message -> messageIds.add(message.messageId()));
            UnconfirmedMessages.parts(state.split().subscription(), messageIds)
                    .forEach(context::sendSourceEventToCoordinator);
        }
        context.sendSourceEventToCoordinator(UnconfirmedMessages.end());
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof UnconfirmedMessages messages) {
            services.repeated().add(messages);
        } else {
            super.handleSourceEvents(event);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        Optional<IOException> failure = services.failure();
        if (failure.isPresent()) {
            throw new IOException(
                    "Messages cannot be kept or acknowledged. " + failure.get().getMessage(),
                    failure.get());
        }
        return super.pollNext(output);
    }

    @Override
    public void addSplits(List<SubscriptionSplit> splits) {
        List<SubscriptionSplit> toRead = new ArrayList<>();
        for (SubscriptionSplit split : splits) {
            if (split.restored() && !split.hasLimit()) {
                SplitState state = initializedState(split);
                state.end();
            } else {
                toRead.add(split);
            }
        }
        if (!toRead.isEmpty()) {
            super.addSplits(toRead);
        }
    }

    @Override
    protected SplitState initializedState(SubscriptionSplit split) {
        boolean isOver = split.restored() && !split.hasLimit();
        Ledger ledger =
                new Ledger(isOver && config.exactlyOnce() ? OnInvalid.KEEP : config.onInvalid());
        ledger.restore(split.pending());
        SplitState state = new SplitState(split, ledger);
        states.add(state);
        if (state.emitted() > 0) {
            services.acknowledgeFirst(split.subscription(), ledger);
        }
        if (!isOver) {
            services.sessions().prepare(split, ledger);
        }
        return state;
    }

    @Override
    public List<SubscriptionSplit> snapshotState(long checkpointId) {
        try {
            badRecords.flush();
        } catch (IOException e) {
            throw new FlinkRuntimeException(
                    "The dead letters of checkpoint " + checkpointId + " cannot be written.", e);
        }
        if (config.exactlyOnce()) {
            services.verifyLeases();
            forgetWhatComesNoMore();
        }
        states.removeIf(SplitState::isOver);
        states.forEach(state -> state.mark(checkpointId));
        return states.stream().map(this::toCheckpoint).toList();
    }

    /** What is not to be acknowledged must not be acknowledged when it is restored. */
    private SubscriptionSplit toCheckpoint(SplitState state) {
        return config.ackMode() == AckMode.NONE
                ? state.toSplit().withoutPending()
                : state.toSplit();
    }

    /** A message that was to come again has had time enough. */
    private void forgetWhatComesNoMore() {
        if (services.timer().millis() - startMillis > KNOWN_FOR.toMillis()) {
            states.removeIf(state -> state.ledger().onInvalid() == OnInvalid.KEEP);
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        for (SplitState state : states) {
            long upTo = state.completed(checkpointId);
            if (config.ackMode() == AckMode.ON_CHECKPOINT) {
                acknowledge(state, upTo);
            }
        }
        tellPosition();
    }

    /** For the next checkpoint of the enumerator. */
    private void tellPosition() {
        Map<String, Long> oldest = new HashMap<>();
        for (SplitState state : states) {
            services.sessions()
                    .oldestPublishMillis(state.split().splitId(), state.emitted())
                    .ifPresent(
                            millis ->
                                    oldest.merge(state.split().subscription(), millis, Math::min));
        }
        context.sendSourceEventToCoordinator(new ReadPosition(oldest));
    }

    /** Task thread, each time that what was fetched has been emitted. */
    private void afterFetch() {
        if (config.ackMode() == AckMode.ON_EMIT) {
            states.forEach(state -> acknowledge(state, state.emitted()));
        }
    }

    private void acknowledge(SplitState state, long upTo) {
        services.acknowledger().acknowledge(state.split().subscription(), state.ledger(), upTo);
    }

    @Override
    protected SubscriptionSplit toSplitType(String splitId, SplitState state) {
        return state.toSplit();
    }

    /** The last messages of a split still wait for their checkpoint. */
    @Override
    protected void onSplitFinished(Map<String, SplitState> finishedSplits) {
        finishedSplits.values().forEach(SplitState::end);
    }

    private long outstanding() {
        return services.sessions().all().stream().mapToLong(StreamSession::outstanding).sum();
    }

    private long outstandingBytes() {
        return services.sessions().all().stream().mapToLong(StreamSession::outstandingBytes).sum();
    }

    private long buffered() {
        return services.sessions().all().stream().mapToLong(StreamSession::buffered).sum();
    }

    /**
     * What this attempt has not emitted, or emitted and no checkpoint can hold, is given back, so
     * that the next one need not wait for the leases to pass.
     */
    @Override
    public void close() throws Exception {
        try {
            super.close();
            services.close(states);
        } finally {
            badRecords.close();
        }
    }
}
