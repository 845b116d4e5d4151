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

import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.source.StreamSelection;
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

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import static java.util.function.Predicate.not;

/**
 * Finds the streams, fixes where each of them begins and ends, and spreads them over the readers.
 * Streams that match a pattern and come later are read from their beginning.
 */
@Internal
public final class RedisStreamsEnumerator
        implements SplitEnumerator<RedisStreamsSplit, RedisStreamsEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamsEnumerator.class);

    private final SplitEnumeratorContext<RedisStreamsSplit> context;
    private final RedisStreamsClient client;
    private final SplitPlanner planner;
    private final StreamSelection selection;
    private final Boundedness boundedness;
    private final StreamOwners owners;
    private final List<RedisStreamsSplit> unassigned;
    private final String boundedMode;

    /** Whether the streams with which the job first started are known. */
    private boolean planned;

    /** Whether this attempt has found all that the readers have to know before they can end. */
    private boolean ready;

    public RedisStreamsEnumerator(
            SplitEnumeratorContext<RedisStreamsSplit> context,
            RedisStreamsClient client,
            SplitPlanner planner,
            StreamSelection selection,
            Boundedness boundedness,
            RedisStreamsEnumeratorState state) {
        this.context = context;
        this.client = client;
        this.planner = planner;
        this.selection = selection;
        this.boundedness = boundedness;
        this.owners = new StreamOwners(client.isCluster(), state.known());
        this.unassigned = new ArrayList<>(state.unassigned());
        this.boundedMode = state.boundedMode();
        this.planned = state.planned();
    }

    @Override
    public void start() {
        boolean fixed = selection.discoveryInterval().isEmpty();
        if (planned && !fixed && boundedness == Boundedness.BOUNDED) {
            // What matches since the job first started is not part of what it was to read.
            ready = true;
        } else if (fixed || boundedness == Boundedness.BOUNDED) {
            context.callAsync(this::find, this::onFound);
        } else {
            context.callAsync(
                    this::find, this::onFound, 0, selection.discoveryInterval().get().toMillis());
        }
    }

    private List<String> find() throws IOException {
        return selection.find(client);
    }

    private void onFound(@Nullable List<String> found, @Nullable Throwable failure) {
        if (failure != null) {
            onFailure(failure);
            return;
        }
        List<String> unknown =
                found.stream().filter(each -> !owners.known().contains(each)).toList();
        if (!ready) {
            warnOfForgotten(found);
        }
        if (unknown.isEmpty()) {
            onPlanned(unknown, List.of(), null);
            return;
        }
        boolean addedToTheMatch = planned && selection.discoveryInterval().isPresent();
        context.callAsync(
                () -> addedToTheMatch ? planner.planNew(unknown) : planner.plan(unknown),
                (splits, planFailure) -> onPlanned(unknown, splits, planFailure));
    }

    private void warnOfForgotten(List<String> found) {
        List<String> forgotten = owners.known().stream().filter(not(found::contains)).toList();
        if (!forgotten.isEmpty()) {
            LOG.warn(
                    "The checkpoint holds streams that the source was not given any more, or that"
                            + " are gone. They are read on: {}",
                    forgotten);
        }
    }

    private void onPlanned(
            List<String> streams,
            @Nullable List<RedisStreamsSplit> splits,
            @Nullable Throwable failure) {
        if (failure != null) {
            onFailure(failure);
            return;
        }
        if (!streams.isEmpty()) {
            LOG.info("Reading {} of {} streams: {}", splits.size(), streams.size(), splits);
        } else if (owners.known().isEmpty() && !ready) {
            LOG.warn("No stream matches '{}'.", String.join(",", selection.names()));
        }
        // A slow plan and the next look for streams can overlap.
        splits.stream()
                .filter(split -> !owners.known().contains(split.stream()))
                .forEach(unassigned::add);
        streams.forEach(owners::add);
        planned = true;
        if (!ready || !splits.isEmpty()) {
            ready = true;
            List.copyOf(context.registeredReaders().keySet()).forEach(this::supply);
        }
    }

    /** Who starts wants to know; a job that runs looks again. */
    private void onFailure(Throwable failure) {
        if (!ready) {
            throw new FlinkRuntimeException(
                    "The source cannot start. " + failure.getMessage(), failure);
        }
        LOG.warn(
                "New streams that match '{}' cannot be looked for; the next attempt is in {}.",
                String.join(",", selection.names()),
                selection.discoveryInterval().orElseThrow(),
                failure);
    }

    @Override
    public void addReader(int subtaskId) {
        if (ready) {
            supply(subtaskId);
        }
    }

    @Override
    public void addSplitsBack(List<RedisStreamsSplit> splits, int subtaskId) {
        unassigned.addAll(splits);
        if (ready && context.registeredReaders().containsKey(subtaskId)) {
            supply(subtaskId);
        }
    }

    /** Readers do not ask: a stream belongs to one reader for as long as the job runs. */
    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {}

    @Override
    public RedisStreamsEnumeratorState snapshotState(long checkpointId) {
        return new RedisStreamsEnumeratorState(
                List.copyOf(owners.known()), unassigned, boundedMode, planned);
    }

    /** Connections live as long as one call. */
    @Override
    public void close() {}

    private void supply(int subtaskId) {
        List<RedisStreamsSplit> assigned = new ArrayList<>();
        for (Iterator<RedisStreamsSplit> each = unassigned.iterator(); each.hasNext(); ) {
            RedisStreamsSplit split = each.next();
            if (owners.ownerOf(split.stream(), context.currentParallelism()) == subtaskId) {
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
}
