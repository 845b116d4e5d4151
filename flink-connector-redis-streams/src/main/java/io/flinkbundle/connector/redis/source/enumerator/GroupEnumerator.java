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

import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.source.StreamSelection;
import io.flinkbundle.connector.redis.source.split.GroupSplit;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the streams, and gives every reader a share of each. How the entries are shared out is the
 * server's business.
 */
@Internal
public final class GroupEnumerator implements SplitEnumerator<GroupSplit, GroupEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupEnumerator.class);

    private final SplitEnumeratorContext<GroupSplit> context;
    private final RedisStreamsClient client;
    private final GroupPlanner planner;
    private final StreamSelection selection;
    private final Boundedness boundedness;
    private final Set<String> known = new LinkedHashSet<>();
    private long nextNumber;

    /** Whether the streams with which this attempt starts are known. */
    private boolean ready;

    public GroupEnumerator(
            SplitEnumeratorContext<GroupSplit> context,
            RedisStreamsClient client,
            GroupPlanner planner,
            StreamSelection selection,
            Boundedness boundedness,
            GroupEnumeratorState state) {
        this.context = context;
        this.client = client;
        this.planner = planner;
        this.selection = selection;
        this.boundedness = boundedness;
        this.nextNumber = state.nextNumber();
    }

    @Override
    public void start() {
        if (boundedness == Boundedness.BOUNDED || selection.discoveryInterval().isEmpty()) {
            context.callAsync(this::findAndCreateGroups, this::onFound);
        } else {
            context.callAsync(
                    this::findAndCreateGroups,
                    this::onFound,
                    0,
                    selection.discoveryInterval().get().toMillis());
        }
    }

    private List<String> findAndCreateGroups() throws IOException {
        List<String> streams = selection.find(client);
        planner.createGroups(streams);
        return streams;
    }

    private void onFound(@Nullable List<String> found, @Nullable Throwable failure) {
        if (failure != null) {
            onFailure(failure);
            return;
        }
        List<String> added = found.stream().filter(known::add).toList();
        boolean first = !ready;
        ready = true;
        for (int reader : List.copyOf(context.registeredReaders().keySet())) {
            supply(reader, added);
            if (first && boundedness == Boundedness.BOUNDED) {
                context.signalNoMoreSplits(reader);
            }
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
            supply(subtaskId, known);
            if (boundedness == Boundedness.BOUNDED) {
                context.signalNoMoreSplits(subtaskId);
            }
        }
    }

    private void supply(int subtaskId, Iterable<String> streams) {
        List<GroupSplit> shares = new ArrayList<>();
        for (String stream : streams) {
            shares.add(new GroupSplit(stream, nextNumber++, new EntryIds(), false));
        }
        if (!shares.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(new HashMap<>(Map.of(subtaskId, shares))));
        }
    }

    /**
     * What comes back was given out since the last checkpoint and carries nothing; the reader gets
     * new shares when it starts again.
     */
    @Override
    public void addSplitsBack(List<GroupSplit> splits, int subtaskId) {}

    /** Readers do not ask: they have a share of every stream. */
    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {}

    @Override
    public GroupEnumeratorState snapshotState(long checkpointId) {
        return new GroupEnumeratorState(nextNumber);
    }

    /** Connections live as long as one call. */
    @Override
    public void close() {}
}
