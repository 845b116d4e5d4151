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

package io.flinkbundle.benchmarks.flink;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Hands a range to whoever asks, until none is left. */
@Internal
final class RowRangeEnumerator implements SplitEnumerator<RowRange, List<RowRange>> {

    private final SplitEnumeratorContext<RowRange> context;
    private final Queue<RowRange> waiting;

    RowRangeEnumerator(SplitEnumeratorContext<RowRange> context, List<RowRange> ranges) {
        this.context = context;
        this.waiting = new ArrayDeque<>(ranges);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtaskId, String requesterHostname) {
        RowRange range = waiting.poll();
        if (range == null) {
            context.signalNoMoreSplits(subtaskId);
        } else {
            context.assignSplit(range, subtaskId);
        }
    }

    @Override
    public void addSplitsBack(List<RowRange> ranges, int subtaskId) {
        waiting.addAll(ranges);
    }

    @Override
    public void addReader(int subtaskId) {}

    @Override
    public List<RowRange> snapshotState(long checkpointId) {
        return List.copyOf(waiting);
    }

    @Override
    public void close() {}
}
