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

package io.flinkbundle.connector.redis.source.enumerator;

import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static java.util.function.Predicate.not;

/**
 * Fixes where each stream begins and ends, and spreads the streams over the readers: the n-th
 * stream goes to reader n modulo parallelism.
 */
@Internal
public final class RedisStreamsEnumerator
        implements SplitEnumerator<RedisStreamsSplit, RedisStreamsEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamsEnumerator.class);

    private final SplitEnumeratorContext<RedisStreamsSplit> context;
    private final SplitPlanner planner;
    private final List<String> streams;
    private final Boundedness boundedness;

    /** Each known stream and its number, in the order in which they became known. */
    private final Map<String, Integer> known = new LinkedHashMap<>();

    private final List<RedisStreamsSplit> unassigned;
    private final String boundedMode;
    private boolean planned;

    public RedisStreamsEnumerator(
            SplitEnumeratorContext<RedisStreamsSplit> context,
            SplitPlanner planner,
            List<String> streams,
            Boundedness boundedness,
            RedisStreamsEnumeratorState state) {
        this.context = context;
        this.planner = planner;
        this.streams = streams;
        this.boundedness = boundedness;
        this.unassigned = new ArrayList<>(state.unassigned());
        this.boundedMode = state.boundedMode();
        state.known().forEach(this::remember);
    }

    @Override
    public void start() {
        List<String> removed = known.keySet().stream().filter(not(streams::contains)).toList();
        if (!removed.isEmpty()) {
            LOG.warn(
                    "The checkpoint holds streams that the source was not given any more. They are"
                            + " read on: {}",
                    removed);
        }
        List<String> unknown = streams.stream().filter(each -> !known.containsKey(each)).toList();
        if (unknown.isEmpty()) {
            planned = true;
            return;
        }
        context.callAsync(
                () -> planner.plan(unknown),
                (splits, failure) -> onPlanned(unknown, splits, failure));
    }

    private void onPlanned(
            List<String> resolved,
            @Nullable List<RedisStreamsSplit> splits,
            @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(
                    "The source cannot start. " + failure.getMessage(), failure);
        }
        LOG.info("Reading {} of {} streams: {}", splits.size(), resolved.size(), splits);
        resolved.forEach(this::remember);
        unassigned.addAll(splits);
        planned = true;
        List.copyOf(context.registeredReaders().keySet()).forEach(this::supply);
    }

    @Override
    public void addReader(int subtaskId) {
        if (planned) {
            supply(subtaskId);
        }
    }

    @Override
    public void addSplitsBack(List<RedisStreamsSplit> splits, int subtaskId) {
        unassigned.addAll(splits);
        if (planned && context.registeredReaders().containsKey(subtaskId)) {
            supply(subtaskId);
        }
    }

    /** Readers do not ask: a stream belongs to one reader for as long as the job runs. */
    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {}

    @Override
    public RedisStreamsEnumeratorState snapshotState(long checkpointId) {
        return new RedisStreamsEnumeratorState(
                List.copyOf(known.keySet()), unassigned, boundedMode);
    }

    /** Connections live as long as one call. */
    @Override
    public void close() {}

    private void supply(int subtaskId) {
        List<RedisStreamsSplit> assigned = new ArrayList<>();
        for (Iterator<RedisStreamsSplit> each = unassigned.iterator(); each.hasNext(); ) {
            RedisStreamsSplit split = each.next();
            if (ownerOf(split) == subtaskId) {
                assigned.add(split);
                each.remove();
            }
        }
        if (assigned.isEmpty()) {
            context.sendEventToSourceReader(subtaskId, new NoStreamsEvent());
        } else {
            context.assignSplits(
                    new SplitsAssignment<>(new HashMap<>(Map.of(subtaskId, assigned))));
        }
        if (boundedness == Boundedness.BOUNDED) {
            context.signalNoMoreSplits(subtaskId);
        }
    }

    private int ownerOf(RedisStreamsSplit split) {
        return known.get(split.stream()) % context.currentParallelism();
    }

    private void remember(String stream) {
        known.putIfAbsent(stream, known.size());
    }
}
