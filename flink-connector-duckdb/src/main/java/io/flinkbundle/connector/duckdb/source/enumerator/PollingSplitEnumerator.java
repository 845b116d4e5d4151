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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.metrics.Counter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks for rows that have been added, again and again, and hands them out as splits. All methods
 * run in the coordinator's thread, but for the look itself.
 */
@Internal
public final class PollingSplitEnumerator
        implements SplitEnumerator<DuckDbSplit, DuckDbEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(PollingSplitEnumerator.class);

    private final SplitEnumeratorContext<DuckDbSplit> context;
    private final FilePoller poller;
    private final Duration interval;
    private final SplitAssigner assigner;
    private final Counter missedPolls;
    // Volatile for the thread that polls.
    private volatile Progress progress;

    /**
     * @param interval how long to wait between two looks
     * @param state {@link DuckDbEnumeratorState#unplanned()}, or the state of a checkpoint
     */
    public PollingSplitEnumerator(
            SplitEnumeratorContext<DuckDbSplit> context,
            FilePoller poller,
            Duration interval,
            DuckDbEnumeratorState state) {
        this.context = context;
        this.poller = poller;
        this.interval = interval;
        this.assigner = new SplitAssigner(context, state.unassigned());
        this.missedPolls = context.metricGroup().counter("missedPolls");
        this.progress = new Progress(state.planned(), state.readTo());
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(assigner::count);
        context.callAsync(
                () -> poller.poll(progress), this::onPolled, 0, Math.max(1, interval.toMillis()));
    }

    private void onPolled(@Nullable FilePoller.Poll poll, @Nullable Throwable failure) {
        if (failure instanceof DatabaseBusyException) {
            missedPolls.inc();
            LOG.warn("{} The next look is in {}.", failure.getMessage(), interval);
            return;
        }
        if (failure != null) {
            throw UnreadableTableException.unlessItMayPass(failure);
        }
        if (!poll.before().equals(progress)) {
            // Begun before the result of the look before it had been taken over: the same rows.
            return;
        }
        progress = poll.after();
        assigner.add(poll.splits());
        assigner.assign();
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        assigner.request(subtaskId);
        if (assigner.assign().contains(subtaskId)) {
            context.sendEventToSourceReader(subtaskId, new NothingToReadEvent());
        }
    }

    @Override
    public void addSplitsBack(List<DuckDbSplit> splits, int subtaskId) {
        assigner.forget(subtaskId);
        assigner.addBack(splits);
        assigner.assign();
    }

    @Override
    public void addReader(int subtaskId) {
        // Readers ask for splits themselves.
    }

    @Override
    public DuckDbEnumeratorState snapshotState(long checkpointId) {
        return new DuckDbEnumeratorState(
                progress.begun(), assigner.unassigned(), Optional.empty(), progress.readTo());
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }
}
