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

import io.flinkbundle.connector.duckdb.client.FileVersion;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Hands out the splits of a bounded scan. All methods run in the coordinator's thread; only the
 * planning and the look at the file do I/O, and run elsewhere.
 */
@Internal
public final class DuckDbSplitEnumerator
        implements SplitEnumerator<DuckDbSplit, DuckDbEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbSplitEnumerator.class);

    private final SplitEnumeratorContext<DuckDbSplit> context;
    private final Callable<SplitPlan> planner;
    private final ChangedFileGuard guard;
    private final SplitAssigner assigner;
    private final Set<Integer> finishedReaders = new HashSet<>();
    private Optional<FileVersion> file;
    private boolean planned;
    private boolean ready;

    /**
     * @param planner finds the splits; called at most once, in another thread
     * @param guard looks at the file before a restored scan goes on
     * @param state {@link DuckDbEnumeratorState#unplanned()}, or the state of a checkpoint
     */
    public DuckDbSplitEnumerator(
            SplitEnumeratorContext<DuckDbSplit> context,
            Callable<SplitPlan> planner,
            ChangedFileGuard guard,
            DuckDbEnumeratorState state) {
        this.context = context;
        this.planner = planner;
        this.guard = guard;
        this.assigner = new SplitAssigner(context, state.unassigned());
        this.planned = state.planned();
        this.file = state.file();
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(assigner::count);
        if (!planned) {
            context.callAsync(planner, this::onPlanned);
        } else if (file.isPresent()) {
            FileVersion plannedFor = file.get();
            context.callAsync(
                    () -> {
                        guard.check(plannedFor);
                        return plannedFor;
                    },
                    this::onChecked);
        } else {
            ready = true;
        }
    }

    private void onPlanned(@Nullable SplitPlan plan, @Nullable Throwable failure) {
        if (failure != null) {
            throw UnreadableTableException.unlessItMayPass(failure);
        }
        LOG.info("There are {} split(s) to read.", plan.splits().size());
        assigner.add(plan.splits());
        file = Optional.of(plan.file());
        planned = true;
        serveReaders();
    }

    private void onChecked(@Nullable FileVersion checked, @Nullable Throwable failure) {
        if (failure != null) {
            throw UnreadableTableException.unlessItMayPass(failure);
        }
        serveReaders();
    }

    private void serveReaders() {
        ready = true;
        for (int reader : assigner.assign()) {
            assigner.forget(reader);
            context.signalNoMoreSplits(reader);
            finishedReaders.add(reader);
        }
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        assigner.request(subtaskId);
        if (ready) {
            serveReaders();
        }
    }

    @Override
    public void addSplitsBack(List<DuckDbSplit> splits, int subtaskId) {
        finishedReaders.remove(subtaskId);
        assigner.addBack(splits);
    }

    @Override
    public void addReader(int subtaskId) {
        // Readers ask for splits themselves.
    }

    @Override
    public DuckDbEnumeratorState snapshotState(long checkpointId) {
        return new DuckDbEnumeratorState(
                planned,
                assigner.unassigned(),
                isRead() ? Optional.empty() : file,
                Optional.empty());
    }

    /** Whether each reader has come to its end. What happens to the file then is of no concern. */
    private boolean isRead() {
        return assigner.count() == 0 && finishedReaders.size() >= context.currentParallelism();
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }
}
