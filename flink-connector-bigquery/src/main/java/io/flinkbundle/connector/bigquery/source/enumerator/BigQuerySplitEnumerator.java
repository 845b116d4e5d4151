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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Fixes what is read when the job starts, and hands out its streams, one to each reader that asks,
 * so that a slow reader gets fewer of them.
 *
 * <p>The rows of a query are dropped when nobody can come back for them: at the end of a job that
 * has made no checkpoint, or after a checkpoint that all rows have passed. Those of a job that ends
 * in between, and may be restored, expire by themselves.
 */
@Internal
public final class BigQuerySplitEnumerator
        implements SplitEnumerator<BigQuerySplit, BigQueryEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(BigQuerySplitEnumerator.class);

    private static final long NONE = -1;

    private final SplitEnumeratorContext<BigQuerySplit> context;
    private final ReadOpening opening;
    private final Deque<BigQuerySplit> waiting;
    private final Set<Integer> askingReaders = new LinkedHashSet<>();
    private final Set<Integer> endedReaders = new HashSet<>();
    private volatile boolean opened;
    private volatile String queryId;

    /** Whether a checkpoint may lead back to rows that are not read. */
    private volatile boolean mayComeBack;

    private long firstCheckpointOfAllRows = NONE;

    /**
     * @param opening fixes what is read; called once, on a thread of its own
     * @param state what was restored
     */
    public BigQuerySplitEnumerator(
            SplitEnumeratorContext<BigQuerySplit> context,
            ReadOpening opening,
            BigQueryEnumeratorState state) {
        this.context = context;
        this.opening = opening;
        this.waiting = new ArrayDeque<>(state.waiting());
        this.opened = state.opened();
        boolean begins = !opened && state.queryId().isEmpty();
        this.queryId =
                begins ? "flink_" + UUID.randomUUID().toString().replace("-", "") : state.queryId();
        this.mayComeBack = !begins;
    }

    @Override
    public void start() {
        if (!opened) {
            String id = queryId;
            context.callAsync(() -> opening.open(id), this::opened);
        }
    }

    private void opened(ReadOpening.Opened found, Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(failure.getMessage(), failure);
        }
        opened = true;
        if (!found.temporary()) {
            queryId = "";
        }
        byte[] schema = found.streams().schema();
        for (String stream : found.streams().streams()) {
            waiting.addLast(new BigQuerySplit(stream, 0, schema));
        }
        LOG.info("Reading {} streams.", waiting.size());
        assign();
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        askingReaders.add(subtask);
        assign();
    }

    private void assign() {
        if (!opened) {
            return;
        }
        for (int reader : new ArrayList<>(askingReaders)) {
            askingReaders.remove(reader);
            if (!context.registeredReaders().containsKey(reader)) {
                continue;
            }
            BigQuerySplit split = waiting.pollFirst();
            if (split == null) {
                endedReaders.add(reader);
                context.signalNoMoreSplits(reader);
            } else {
                context.assignSplit(split, reader);
            }
        }
    }

    @Override
    public void addSplitsBack(List<BigQuerySplit> splits, int subtask) {
        splits.forEach(waiting::addLast);
        endedReaders.remove(subtask);
        firstCheckpointOfAllRows = NONE;
    }

    @Override
    public void addReader(int subtask) {
        // It asks by itself.
    }

    @Override
    public BigQueryEnumeratorState snapshotState(long checkpointId) {
        mayComeBack = true;
        boolean ended = opened && waiting.isEmpty();
        if (ended
                && endedReaders.size() == context.currentParallelism()
                && firstCheckpointOfAllRows == NONE) {
            firstCheckpointOfAllRows = checkpointId;
        }
        return new BigQueryEnumeratorState(opened, List.copyOf(waiting), queryId, Progress.NONE);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (firstCheckpointOfAllRows != NONE && checkpointId >= firstCheckpointOfAllRows) {
            mayComeBack = false;
        }
    }

    @Override
    public void close() {
        if (mayComeBack || queryId.isEmpty()) {
            // The service forgets streams, and drops temporary tables, by itself.
            return;
        }
        try {
            opening.release(queryId, opened);
        } catch (IOException e) {
            LOG.warn("A temporary table could not be dropped. It expires within a day.", e);
        }
    }
}
