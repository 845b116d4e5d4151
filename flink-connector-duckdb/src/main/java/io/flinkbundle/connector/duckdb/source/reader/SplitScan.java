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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBPreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads one split from its position to its end.
 *
 * <p>A stream of chunks that fails, or is interrupted, in the middle just ends: the driver throws
 * nothing then. So an end is believed only when a count shows that nothing is left behind it; else
 * the query starts again behind the last row, and if that does not help, a query whose errors do
 * surface tells the reason.
 *
 * <p>Belongs to one thread, but for {@link #cancel()}.
 */
@Internal
final class SplitScan implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SplitScan.class);

    private final DuckDbScan scan;
    private final ReadPlan plan;
    private final DuckDbSplit split;
    private final SplitQuery query;
    private final Object statementLock = new Object();

    private DuckDBPreparedStatement statement;
    private DuckDBChunkedResult result;
    private long position;
    private long rowsLeft;
    private boolean progressed;

    SplitScan(DuckDbScan scan, ReadPlan plan, DuckDbSplit split, SplitQuery query) {
        this.scan = scan;
        this.plan = plan;
        this.split = split;
        this.query = query;
        this.position = split.position();
        this.rowsLeft = scan.rowLimit().orElse(SplitQuery.ALL);
    }

    DuckDbSplit split() {
        return split;
    }

    /**
     * Returns the next rows, or nothing at the end of the split.
     *
     * @throws IOException if the query fails, was cancelled before its first chunk, or brings a
     *     value that cannot be read; the next call goes on behind the last row that was returned
     */
    Optional<RowChunk> next() throws IOException {
        try {
            while (rowsLeft > 0) {
                if (result == null) {
                    open();
                }
                if (result.nextChunk()) {
                    if (result.chunk().rowCount() > 0) {
                        return Optional.of(decode());
                    }
                } else if (isComplete()) {
                    break;
                } else if (!progressed) {
                    throw earlyEnd();
                } else {
                    stop();
                }
            }
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            stopAfter(e);
            throw DuckDbErrors.translate(scan.settings().path(), "read " + scan, e);
        } catch (IOException e) {
            // The result stands behind the chunk that failed: read on, and its rows are skipped.
            stopAfter(e);
            throw e;
        }
    }

    private void open() throws SQLException, IOException {
        checkPosition();
        DuckDBPreparedStatement opened = query.rows(position, rowsLeft);
        synchronized (statementLock) {
            statement = opened;
        }
        progressed = false;
        result = opened.query();
    }

    private void checkPosition() throws IOException {
        if (plan.positionKind() != split.positionKind()) {
            throw new IOException(
                    String.format(
                            "Cannot go on reading %s: it was a %s when its splits were made, and is"
                                    + " a %s now. Start the job without its state.",
                            scan,
                            plan.relation().hasRowIds() ? "view" : "table",
                            plan.relation().hasRowIds() ? "table" : "view"));
        }
        if (!query.canStartAt(position)) {
            throw new IOException(
                    String.format(
                            "Cannot go on reading %s behind row %d: it is read without an order, as"
                                    + " in batch execution, so that a split has to be read at one"
                                    + " go. Let the job restart without its state, or leave"
                                    + " 'resumable' as it is by default.",
                            scan, position));
        }
    }

    private RowChunk decode() throws IOException {
        RowChunk chunk = plan.decode(result.chunk(), position);
        long previous = position;
        for (int row = 0; row < chunk.rows(); row++) {
            if (chunk.position(row) <= previous) {
                throw new IOException(
                        String.format(
                                "DuckDB returned the rows of %s out of order (rowid %d after %d),"
                                        + " so that reading could not be resumed.",
                                scan, chunk.position(row), previous));
            }
            previous = chunk.position(row);
        }
        position = previous;
        rowsLeft -= chunk.rows();
        progressed = true;
        return chunk;
    }

    private boolean isComplete() throws SQLException, IOException {
        long left = query.count(position);
        if (left < 0) {
            throw new IOException(
                    String.format(
                            "Reading %s brought %d rows more than it counts. Its result has to be"
                                    + " the same each time: leave out what changes, such as"
                                    + " random(), now(), or a LIMIT without an order.",
                            scan, -left));
        }
        return left == 0;
    }

    private IOException earlyEnd() throws SQLException {
        query.check(position);
        return new IOException(
                String.format(
                        "DuckDB ended the result of %s behind position %d without an error,"
                                + " although the split has more rows.",
                        scan, position));
    }

    /** Interrupts a query that has not returned its first chunk. Called from any thread. */
    void cancel() {
        synchronized (statementLock) {
            if (statement == null) {
                return;
            }
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("The query had ended before it could be cancelled.", e);
            }
        }
    }

    private void stop() throws SQLException {
        DuckDBPreparedStatement stopped = statement;
        synchronized (statementLock) {
            statement = null;
        }
        DuckDBChunkedResult open = result;
        result = null;
        if (open != null) {
            open.close();
        }
        if (stopped != null) {
            stopped.close();
        }
    }

    private void stopAfter(Exception failure) {
        try {
            stop();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        stop();
    }
}
