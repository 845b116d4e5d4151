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

package io.flinkbundle.connector.common.batching;

import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class BatchingSinkWriterTest {

    private static final BatchingConfig THREE_ROWS =
            BatchingConfig.DEFAULT
                    .withMaxRows(3)
                    .withInterval(Duration.ofSeconds(10))
                    .withRetry(
                            RetryPolicy.of(
                                    Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO));

    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private final TestSinkInitContext context =
            new TestSinkInitContext() {
                /** The one of the base class is shared by all tests of the JVM. */
                @Override
                public ProcessingTimeService getProcessingTimeService() {
                    return time;
                }
            };
    private final RecordingTarget target = new RecordingTarget();

    @Test
    void writesABatchWhenItHasEnoughRows() throws Exception {
        try (SinkWriter<String> writer = open(THREE_ROWS)) {
            writeAll(writer, "a", "b", "c", "d");
            writer.flush(false);
        }

        assertThat(target.batches).containsExactly(List.of("a", "b", "c"), List.of("d"));
    }

    @Test
    void writesABatchWhenItIsLargeEnough() throws Exception {
        try (SinkWriter<String> writer = open(THREE_ROWS.withMaxSize(new MemorySize(5)))) {
            writeAll(writer, "four", "x", "y");
            writer.flush(false);
        }

        assertThat(target.batches).containsExactly(List.of("four", "x"), List.of("y"));
    }

    @Test
    void writesABatchWhenItIsOld() throws Exception {
        try (SinkWriter<String> writer = open(THREE_ROWS)) {
            writeAll(writer, "a");
            time.advance(10_000);
            writer.flush(false);
        }

        assertThat(target.batches).containsExactly(List.of("a"));
    }

    @Test
    void writesNothingWhenThereIsNothing() throws Exception {
        try (SinkWriter<String> writer = open(THREE_ROWS)) {
            time.advance(10_000);
            writer.flush(true);
        }

        assertThat(target.batches).isEmpty();
    }

    @Test
    void writesAKeptBatchAgainBeforeTheNextOne() throws Exception {
        target.failures.add(new BackpressureException("429", Duration.ofMillis(1)));
        target.failures.add(new RetryableIOException("connection lost"));
        try (SinkWriter<String> writer = open(THREE_ROWS)) {
            writeAll(writer, "a", "b", "c", "d");
            writer.flush(false);
        }

        assertThat(target.batches).containsExactly(List.of("a", "b", "c"), List.of("d"));
        assertThat(target.pauses).containsExactly("429 PT0.001S", "connection lost PT0S");
    }

    @Test
    void failsTheCheckpointWhenABatchFailsForGood() throws Exception {
        target.failures.add(new IOException("no such table"));
        try (SinkWriter<String> writer = open(THREE_ROWS)) {
            writeAll(writer, "a");

            assertThatThrownBy(() -> writer.flush(false)).hasMessage("no such table");
        }
    }

    @Test
    void givesUpWhenTheRetriesAreUsedUp() throws Exception {
        RetryPolicy once =
                RetryPolicy.of(Duration.ofHours(1), Duration.ofHours(1), Duration.ofNanos(1));
        target.failures.add(new RetryableIOException("connection refused"));
        try (SinkWriter<String> writer = open(THREE_ROWS.withRetry(once))) {
            writeAll(writer, "a");

            assertThatThrownBy(() -> writer.flush(false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Could not write a batch of 1")
                    .hasMessageContaining("connection refused");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10_000})
    void noticesAFailedBatchWithoutAnotherRecordOrCheckpoint(long intervalMillis) throws Exception {
        target.failures.add(new IOException("no such table"));
        BatchingConfig config =
                THREE_ROWS.withMaxRows(1).withInterval(Duration.ofMillis(intervalMillis));
        try (SinkWriter<String> writer = open(config)) {
            writeAll(writer, "a");
            target.failed.await();

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    time.advance(10_000);
                                }
                            })
                    .hasStackTraceContaining("no such table");
        }
        assertThat(context.metricGroup().getNumRecordsSendErrorsCounter().getCount()).isEqualTo(1);
    }

    @Test
    void countsWhatItWrote() throws Exception {
        try (SinkWriter<String> writer = open(THREE_ROWS)) {
            writeAll(writer, "a", "bb");
            writer.flush(true);
        }

        assertThat(context.metricGroup().getNumRecordsSendCounter().getCount()).isEqualTo(2);
        assertThat(context.metricGroup().getNumBytesSendCounter().getCount()).isEqualTo(3);
        assertThat(context.getCurrentSendTimeGauge()).isPresent();
    }

    @Test
    void closesTheTarget() throws Exception {
        open(THREE_ROWS).close();

        assertThat(target.ends).containsExactly("abort", "close");
    }

    private SinkWriter<String> open(BatchingConfig config) throws IOException {
        return new RecordingSink(config, target).createWriter(context);
    }

    private static void writeAll(SinkWriter<String> writer, String... records) throws Exception {
        for (String record : records) {
            writer.write(record, null);
        }
    }

    private static final class RecordingSink extends BatchingSink<String> {

        private final transient RecordingTarget target;

        private RecordingSink(BatchingConfig config, RecordingTarget target) {
            super(config);
            this.target = target;
        }

        @Override
        protected BatchWriter<String> createBatchWriter(WriterInitContext context) {
            return target;
        }
    }

    private static final class RecordingTarget implements BatchWriter<String> {
        private final List<List<String>> batches = new CopyOnWriteArrayList<>();
        private final List<String> pauses = new CopyOnWriteArrayList<>();
        private final Deque<IOException> failures = new ArrayDeque<>();
        private final CountDownLatch failed = new CountDownLatch(1);
        private final List<String> ends = new ArrayList<>();

        @Override
        public void write(List<String> batch) throws IOException {
            IOException failure = failures.poll();
            if (failure != null) {
                failed.countDown();
                throw failure;
            }
            batches.add(new ArrayList<>(batch));
        }

        @Override
        public long sizeOf(String element) {
            return element.length();
        }

        @Override
        public void onPaused(Exception cause, Duration serverWait) {
            pauses.add(cause.getMessage() + " " + serverWait);
        }

        @Override
        public void abort() {
            ends.add("abort");
        }

        @Override
        public void close() {
            ends.add("close");
        }
    }
}
