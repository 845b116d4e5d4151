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
import io.flinkbundle.connector.duckdb.client.StatementFailedException;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Hands splits out, one at a time to whoever asks, so that a slow reader does not hold up the rest.
 * All methods run in the coordinator's thread; only the planning does I/O, and runs elsewhere.
 */
@Internal
public final class DuckDbSplitEnumerator
        implements SplitEnumerator<DuckDbSplit, DuckDbEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbSplitEnumerator.class);

    private final SplitEnumeratorContext<DuckDbSplit> context;
    private final Callable<List<DuckDbSplit>> planner;
    private final Deque<DuckDbSplit> unassigned;
    private final Set<Integer> waitingReaders = new LinkedHashSet<>();
    private boolean planned;

    /**
     * @param planner finds the splits of the table; called at most once, in another thread
     * @param state {@link DuckDbEnumeratorState#unplanned()}, or the state of a checkpoint
     */
    public DuckDbSplitEnumerator(
            SplitEnumeratorContext<DuckDbSplit> context,
            Callable<List<DuckDbSplit>> planner,
            DuckDbEnumeratorState state) {
        this.context = context;
        this.planner = planner;
        this.unassigned = new ArrayDeque<>(state.unassigned());
        this.planned = state.planned();
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) unassigned.size());
        if (!planned) {
            context.callAsync(planner, this::onPlanned);
        }
    }

    private void onPlanned(List<DuckDbSplit> splits, @Nullable Throwable failure) {
        if (failure != null) {
            throw failed(failure);
        }
        LOG.info("The table has {} split(s).", splits.size());
        unassigned.addAll(splits);
        planned = true;
        List<Integer> readers = new ArrayList<>(waitingReaders);
        waitingReaders.clear();
        readers.forEach(this::assignNext);
    }

    /** The reason is the message: it is all that the first line of a failed job shows. */
    private static FlinkRuntimeException failed(Throwable failure) {
        boolean mayPass =
                failure instanceof DatabaseBusyException
                        || failure instanceof StatementFailedException;
        return mayPass
                ? new FlinkRuntimeException(failure.getMessage(), failure)
                : new UnreadableTableException(failure);
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        if (planned) {
            assignNext(subtaskId);
        } else {
            waitingReaders.add(subtaskId);
        }
    }

    private void assignNext(int subtaskId) {
        if (!context.registeredReaders().containsKey(subtaskId)) {
            // The reader failed after it had asked; it asks again when it is back.
            return;
        }
        DuckDbSplit next = unassigned.poll();
        if (next == null) {
            context.signalNoMoreSplits(subtaskId);
        } else {
            context.assignSplit(next, subtaskId);
        }
    }

    @Override
    public void addSplitsBack(List<DuckDbSplit> splits, int subtaskId) {
        for (int i = splits.size() - 1; i >= 0; i--) {
            unassigned.addFirst(splits.get(i));
        }
    }

    @Override
    public void addReader(int subtaskId) {
        // Readers ask for splits themselves.
    }

    @Override
    public DuckDbEnumeratorState snapshotState(long checkpointId) {
        return new DuckDbEnumeratorState(planned, List.copyOf(unassigned));
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }
}
