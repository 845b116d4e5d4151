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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.client.AppendConnection;
import io.flinkbundle.connector.bigquery.client.AppendListener;
import io.flinkbundle.connector.bigquery.client.EncodedRows;
import io.flinkbundle.connector.bigquery.client.ExistsException;
import io.flinkbundle.connector.bigquery.client.MissingResourceException;
import io.flinkbundle.connector.bigquery.client.RejectedRowsException;
import io.flinkbundle.connector.bigquery.client.SchemaMismatchException;
import io.flinkbundle.connector.bigquery.sink.AppendConfig;
import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The requests of a subtask that are not answered yet. They are sent in their order, several at a
 * time, over one connection, and sent again when that breaks.
 *
 * <p>In a stream with offsets a request that fails takes the later ones with it, so all of them are
 * sent again over a new connection; rows that were written without an answer are known by their
 * offset. The default stream has none: a request that fails is sent again alone.
 *
 * <p>All of it happens on the task thread. The answers come on other threads, and are put into the
 * task's mailbox.
 */
@Internal
public final class AppendWindow implements AutoCloseable {

    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    private final AppendRoute route;
    private final AppendConfig config;
    private final BadRows badRows;
    private final RowArrays arrays;
    private final AppendMetrics metrics;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timeService;

    /** The oldest first; the first {@link #sent} of them wait for their answers. */
    private final Deque<AppendTask> tasks = new ArrayDeque<>();

    private int sent;
    private int reportedInFlight;
    private Connection connection;

    /** Rows that are written, in a stream with offsets. */
    private long writtenRows;

    /** Where the next request goes, in a stream with offsets. */
    private long nextOffset;

    /** What was tried since the last success; null if nothing failed since then. */
    private Retrier retrier;

    private boolean paused;
    private boolean watched;
    private volatile boolean closed;

    AppendWindow(
            AppendRoute route,
            AppendConfig config,
            BadRows badRows,
            RowArrays arrays,
            AppendMetrics metrics,
            MailboxExecutor mailbox,
            ProcessingTimeService timeService) {
        this.route = route;
        this.config = config;
        this.badRows = badRows;
        this.arrays = arrays;
        this.metrics = metrics;
        this.mailbox = mailbox;
        this.timeService = timeService;
    }

    /** Takes rows, and sends them as soon as it may be. Waits only where a stream is created. */
    void add(EncodedRows rows) throws IOException, InterruptedException {
        tasks.addLast(new AppendTask(rows));
        send();
    }

    /** Waits until no more requests are kept than are in flight at most. */
    void awaitRoom() throws InterruptedException {
        while (tasks.size() > config.maxInFlight()) {
            mailbox.yield();
        }
    }

    /** Waits until all rows are written, or rejected. */
    void drain() throws InterruptedException {
        while (!tasks.isEmpty()) {
            mailbox.yield();
        }
    }

    /** How many rows are written to a stream with offsets. */
    long writtenRows() {
        return writtenRows;
    }

    private void send() throws IOException, InterruptedException {
        if (paused || sent == tasks.size() || sent >= config.maxInFlight()) {
            return;
        }
        if (connection == null) {
            connection = new Connection();
            nextOffset = writtenRows;
        }
        Iterator<AppendTask> unsent = tasks.iterator();
        for (int i = 0; i < sent; i++) {
            unsent.next();
        }
        while (sent < config.maxInFlight() && unsent.hasNext()) {
            AppendTask task = unsent.next();
            task.start(timeService.getCurrentProcessingTime());
            sent++;
            connection.send(task.rows());
        }
        reportInFlight();
        watch();
    }

    /** A connection may be cut without a word. */
    private void watch() {
        if (!watched) {
            watched = true;
            timeService.registerTimer(
                    timeService.getCurrentProcessingTime() + ANSWER_TIMEOUT.toMillis(),
                    time -> checkAnswers());
        }
    }

    private void checkAnswers() throws IOException, InterruptedException {
        watched = false;
        if (sent == 0) {
            return;
        }
        if (timeService.getCurrentProcessingTime() - tasks.getFirst().startMillis()
                >= ANSWER_TIMEOUT.toMillis()) {
            ended(
                    new RetryableIOException(
                            "No answer to an append to "
                                    + route.describe()
                                    + " came within "
                                    + ANSWER_TIMEOUT.toSeconds()
                                    + " seconds."));
        }
        watch();
    }

    private void answered(Optional<IOException> failure) throws IOException, InterruptedException {
        AppendTask task = tasks.removeFirst();
        sent--;
        reportInFlight();
        IOException cause = failure.orElse(null);
        boolean known =
                cause instanceof ExistsException && route.hasOffsets() && task.wasSentBefore();
        if (cause == null || known) {
            retrier = null;
            writtenRows += task.rows().count();
            metrics.written(task, timeService.getCurrentProcessingTime());
            arrays.release(task.rows().bytes());
        } else if (cause instanceof RejectedRowsException rejected) {
            withoutBadRows(task.rows(), rejected);
        } else {
            again(task, cause);
        }
        send();
    }

    /** The good rows of a request are sent in a new one. */
    private void withoutBadRows(EncodedRows rows, RejectedRowsException rejected)
            throws IOException {
        EncodedRows good = badRows.reject(rows, rejected.reasons());
        retrier = null;
        if (good.count() > 0) {
            putBack(new AppendTask(good));
        }
        if (route.hasOffsets()) {
            disconnect();
        }
    }

    private void again(AppendTask task, IOException cause) throws IOException {
        putBack(task);
        metrics.failed(task, cause);
        pause(cause);
        if (route.hasOffsets()) {
            disconnect();
        }
    }

    private void putBack(AppendTask task) {
        if (route.hasOffsets()) {
            tasks.addFirst(task);
        } else {
            // Behind those that are in flight, whose answers come in their order.
            tasks.addLast(task);
        }
    }

    private void ended(IOException failure) throws IOException, InterruptedException {
        disconnect();
        if (!tasks.isEmpty()) {
            metrics.failed(tasks.peekFirst(), failure);
            pause(failure);
        }
    }

    /** Nothing more is sent before a wait is over, which the retry policy draws. */
    private void pause(IOException failure) throws IOException {
        if (paused) {
            return;
        }
        boolean mayPass =
                failure instanceof RetryableIOException
                        || failure instanceof BackpressureException
                        || failure instanceof SchemaMismatchException && route.isTableNew()
                        || failure instanceof MissingResourceException && route.isTableNew();
        if (!mayPass) {
            throw failure;
        }
        if (retrier == null) {
            retrier = config.retry().start("append to " + route.describe());
        }
        Duration serverWait =
                failure instanceof BackpressureException busy ? busy.retryAfter() : Duration.ZERO;
        Duration wait = retrier.nextWait(failure, serverWait);
        paused = true;
        timeService.registerTimer(
                timeService.getCurrentProcessingTime() + wait.toMillis(), time -> resume());
    }

    private void reportInFlight() {
        metrics.inFlightChanged(sent - reportedInFlight);
        reportedInFlight = sent;
    }

    private void resume() throws IOException, InterruptedException {
        paused = false;
        send();
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        sent = 0;
        reportInFlight();
    }

    /** Forgets the answers that are still to come. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    /** A connection, whose answers count as long as it is the one of now. */
    private final class Connection implements AppendListener {

        private final AppendConnection open;

        Connection() throws IOException, InterruptedException {
            this.open = route.connect(this);
        }

        void send(EncodedRows rows) {
            open.send(rows, route.hasOffsets() ? nextOffset : AppendConnection.NO_OFFSET);
            nextOffset += rows.count();
        }

        @Override
        public void answered(Optional<IOException> failure) {
            execute(() -> AppendWindow.this.answered(failure));
        }

        @Override
        public void ended(IOException failure) {
            execute(() -> AppendWindow.this.ended(failure));
        }

        private void execute(Answer answer) {
            if (!closed) {
                mailbox.execute(
                        () -> {
                            if (connection == this) {
                                answer.handle();
                            }
                        },
                        "Answer of BigQuery");
            }
        }

        void close() {
            open.close();
        }
    }

    /** What is done with an answer. */
    @FunctionalInterface
    private interface Answer {
        void handle() throws IOException, InterruptedException;
    }
}
