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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.common.ratelimit.RecordRateLimiter;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanMode;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3Split;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;
import io.flinkbundle.connector.influxdb3.source.split.TailSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the splits it is given: ranges to their ends, one after the other, and then tails in turns.
 */
@Internal
final class InfluxDb3SplitReader implements SplitReader<Fetched, InfluxDb3Split> {

    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private final InfluxDb3Scan scan;
    private final ReaderSession session;
    private final Optional<RecordRateLimiter> rateLimiter;
    private final Deque<SplitScan> ranges = new ArrayDeque<>();
    private final Deque<SplitScan> tails = new ArrayDeque<>();
    private final Set<String> paused = new HashSet<>();
    private final WakeUpSignal signal = new WakeUpSignal();

    private long rowsLeft;

    // Volatile for the thread that wakes this reader up.
    private volatile SplitScan current;

    InfluxDb3SplitReader(InfluxDb3Scan scan, ReaderSession session) {
        this.scan = scan;
        this.session = session;
        this.rowsLeft = scan.limit();
        this.rateLimiter =
                scan.isRateLimited()
                        ? Optional.of(new RecordRateLimiter(scan.recordsPerSecond()))
                        : Optional.empty();
    }

    @Override
    public RecordsWithSplitIds<Fetched> fetch() throws IOException {
        if (signal.consume()) {
            return PointRecords.nothing();
        }
        if (rowsLeft <= 0 && !ranges.isEmpty()) {
            return finishRanges();
        }
        try {
            Optional<SplitScan> next = next();
            if (next.isEmpty()) {
                signal.await(nanosUntilDue());
                return PointRecords.nothing();
            }
            return fetch(next.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while reading " + scan + ".");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private PointRecords fetch(SplitScan next) throws IOException, InterruptedException {
        current = next;
        PointRecords records = next.fetch();
        if (!records.finishedSplits().isEmpty()) {
            next.close();
            ranges.remove(next);
        }
        rowsLeft -= records.count();
        if (rateLimiter.isPresent() && records.count() > 0) {
            rateLimiter.get().acquire(records.count());
        }
        return records;
    }

    /** Nobody needs more rows than the limit. */
    private PointRecords finishRanges() {
        List<String> finished = ranges.stream().map(SplitScan::splitId).toList();
        ranges.forEach(SplitScan::close);
        ranges.clear();
        return PointRecords.endOf(finished);
    }

    /** Who has its turn: what has begun, then ranges, because they are older, then tails. */
    private Optional<SplitScan> next() {
        Optional<SplitScan> begun = active().filter(SplitScan::isUnderWay).findFirst();
        Optional<SplitScan> next =
                begun.filter(InfluxDb3SplitReader::isDue)
                        .or(() -> active().filter(InfluxDb3SplitReader::isDue).findFirst());
        next.filter(tails::remove).ifPresent(tails::addLast);
        return next;
    }

    private static boolean isDue(SplitScan split) {
        return split.nanosUntilDue() == 0;
    }

    private Stream<SplitScan> active() {
        return Stream.concat(ranges.stream(), tails.stream())
                .filter(split -> !paused.contains(split.splitId()));
    }

    private long nanosUntilDue() {
        OptionalLong nanos = active().mapToLong(SplitScan::nanosUntilDue).min();
        return nanos.orElse(FOR_EVER);
    }

    @Override
    public void handleSplitsChanges(SplitsChange<InfluxDb3Split> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new IllegalArgumentException(
                    "Splits are only ever added, but got " + change.getClass());
        }
        for (InfluxDb3Split split : change.splits()) {
            if (split instanceof TailSplit tail) {
                tails.add(
                        new TailSplitScan(
                                session,
                                tail,
                                (ScanMode.Unbounded) scan.mode(),
                                Clock.systemUTC()));
            } else {
                ranges.add(new RangeSplitScan(session, (RangeSplit) split));
            }
        }
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<InfluxDb3Split> toPause, Collection<InfluxDb3Split> toResume) {
        toPause.forEach(split -> paused.add(split.splitId()));
        toResume.forEach(split -> paused.remove(split.splitId()));
        Stream.concat(ranges.stream(), tails.stream())
                .filter(split -> paused.contains(split.splitId()))
                .forEach(SplitScan::suspend);
    }

    @Override
    public void wakeUp() {
        signal.raise();
        rateLimiter.ifPresent(RecordRateLimiter::wakeUp);
        SplitScan running = current;
        if (running != null) {
            running.wakeUp();
        }
    }

    @Override
    public void close() {
        Stream.concat(ranges.stream(), tails.stream()).forEach(SplitScan::close);
        session.close();
    }
}
