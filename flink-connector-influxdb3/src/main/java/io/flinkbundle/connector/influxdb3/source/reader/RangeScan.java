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

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.client.TooManyFilesException;
import io.flinkbundle.connector.influxdb3.source.ScanTables;
import io.flinkbundle.connector.influxdb3.source.TimeRange;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Reads a range of a table from some position on. A query that fails in the middle is asked again
 * from where it broke off; a range that is too long for the server is read in parts.
 */
@Internal
final class RangeScan implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RangeScan.class);

    private static final long LEAST_WIDTH_NANOS = 1_000_000_000L;
    private static final int SLICES_PER_SECOND = 10;

    private final ReaderSession session;
    private final String table;
    private final TimeRange range;
    private final boolean tellsIdentity;
    private final boolean aggregates;
    private final int mostRows;
    private final Queue<RowBatch> groups = new ArrayDeque<>();

    private Retrier retrier;
    private long retryAtNanos;
    private boolean waits;

    private long time;
    private long rowsOfTime;
    private long partEnd;
    private long rowsToSkip;
    private boolean partIsEmpty;
    private boolean ended;

    // Volatile for the thread that wakes this reader up.
    private volatile RowStream stream;
    private RowBatch batch;
    private int nextRow;

    /**
     * @param time where to go on: the time of the last row
     * @param rowsOfTime how many rows of that time are done
     * @param tellsIdentity whether rows have to be told apart
     */
    RangeScan(
            ReaderSession session,
            String table,
            TimeRange range,
            long time,
            long rowsOfTime,
            boolean tellsIdentity) {
        this.session = session;
        this.table = table;
        this.range = range;
        this.time = time;
        this.rowsOfTime = rowsOfTime;
        this.tellsIdentity = tellsIdentity;
        this.aggregates = !session.scan().aggregation().isNone();
        this.mostRows =
                session.scan().isRateLimited()
                        ? (int)
                                Math.max(
                                        1,
                                        Math.min(
                                                Integer.MAX_VALUE,
                                                session.scan().recordsPerSecond()
                                                        / SLICES_PER_SECOND))
                        : Integer.MAX_VALUE;
        startRetrying();
    }

    private void startRetrying() {
        retrier = session.scan().retry().start("read " + describe());
    }

    private String describe() {
        return (table.equals(ScanTables.NO_TABLE) ? "the query" : "table '" + table + "'")
                + " for "
                + range
                + " from "
                + session.scan().connection();
    }

    /** Some rows of a batch. */
    record Rows(RowBatch batch, int from, int to) {}

    boolean isEnded() {
        return ended;
    }

    /** How long it waits before it asks the server again; zero if it does not. */
    long waitNanos() {
        return waits ? Math.max(0, retryAtNanos - System.nanoTime()) : 0;
    }

    /** Waits for rows. Nothing when it was woken up, has to wait, or has come to its end. */
    Optional<Rows> next() throws IOException, InterruptedException {
        try {
            if (batch == null) {
                batch = aggregates ? nextGroups() : nextBatch();
            }
        } catch (BackpressureException e) {
            retryLater(e, e.retryAfter());
        } catch (RetryableIOException e) {
            retryLater(e, Duration.ZERO);
        } catch (TooManyFilesException e) {
            narrow(e);
        }
        return batch == null ? Optional.empty() : Optional.of(slice());
    }

    private RowBatch nextBatch() throws IOException, InterruptedException {
        if (stream == null && (waitNanos() > 0 || !ask())) {
            return null;
        }
        Optional<RowBatch> rows = stream.next();
        if (rows.isEmpty()) {
            if (stream.isEnded()) {
                endPart();
            }
            return null;
        }
        partIsEmpty = false;
        nextRow = skip(rows.get());
        if (stream.isEnded() && nextRow == rows.get().rows()) {
            endPart();
            return null;
        }
        startRetrying();
        session.metrics().succeeded();
        return nextRow == rows.get().rows() ? null : rows.get();
    }

    /** Groups are handed over when all have come: half of them could not be resumed. */
    private RowBatch nextGroups() throws IOException, InterruptedException {
        if (groups.isEmpty() || stream != null) {
            if (stream == null && (waitNanos() > 0 || !ask())) {
                return null;
            }
            stream.next().ifPresent(groups::add);
            partIsEmpty &= groups.isEmpty();
            if (!stream.isEnded()) {
                return null;
            }
            closeStream();
            if (groups.isEmpty()) {
                endPart();
                return null;
            }
        }
        nextRow = 0;
        return groups.remove();
    }

    /** Sends the query, unless there is nothing to ask. */
    private boolean ask() throws IOException, InterruptedException {
        waits = false;
        List<ServerColumn> columns = session.columns(table);
        if (columns.isEmpty() && !table.equals(ScanTables.NO_TABLE)) {
            refuseMissingTable();
            ended = true;
            return false;
        }
        partEnd =
                session.widthNanos() < range.to() - time ? time + session.widthNanos() : range.to();
        SplitStatement statement =
                new SplitStatement(session.scan(), table, columns, tellsIdentity);
        // Where rows are told apart, those that are done are known, and others may have come.
        rowsToSkip = tellsIdentity ? 0 : rowsOfTime;
        partIsEmpty = true;
        stream = session.ask(statement.over(new TimeRange(time, partEnd)), statement.layout());
        return true;
    }

    private void refuseMissingTable() throws IOException {
        if (session.scan().mode().boundedness() == Boundedness.BOUNDED) {
            throw new IOException(
                    "Could not "
                            + ("read " + describe())
                            + ": the table is gone since the job has started.");
        }
        LOG.warn("There is nothing to read: {} is not there.", describe());
    }

    /** The first row that is not done yet. */
    private int skip(RowBatch rows) {
        int row = 0;
        while (rowsToSkip > 0 && row < rows.rows() && rows.times[row] == time) {
            row++;
            rowsToSkip--;
        }
        if (row < rows.rows()) {
            rowsToSkip = 0;
        }
        return row;
    }

    private Rows slice() {
        int from = nextRow;
        int to = Math.min(batch.rows(), from + Math.min(mostRows, batch.rows() - from));
        if (!aggregates) {
            advance(from, to);
        }
        Rows rows = new Rows(batch, from, to);
        nextRow = to;
        if (to == batch.rows()) {
            batch = null;
            if (aggregates ? groups.isEmpty() : stream != null && stream.isEnded()) {
                endPart();
            }
        }
        return rows;
    }

    private void advance(int from, int to) {
        long last = batch.times[to - 1];
        int row = to;
        while (row > from && batch.times[row - 1] == last) {
            row--;
        }
        rowsOfTime = last == time && row == from ? rowsOfTime + (to - from) : to - row;
        time = last;
    }

    private void endPart() {
        closeStream();
        startRetrying();
        session.metrics().succeeded();
        if (partEnd >= range.to()) {
            ended = true;
        } else {
            if (partIsEmpty) {
                // Gaps have no files, so that a longer range is worth a try.
                session.widen();
            }
            time = partEnd;
            rowsOfTime = 0;
        }
    }

    private void retryLater(IOException cause, Duration serverWait) throws IOException {
        closeStream();
        session.metrics().retried();
        Duration wait = retrier.nextWait(cause, serverWait);
        LOG.warn("Reading {} is tried again in {}.", describe(), wait, cause);
        waits = true;
        retryAtNanos = System.nanoTime() + wait.toNanos();
    }

    private void narrow(TooManyFilesException refusal) throws IOException {
        closeStream();
        long half = (partEnd - time) / 2;
        if (half < LEAST_WIDTH_NANOS || !session.scan().tables().hasTime()) {
            throw new IOException(
                    "Could not read "
                            + describe()
                            + ": the server refuses even the shortest range of time. Raise its"
                            + " --query-file-limit, or let the query select less.",
                    refusal);
        }
        LOG.info(
                "The server reads fewer files than {} has: it is asked for {} at a time.",
                describe(),
                Duration.ofNanos(half));
        session.narrow(half);
    }

    /** Breaks the query off; it is asked again from where it is. */
    void suspend() {
        closeStream();
    }

    private void closeStream() {
        RowStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
            if (!open.isEnded()) {
                groups.clear();
            }
        }
    }

    /** Lets the thread that waits in {@link #next} return. */
    void wakeUp() {
        RowStream open = stream;
        if (open != null) {
            open.wakeUp();
        }
    }

    @Override
    public void close() {
        closeStream();
    }
}
