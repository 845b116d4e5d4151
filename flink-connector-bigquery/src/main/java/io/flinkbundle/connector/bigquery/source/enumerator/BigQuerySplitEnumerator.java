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

import io.flinkbundle.connector.bigquery.client.ReadStreams;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Fixes what is read when the job starts, and hands out its streams, one to each reader that asks,
 * so that a slow reader gets fewer of them.
 */
@Internal
public final class BigQuerySplitEnumerator
        implements SplitEnumerator<BigQuerySplit, BigQueryEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(BigQuerySplitEnumerator.class);

    private final SplitEnumeratorContext<BigQuerySplit> context;
    private final Callable<ReadStreams> opening;
    private final Deque<BigQuerySplit> waiting;
    private final Set<Integer> askingReaders = new LinkedHashSet<>();
    private boolean opened;

    /**
     * @param opening fixes what is read; called once, on a thread of its own
     * @param state what was restored
     */
    public BigQuerySplitEnumerator(
            SplitEnumeratorContext<BigQuerySplit> context,
            Callable<ReadStreams> opening,
            BigQueryEnumeratorState state) {
        this.context = context;
        this.opening = opening;
        this.waiting = new ArrayDeque<>(state.waiting());
        this.opened = state.opened();
    }

    @Override
    public void start() {
        if (!opened) {
            context.callAsync(opening, this::opened);
        }
    }

    private void opened(ReadStreams streams, Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(failure.getMessage(), failure);
        }
        opened = true;
        streams.streams()
                .forEach(
                        stream ->
                                waiting.addLast(
                                        new BigQuerySplit(stream, 0, streams.arrowSchema())));
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
                context.signalNoMoreSplits(reader);
            } else {
                context.assignSplit(split, reader);
            }
        }
    }

    @Override
    public void addSplitsBack(List<BigQuerySplit> splits, int subtask) {
        splits.forEach(waiting::addLast);
    }

    @Override
    public void addReader(int subtask) {
        // It asks by itself.
    }

    @Override
    public BigQueryEnumeratorState snapshotState(long checkpointId) {
        return new BigQueryEnumeratorState(opened, List.copyOf(waiting));
    }

    @Override
    public void close() {
        // The streams need no end: the service forgets them.
    }
}
