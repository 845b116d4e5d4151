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

package io.flinkbundle.connector.bigquery.source.reader;

import io.flinkbundle.connector.bigquery.client.BigQueryFailures;
import io.flinkbundle.connector.bigquery.client.ReadListener;
import io.flinkbundle.connector.bigquery.client.ReadRequest;
import io.flinkbundle.connector.bigquery.client.ReadStreams;
import io.flinkbundle.connector.bigquery.client.StorageReadClient;
import io.flinkbundle.connector.bigquery.source.ReadColumn;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;
import io.flinkbundle.connector.bigquery.testing.ArrowBatches;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import io.grpc.Status;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class BigQuerySplitReaderTest {

    private static final RowType TYPE =
            RowType.of(new LogicalType[] {new BigIntType()}, new String[] {"id"});
    private static final int BATCH = 4;

    private final ArrowBatches batches =
            new ArrowBatches(Field.nullable("id", new ArrowType.Int(64, true)));
    private final FakeStreams streams = new FakeStreams();
    private final List<Long> offsets = new ArrayList<>();
    private final MetricListener listener = new MetricListener();
    private final SourceReaderMetricGroup metrics =
            InternalSourceReaderMetricGroup.mock(listener.getMetricGroup());
    private BigQuerySplitReader reader = open(Long.MAX_VALUE);

    @AfterEach
    void close() throws Exception {
        reader.close();
        assertThat(streams.open).isZero();
    }

    @Test
    void readsAStreamToItsEnd() throws Exception {
        assign("s", 0);

        assertThat(readAll(1)).containsExactlyElementsOf(ids(0, 10));
        assertThat(offsets).containsExactly(4L, 8L, 10L);
    }

    @Test
    void beginsWhereACheckpointWas() throws Exception {
        assign("s", 7);

        assertThat(readAll(1)).containsExactly(7L, 8L, 9L);
    }

    @Test
    void readsOneStreamAfterTheOther() throws Exception {
        assign("s", 8);
        assign("t", 9);

        assertThat(readAll(2)).containsExactly(8L, 9L, 9L);
    }

    @Test
    void goesOnBehindTheLastRowWhenTheConnectionBreaks() throws Exception {
        streams.breakAfterBatches = 1;
        streams.breakage = Status.Code.UNAVAILABLE;
        assign("s", 0);

        assertThat(readAll(1)).containsExactlyElementsOf(ids(0, 10));
        assertThat(streams.offsets).containsExactly(0L, 4L);
        assertThat(listener.getCounter("retries"))
                .get()
                .extracting(Counter::getCount)
                .isEqualTo(1L);
    }

    @Test
    void saysThatAStreamIsForgotten() {
        streams.breakAfterBatches = 0;
        streams.breakage = Status.Code.NOT_FOUND;
        assign("s", 3);

        assertThatThrownBy(() -> readAll(1)).hasMessageContaining("for six hours");
    }

    @Test
    void stopsAtTheLimit() throws Exception {
        reader.close();
        reader = open(6);
        assign("s", 0);

        assertThat(readAll(1)).containsExactlyElementsOf(ids(0, 6));
    }

    @Test
    void isWokenUpWhileNothingComes() throws Exception {
        streams.silent = true;
        assign("s", 0);
        reader.wakeUp();
        assertThat(reader.fetch().nextSplit()).isNull();
    }

    private BigQuerySplitReader open(long limit) {
        return new BigQuerySplitReader(
                streams,
                TYPE,
                TYPE.getFieldNames().stream().map(ReadColumn::of).toList(),
                RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(30)),
                limit,
                new ReaderMetrics(metrics));
    }

    private void assign(String stream, long offset) {
        reader.handleSplitsChanges(
                new SplitsAddition<>(List.of(new BigQuerySplit(stream, offset, batches.schema()))));
    }

    private List<Long> readAll(int splits) throws Exception {
        List<Long> read = new ArrayList<>();
        int finished = 0;
        while (finished < splits) {
            RecordsWithSplitIds<RowBatch> records = reader.fetch();
            while (records.nextSplit() != null) {
                for (RowBatch batch = records.nextRecordFromSplit();
                        batch != null;
                        batch = records.nextRecordFromSplit()) {
                    for (RowData row : batch.rows()) {
                        read.add(row.getLong(0));
                    }
                    offsets.add(batch.nextOffset());
                }
            }
            finished += records.finishedSplits().size();
        }
        return read;
    }

    private static List<Long> ids(long first, long end) {
        return LongStream.range(first, end).boxed().toList();
    }

    /** Streams of ten rows, whose ids are their places. */
    private final class FakeStreams implements StorageReadClient {

        private static final int ROWS = 10;

        private final List<Long> offsets = new ArrayList<>();
        private int open;
        private int breakAfterBatches = Integer.MAX_VALUE;
        private Status.Code breakage;
        private boolean silent;

        @Override
        public ReadStreams open(ReadRequest request) {
            throw new AssertionError("The reader opens no session.");
        }

        @Override
        public Reading read(String stream, long offset, ReadListener listener) {
            open++;
            offsets.add(offset);
            Reading reading =
                    new Reading() {

                        private long next = offset;

                        @Override
                        public void next() {
                            if (silent) {
                                return;
                            }
                            if (breakAfterBatches == 0) {
                                breakAfterBatches = Integer.MAX_VALUE;
                                listener.failed(BigQueryFailures.of(breakage));
                            } else if (next == ROWS) {
                                listener.completed();
                            } else {
                                breakAfterBatches--;
                                int rows = (int) Math.min(BATCH, ROWS - next);
                                listener.batch(batch(next, rows), rows);
                                next += rows;
                            }
                        }

                        @Override
                        public void close() {
                            open--;
                        }
                    };
            reading.next();
            return reading;
        }

        private byte[] batch(long first, int rows) {
            return batches.of(
                    rows,
                    root -> {
                        BigIntVector vector = (BigIntVector) root.getVector("id");
                        for (int i = 0; i < rows; i++) {
                            vector.setSafe(i, first + i);
                        }
                    });
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
