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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.client.InfluxDb3RequestException;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanMode;
import io.flinkbundle.connector.influxdb3.source.ScanTables;
import io.flinkbundle.connector.influxdb3.source.TimeRange;
import io.flinkbundle.connector.influxdb3.source.enumerator.TableSurvey.FoundTable;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3Split;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;
import io.flinkbundle.connector.influxdb3.source.split.TailSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the tables, and hands out their history in ranges of time to whoever asks. Where reading
 * does not end, each table then goes to one reader that follows it, and tables that come up later
 * are looked for.
 *
 * <p>All methods run in the coordinator's thread; only the survey does I/O, and runs elsewhere.
 */
@Internal
public final class InfluxDb3SplitEnumerator
        implements SplitEnumerator<InfluxDb3Split, InfluxDb3EnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(InfluxDb3SplitEnumerator.class);

    /** What the server is asked, in another thread. */
    public interface Survey {

        /** The tables that are not known yet. */
        List<FoundTable> survey(Set<String> known) throws Exception;

        /** The time of the first point in a range that begins with a gap; empty without a point. */
        OptionalLong nextTime(RangeSplit range) throws Exception;
    }

    private final SplitEnumeratorContext<InfluxDb3Split> context;
    private final InfluxDb3Scan scan;
    private final Survey survey;
    private final long startNanos;
    private final UnassignedRanges ranges;
    private final List<TailSplit> tails = new ArrayList<>();
    private final Set<Integer> waitingReaders = new LinkedHashSet<>();
    // Replaced and never changed, because the survey reads it in another thread.
    private volatile Set<String> known;
    private boolean surveyed;

    /**
     * @param state {@link InfluxDb3EnumeratorState#startedAt}, or the state of a checkpoint
     */
    public InfluxDb3SplitEnumerator(
            SplitEnumeratorContext<InfluxDb3Split> context,
            InfluxDb3Scan scan,
            Survey survey,
            InfluxDb3EnumeratorState state) {
        this.context = context;
        this.scan = scan;
        this.survey = survey;
        this.startNanos = state.startNanos();
        this.ranges = new UnassignedRanges(scan.splitDuration());
        this.known = state.knownTables();
        this.surveyed = state.surveyed();
        state.unassigned().forEach(this::addUnassigned);
    }

    private void addUnassigned(InfluxDb3Split split) {
        if (split instanceof TailSplit tail) {
            tails.add(tail);
        } else {
            ranges.add((RangeSplit) split);
        }
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> ranges.count() + tails.size());
        if (scan.mode() instanceof ScanMode.Unbounded mode && mayFindMoreTables()) {
            context.callAsync(
                    () -> survey.survey(known),
                    this::onSurveyed,
                    0,
                    Math.max(1, mode.discoveryInterval().toMillis()));
        } else if (!surveyed) {
            context.callAsync(() -> survey.survey(known), this::onSurveyed);
        }
    }

    private boolean mayFindMoreTables() {
        return scan.tables() instanceof ScanTables.Matching
                || scan.tables() instanceof ScanTables.Names names
                        && !known.containsAll(names.names());
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof UnreadableException
                || failure instanceof InfluxDb3RequestException) {
            throw new UnreadableException(failure);
        }
        if (failure != null) {
            throw new FlinkRuntimeException(failure.getMessage(), failure);
        }
    }

    private void onSurveyed(@Nullable List<FoundTable> found, @Nullable Throwable failure) {
        rethrow(failure);
        Set<String> all = new HashSet<>(known);
        for (FoundTable table : found) {
            // Two surveys may overlap.
            if (all.add(table.name())) {
                plan(table);
            }
        }
        known = Set.copyOf(all);
        surveyed = true;
        serve();
    }

    private void plan(FoundTable table) {
        if (scan.mode() instanceof ScanMode.Unbounded mode) {
            planTail(table, mode);
            return;
        }
        LOG.info("{} is read for {}.", table.name(), table.times());
        table.times()
                .ifPresent(
                        times ->
                                ranges.add(
                                        RangeSplit.unread(table.name(), times.from(), times.to())));
    }

    /** The history ends where late points are not looked for any more. */
    private void planTail(FoundTable table, ScanMode.Unbounded mode) {
        long settled = startNanos - EpochNanos.of(mode.delay()) - EpochNanos.of(mode.lateness());
        long tailFrom = Math.max(mode.onlyNew() ? startNanos : settled, mode.times().from());
        if (!mode.onlyNew()) {
            Optional<TimeRange> history =
                    table.times().map(times -> times.and(new TimeRange(Long.MIN_VALUE, tailFrom)));
            history.filter(times -> !times.isEmpty())
                    .ifPresent(
                            times ->
                                    ranges.add(
                                            RangeSplit.unread(
                                                    table.name(), times.from(), times.to())));
        }
        LOG.info("Table '{}' is followed from {} on.", table.name(), EpochNanos.text(tailFrom));
        tails.add(TailSplit.unread(table.name(), tailFrom));
    }

    private void serve() {
        if (!surveyed) {
            return;
        }
        Iterator<Integer> readers = waitingReaders.iterator();
        while (readers.hasNext()) {
            int reader = readers.next();
            if (!context.registeredReaders().containsKey(reader)) {
                // It failed after it had asked; it asks again when it is back.
                readers.remove();
                continue;
            }
            Optional<RangeSplit> next = ranges.next();
            if (next.isPresent()) {
                context.assignSplit(next.get(), reader);
                readers.remove();
            } else if (ranges.isEmpty() && scan.mode() instanceof ScanMode.Bounded) {
                context.signalNoMoreSplits(reader);
                readers.remove();
            }
        }
        if (ranges.isEmpty()) {
            assignTails();
        }
    }

    /** Tails are newer than all ranges, and wait until those are under way. */
    private void assignTails() {
        Iterator<TailSplit> unassigned = tails.iterator();
        while (unassigned.hasNext()) {
            TailSplit tail = unassigned.next();
            int owner = Math.floorMod(tail.table().hashCode(), context.currentParallelism());
            if (context.registeredReaders().containsKey(owner)) {
                context.assignSplit(tail, owner);
                unassigned.remove();
            }
        }
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        waitingReaders.add(subtaskId);
        serve();
        if (surveyed
                && waitingReaders.contains(subtaskId)
                && context.registeredReaders().containsKey(subtaskId)) {
            context.sendEventToSourceReader(subtaskId, new NothingToReadEvent());
        }
    }

    /** A range came out empty: what follows is skipped as far as it is empty, too. */
    @Override
    public void handleSourceEvent(int subtaskId, SourceEvent event) {
        EmptyRangeEvent empty = (EmptyRangeEvent) event;
        ranges.hold(empty.table(), empty.to())
                .ifPresent(
                        range ->
                                context.callAsync(
                                        () -> survey.nextTime(range),
                                        (time, failure) -> onNextTime(range, time, failure)));
    }

    private void onNextTime(RangeSplit range, OptionalLong time, @Nullable Throwable failure) {
        rethrow(failure);
        ranges.trim(range, time);
        LOG.debug("After {} the next point of '{}' is at {}.", range.from(), range.table(), time);
        serve();
    }

    @Override
    public void addSplitsBack(List<InfluxDb3Split> splits, int subtaskId) {
        waitingReaders.remove(subtaskId);
        splits.forEach(this::addUnassigned);
        serve();
    }

    @Override
    public void addReader(int subtaskId) {
        serve();
    }

    @Override
    public InfluxDb3EnumeratorState snapshotState(long checkpointId) {
        List<InfluxDb3Split> unassigned = new ArrayList<>(ranges.all());
        unassigned.addAll(tails);
        return new InfluxDb3EnumeratorState(startNanos, surveyed, known, unassigned);
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }
}
