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

import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.ScanMode;
import io.flinkbundle.connector.influxdb3.source.TimeRange;
import io.flinkbundle.connector.influxdb3.source.split.SeenPoints;
import io.flinkbundle.connector.influxdb3.source.split.TailSplit;
import io.flinkbundle.connector.influxdb3.source.split.TailWindow;
import io.flinkbundle.connector.influxdb3.source.split.TailWindow.Look;
import io.flinkbundle.connector.influxdb3.source.split.TailWindow.Pass;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.StringData;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Looks for new points of a table, again and again. */
@Internal
final class TailSplitScan implements SplitScan {

    /** A long way to catch up with is gone in steps, so that what is remembered stays small. */
    private static final Duration LEAST_STEP = Duration.ofMinutes(1);

    private final ReaderSession session;
    private final String table;
    private final String splitId;
    private final StringData tableName;
    private final SeenPoints seen;
    private final Clock clock;
    private final long pollNanos;
    private final long delay;
    private final long lateness;
    private final long step;

    private TailWindow window;
    private long lookUntil;
    private long nextRoundNanos;
    private boolean roundIsOpen;
    private Optional<Pass> pass = Optional.empty();

    // Volatile for the thread that wakes this reader up.
    private volatile RangeScan range;

    TailSplitScan(ReaderSession session, TailSplit split, ScanMode.Unbounded mode, Clock clock) {
        this.session = session;
        this.table = split.table();
        this.splitId = split.splitId();
        this.tableName = StringData.fromString(split.table());
        this.seen = split.seen().copy();
        this.window = split.window();
        this.clock = clock;
        this.pollNanos = EpochNanos.of(mode.pollInterval());
        this.delay = EpochNanos.of(mode.delay());
        this.lateness = EpochNanos.of(mode.lateness());
        this.step = Math.max(lateness, EpochNanos.of(LEAST_STEP));
        this.nextRoundNanos = System.nanoTime();
    }

    @Override
    public String splitId() {
        return splitId;
    }

    @Override
    public long nanosUntilDue() {
        if (range != null) {
            return range.waitNanos();
        }
        return roundIsOpen ? 0 : Math.max(0, nextRoundNanos - System.nanoTime());
    }

    @Override
    public boolean isUnderWay() {
        return pass.isPresent();
    }

    @Override
    public PointRecords fetch() throws IOException, InterruptedException {
        if (pass.isEmpty() && !beginPass()) {
            return PointRecords.nothing();
        }
        Optional<RangeScan.Rows> rows = range.next();
        Optional<PointRow> fresh =
                rows.map(this::unseen)
                        .filter(some -> some.count() > 0)
                        .map(
                                some -> {
                                    session.metrics()
                                            .fetched(
                                                    some.batch()
                                                            .times[some.from() + some.count() - 1]);
                                    return new PointRow(
                                            some.batch(),
                                            tableName,
                                            some.from(),
                                            some.from() + some.count());
                                });
        if (range.isEnded()) {
            return endPass(fresh);
        }
        return fresh.map(some -> PointRecords.rows(splitId, some)).orElseGet(PointRecords::nothing);
    }

    /** Begins the next look, unless all is looked at for now. */
    private boolean beginPass() {
        if (!roundIsOpen) {
            if (nextRoundNanos - System.nanoTime() > 0) {
                return false;
            }
            lookUntil = EpochNanos.of(clock.instant()) - delay;
            nextRoundNanos = System.nanoTime() + pollNanos;
            roundIsOpen = true;
        }
        pass = window.next(lookUntil, lateness, step);
        if (pass.isEmpty()) {
            roundIsOpen = false;
            return false;
        }
        Pass begun = pass.get();
        range =
                new RangeScan(
                        session,
                        table,
                        new TimeRange(begun.from(), begun.to()),
                        begun.from(),
                        0,
                        true);
        return true;
    }

    /** Rows from one place on of a batch. */
    private record Unseen(RowBatch batch, int from, int count) {}

    /** Moves the rows together that have not been handed over yet. */
    private Unseen unseen(RangeScan.Rows rows) {
        RowBatch batch = rows.batch();
        long readBefore = window.read();
        int next = rows.from();
        int late = 0;
        for (int row = rows.from(); row < rows.to(); row++) {
            if (!seen.add(batch.times[row], batch.identities[row])) {
                continue;
            }
            if (batch.times[row] < readBefore) {
                late++;
            }
            if (row != next) {
                batch.moveRow(row, next);
            }
            next++;
        }
        session.metrics().foundLate(late);
        return new Unseen(batch, rows.from(), next - rows.from());
    }

    private PointRecords endPass(Optional<PointRow> rows) {
        Pass ended = pass.orElseThrow();
        range.close();
        range = null;
        pass = Optional.empty();
        window = window.after(ended);
        if (ended.look() == Look.SETTLE) {
            seen.forgetBefore(window.settled());
        }
        return PointRecords.reached(splitId, rows, new WindowMark(window));
    }

    @Override
    public void suspend() {
        if (range != null) {
            range.suspend();
        }
    }

    @Override
    public void wakeUp() {
        RangeScan running = range;
        if (running != null) {
            running.wakeUp();
        }
    }

    @Override
    public void close() {
        suspend();
    }
}
