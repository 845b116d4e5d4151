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

import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Records what an enumerator does, and runs its asynchronous calls when the test says so. */
final class TestEnumeratorContext implements SplitEnumeratorContext<DuckDbSplit> {

    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final Map<Integer, List<DuckDbSplit>> assigned = new HashMap<>();
    private final List<Integer> finished = new ArrayList<>();
    private final Map<Integer, List<SourceEvent>> events = new HashMap<>();
    private final RecordedCounters metrics = new RecordedCounters();
    private Runnable periodicCall =
            () -> {
                throw new AssertionError("There is no periodic call.");
            };
    private final Queue<Runnable> calls = new ArrayDeque<>();

    TestEnumeratorContext(int... subtasks) {
        for (int subtask : subtasks) {
            readers.put(subtask, new ReaderInfo(subtask, "localhost"));
        }
    }

    List<DuckDbSplit> assigned(int subtask) {
        return assigned.getOrDefault(subtask, List.of());
    }

    /** The subtasks that were told that there is nothing more. */
    List<Integer> finished() {
        return finished;
    }

    long count(String metric) {
        return metrics.counter(metric).getCount();
    }

    /** What a subtask was told. */
    List<SourceEvent> events(int subtask) {
        return events.getOrDefault(subtask, List.of());
    }

    /** Lets the time of a periodic call come. */
    void runPeriodicCall() {
        periodicCall.run();
    }

    void unregister(int subtask) {
        readers.remove(subtask);
    }

    /** Runs the calls made so far. Returns how many there were. */
    int runCalls() {
        int count = calls.size();
        while (!calls.isEmpty()) {
            calls.remove().run();
        }
        return count;
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return metrics;
    }

    @Override
    public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
        events.computeIfAbsent(subtaskId, key -> new ArrayList<>()).add(event);
    }

    @Override
    public int currentParallelism() {
        return readers.size();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<DuckDbSplit> assignment) {
        assignment
                .assignment()
                .forEach(
                        (subtask, splits) ->
                                assigned.computeIfAbsent(subtask, key -> new ArrayList<>())
                                        .addAll(splits));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        finished.add(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        calls.add(() -> call(callable, handler));
    }

    private static <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        T result;
        try {
            result = callable.call();
        } catch (Exception e) {
            handler.accept(null, e);
            return;
        }
        handler.accept(result, null);
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> handler,
            long initialDelayMillis,
            long periodMillis) {
        periodicCall = () -> call(callable, handler);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }

    /** Gives out the same counter for the same name. */
    private static final class RecordedCounters extends UnregisteredMetricsGroup
            implements SplitEnumeratorMetricGroup {

        private final Map<String, Counter> counters = new HashMap<>();

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, super::counter);
        }

        @Override
        public <G extends Gauge<Long>> G setUnassignedSplitsGauge(G gauge) {
            return gauge;
        }
    }
}
