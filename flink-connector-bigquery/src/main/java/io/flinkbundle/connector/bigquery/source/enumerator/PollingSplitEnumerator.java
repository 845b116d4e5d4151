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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Looks for new rows again and again, and hands out their streams. Where the next look begins is in
 * the state together with the streams that are not handed out: after a failure the source goes on
 * there, without loss and without repetition. All methods run in the coordinator's thread, but for
 * the look itself.
 */
@Internal
public final class PollingSplitEnumerator
        implements SplitEnumerator<BigQuerySplit, BigQueryEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(PollingSplitEnumerator.class);

    private final SplitEnumeratorContext<BigQuerySplit> context;
    private final WindowPoller poller;
    private final Duration interval;
    private final String prefix;
    private final Deque<BigQuerySplit> waiting;
    private final Set<Integer> askingReaders = new LinkedHashSet<>();
    private final Map<Integer, String> readStreams = new HashMap<>();
    private final TemporaryTables temporaryTables = new TemporaryTables();

    // Volatile for the thread that looks.
    private volatile Progress progress;
    private volatile boolean hasWaiting;
    private volatile boolean failed;
    private boolean mayComeBack;

    /**
     * @param interval how long it waits between two looks
     * @param state {@link BigQueryEnumeratorState#INITIAL}, or that of a checkpoint
     */
    public PollingSplitEnumerator(
            SplitEnumeratorContext<BigQuerySplit> context,
            WindowPoller poller,
            Duration interval,
            BigQueryEnumeratorState state) {
        this.context = context;
        this.poller = poller;
        this.interval = interval;
        this.waiting = new ArrayDeque<>(state.waiting());
        this.hasWaiting = !waiting.isEmpty();
        this.progress = state.progress();
        this.mayComeBack = state.opened();
        // A look that is made again finds more rows, so its query must be another one.
        this.prefix = "flink_" + UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) waiting.size());
        context.callAsync(this::look, this::looked, 0, Math.max(1, interval.toMillis()));
    }

    private WindowPoller.Poll look() throws IOException, InterruptedException {
        Progress from = progress;
        return from.ended() || hasWaiting || failed
                ? new WindowPoller.Poll(from, from, Optional.empty(), "", 0)
                : poller.poll(from, prefix);
    }

    private void looked(WindowPoller.Poll poll, Throwable failure) {
        if (failure != null) {
            // The job ends or goes back to a checkpoint; one failure is enough for that.
            failed = true;
            throw new FlinkRuntimeException(failure.getMessage(), failure);
        }
        if (!poll.before().equals(progress)) {
            // Begun before the result of the look before it had been taken over: the same rows.
            release(List.of(poll.queryId()));
            return;
        }
        progress = poll.after();
        poll.streams()
                .ifPresent(
                        found -> {
                            found.streams()
                                    .forEach(
                                            stream ->
                                                    waiting.addLast(
                                                            new BigQuerySplit(
                                                                    stream,
                                                                    0,
                                                                    found.schema(),
                                                                    poll.untilMillis())));
                            if (!poll.queryId().isEmpty()) {
                                temporaryTables.add(poll.queryId(), found.streams());
                            }
                            LOG.debug("New rows in {} streams.", found.streams().size());
                        });
        assign();
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        String read = readStreams.remove(subtask);
        if (read != null) {
            temporaryTables.read(read);
        }
        askingReaders.add(subtask);
        assign();
        if (askingReaders.contains(subtask)) {
            context.sendEventToSourceReader(subtask, new NothingToReadEvent());
        }
    }

    private void assign() {
        for (int reader : new ArrayList<>(askingReaders)) {
            if (!context.registeredReaders().containsKey(reader)) {
                askingReaders.remove(reader);
                continue;
            }
            BigQuerySplit split = waiting.pollFirst();
            if (split != null) {
                askingReaders.remove(reader);
                readStreams.put(reader, split.stream());
                context.assignSplit(split, reader);
            } else if (progress.ended()) {
                askingReaders.remove(reader);
                context.signalNoMoreSplits(reader);
            }
        }
        hasWaiting = !waiting.isEmpty();
    }

    @Override
    public void addSplitsBack(List<BigQuerySplit> splits, int subtask) {
        askingReaders.remove(subtask);
        readStreams.remove(subtask);
        temporaryTables.forget();
        splits.forEach(waiting::addLast);
        assign();
    }

    @Override
    public void addReader(int subtask) {
        // It asks by itself.
    }

    @Override
    public BigQueryEnumeratorState snapshotState(long checkpointId) {
        mayComeBack = true;
        temporaryTables.checkpoint(checkpointId);
        return new BigQueryEnumeratorState(true, List.copyOf(waiting), "", progress);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        List<String> passed = temporaryTables.passed(checkpointId);
        if (!passed.isEmpty()) {
            context.callAsync(
                    () -> {
                        release(passed);
                        return passed;
                    },
                    (released, failure) -> LOG.debug("Dropped {}.", released, failure));
        }
    }

    private void release(Collection<String> queryIds) {
        for (String queryId : queryIds) {
            try {
                if (!queryId.isEmpty()) {
                    poller.release(queryId);
                }
            } catch (IOException e) {
                LOG.warn("A temporary table could not be dropped. It expires within a day.", e);
            }
        }
    }

    @Override
    public void close() {
        // After a checkpoint the job may come back for them.
        if (!mayComeBack) {
            release(temporaryTables.all());
        }
    }
}
