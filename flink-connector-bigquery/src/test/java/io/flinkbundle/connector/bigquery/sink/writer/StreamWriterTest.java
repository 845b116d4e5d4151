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

import io.flinkbundle.connector.bigquery.client.BigQueryFailures;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.client.StreamType;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.AppendConfig;
import io.flinkbundle.connector.bigquery.sink.Attempts;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.bigquery.sink.writer.encode.RowEncoder;
import io.flinkbundle.connector.bigquery.testing.FakeWriteService;
import io.flinkbundle.connector.bigquery.testing.FakeWriteService.Fault;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;
import io.flinkbundle.connector.common.deadletter.BadRecordException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.IOUtils;

import io.grpc.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class StreamWriterTest {

    private static final TableName TABLE = new TableName("p", "d", "t");
    private static final String DEFAULT = StorageWriteClient.defaultStream(TABLE);
    private static final RowType TYPE =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("id", DataTypes.BIGINT()),
                                    DataTypes.FIELD("tags", DataTypes.ARRAY(DataTypes.STRING())))
                            .getLogicalType();

    private final FakeWriteService service = new FakeWriteService();
    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private final DirectMailbox mailbox = new DirectMailbox();
    private final SimpleCounter rejected = new SimpleCounter();
    private final RowEncoder encoder = RowEncoder.of(TYPE, BigQueryTypes.schema(TYPE));

    private BadRecordHandling handling = BadRecordHandling.skip();
    private OwnStreamRoute own;

    @BeforeEach
    void answersComeWhileTheTaskWaits() {
        mailbox.onIdle =
                () -> {
                    if (service.waiting() > 0) {
                        service.answer();
                    } else {
                        time.advance(1000);
                    }
                };
    }

    @Test
    void sendsRowsWhenTheyAreEnough() throws Exception {
        StreamWriter<RowData> writer = atLeastOnce(3);

        write(writer, 1, 4);

        assertThat(service.streams.get(DEFAULT)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void sendsRowsWhenTheyAreOld() throws Exception {
        StreamWriter<RowData> writer = atLeastOnce(100);

        write(writer, 1, 1);
        time.advance(999);
        assertThat(service.streams).isEmpty();
        time.advance(1);

        assertThat(service.streams.get(DEFAULT)).containsExactly(1L);
    }

    @Test
    void aCheckpointHasEverythingWritten() throws Exception {
        StreamWriter<RowData> writer = atLeastOnce(3);

        write(writer, 1, 10);
        writer.flush(false);

        assertThat(service.streams.get(DEFAULT)).containsExactlyElementsOf(ids(1, 10));
        assertThat(writer.prepareCommit()).isEmpty();
    }

    @Test
    void waitsWhileTooManyRequestsAreUnanswered() throws Exception {
        StreamWriter<RowData> writer = atLeastOnce(1);
        int[] waits = {0};
        mailbox.onIdle =
                () -> {
                    waits[0]++;
                    service.answer();
                };

        write(writer, 1, 6);

        assertThat(waits[0]).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingWhateverFails(long seed) throws Exception {
        service.faults = randomFaults(new Random(seed));
        StreamWriter<RowData> writer = atLeastOnce(3);

        write(writer, 1, 500);
        writer.flush(false);

        assertThat(service.streams.get(DEFAULT)).containsAll(ids(1, 500));
        assertThat(service.openConnections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesAndRepeatsNothingInAStreamWithOffsets(long seed) throws Exception {
        service.faults = randomFaults(new Random(seed));
        service.badIds.addAll(List.of(7L, 8L, 100L, 333L));
        StreamWriter<RowData> writer = exactlyOnce(3);

        write(writer, 1, 500);
        writer.flush(false);

        List<Long> expected = ids(1, 500);
        expected.removeAll(service.badIds);
        String stream = own.stream().orElseThrow();
        assertThat(service.streams.get(stream)).containsExactlyElementsOf(expected);
        assertThat(writer.prepareCommit())
                .containsExactly(BigQueryCommittable.buffered(stream, expected.size() - 1));
        assertThat(rejected.getCount()).isEqualTo(4);
        assertThat(service.openConnections()).isEqualTo(1);
    }

    @Test
    void keepsItsStreamFromCheckpointToCheckpoint() throws Exception {
        StreamWriter<RowData> writer = exactlyOnce(10);

        for (int checkpoint = 0; checkpoint < 100; checkpoint++) {
            write(writer, checkpoint * 2 + 1, checkpoint * 2 + 2);
            writer.flush(false);
            assertThat(writer.prepareCommit())
                    .containsExactly(
                            BigQueryCommittable.buffered(
                                    own.stream().orElseThrow(), checkpoint * 2 + 1));
        }

        assertThat(service.calls).containsExactly("create BUFFERED");
        assertThat(service.openConnections()).isEqualTo(1);
    }

    @Test
    void commitsNothingWhereNothingWasWritten() throws Exception {
        StreamWriter<RowData> writer = exactlyOnce(10);

        writer.flush(false);

        assertThat(writer.prepareCommit()).isEmpty();
        assertThat(service.calls).isEmpty();
    }

    @Test
    void neverFinishesAStreamThatACheckpointMayStillFlush() throws Exception {
        StreamWriter<RowData> writer = exactlyOnce(10);
        write(writer, 1, 5);
        writer.flush(false);
        writer.prepareCommit();
        write(writer, 6, 7);

        writer.close();

        assertThat(service.calls).containsExactly("create BUFFERED", "close");
        assertThat(service.openConnections()).isZero();
    }

    @Test
    void refusesRowsOfAnotherWriterInItsStream() throws Exception {
        StreamWriter<RowData> writer = exactlyOnce(1);
        write(writer, 1, 1);
        writer.flush(false);
        service.streams.get(own.stream().orElseThrow()).add(99L);

        assertThatThrownBy(
                        () -> {
                            write(writer, 2, 2);
                            writer.flush(false);
                        })
                .hasMessageContaining("ALREADY_EXISTS");
    }

    @Test
    void keepsGoodRowsBesideBadOnes() throws Exception {
        service.badIds.addAll(List.of(2L, 4L));
        StreamWriter<RowData> writer = atLeastOnce(5);

        write(writer, 1, 5);
        writer.flush(false);

        assertThat(service.streams.get(DEFAULT)).containsExactly(1L, 3L, 5L);
        assertThat(rejected.getCount()).isEqualTo(2);
    }

    @Test
    void givesUpARequestOfBadRowsOnly() throws Exception {
        service.badIds.add(1L);
        StreamWriter<RowData> writer = exactlyOnce(1);

        write(writer, 1, 3);
        writer.flush(false);

        assertThat(service.streams.get(own.stream().orElseThrow())).containsExactly(2L, 3L);
    }

    @Test
    void failsAtABadRowByDefault() throws Exception {
        handling = BadRecordHandling.fail();
        service.badIds.add(2L);
        StreamWriter<RowData> writer = atLeastOnce(5);
        write(writer, 1, 5);

        assertThatThrownBy(() -> writer.flush(false))
                .hasRootCauseInstanceOf(BadRecordException.class)
                .hasMessageContaining("BigQuery rejects it: bad id 2");
    }

    @Test
    void writesBadRowsAsTheyWereSent(@org.junit.jupiter.api.io.TempDir Path folder)
            throws Exception {
        handling = BadRecordHandling.deadLetter(folder.toUri().toString());
        service.badIds.add(2L);
        StreamWriter<RowData> writer = atLeastOnce(5);
        write(writer, 1, 2);

        writer.flush(false);

        assertThat(letters(folder)).contains("bad id 2").contains("{\\\"id\\\":\\\"2\\\"}");
    }

    @Test
    void writesRowsThatCannotBeEncodedForPeople(@org.junit.jupiter.api.io.TempDir Path folder)
            throws Exception {
        handling = BadRecordHandling.deadLetter(folder.toUri().toString());
        StreamWriter<RowData> writer = atLeastOnce(5);
        writer.write(
                GenericRowData.of(
                        1L, new GenericArrayData(new Object[] {StringData.fromString("a"), null})),
                null);

        writer.flush(false);

        assertThat(letters(folder)).contains("{id=1, tags=[a, NULL]}");
    }

    @Test
    void givesUpWhenNothingIsWrittenForLong() throws Exception {
        service.faults = () -> Fault.BROKEN;
        StreamWriter<RowData> writer = atLeastOnce(5, Duration.ofMillis(1));
        write(writer, 1, 1);

        assertThatThrownBy(() -> writer.flush(false))
                .hasMessageContaining("Could not append to table p.d.t: gave up");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsRowsAgainWhenNoAnswerComes(boolean written) throws Exception {
        StreamWriter<RowData> writer = exactlyOnce(1);
        Fault[] faults = {written ? Fault.SILENT_LOST_REPLY : Fault.SILENT, Fault.NONE};
        int[] calls = {0};
        service.faults = () -> faults[Math.min(calls[0]++, 1)];

        write(writer, 1, 1);
        writer.flush(false);

        assertThat(calls[0]).isEqualTo(2);
        assertThat(service.streams.get(own.stream().orElseThrow())).containsExactly(1L);
        assertThat(service.openConnections()).isEqualTo(1);
    }

    @Test
    void createsItsStreamAgainAndAgainWhileTheServiceIsAway() throws Exception {
        service.unaryFailures.add(BigQueryFailures.of(Status.Code.UNAVAILABLE));
        StreamWriter<RowData> writer = exactlyOnce(1);

        write(writer, 1, 1);
        writer.flush(false);

        assertThat(service.calls).containsExactly("create BUFFERED", "create BUFFERED");
    }

    @Test
    void leavesOutRowsThatTheNextOneReplaces() throws Exception {
        StreamWriter<RowData> writer = atLeastOnce(5);
        GenericRowData before = GenericRowData.of(1L, null);
        before.setRowKind(RowKind.UPDATE_BEFORE);

        writer.write(before, null);
        writer.flush(false);

        assertThat(service.streams).isEmpty();
    }

    private static java.util.function.Supplier<Fault> randomFaults(Random random) {
        return () -> {
            int dice = random.nextInt(15);
            return dice < Fault.values().length ? Fault.values()[dice] : Fault.NONE;
        };
    }

    private static String letters(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }

    private StreamWriter<RowData> atLeastOnce(int maxRows) {
        return atLeastOnce(maxRows, Duration.ZERO);
    }

    private StreamWriter<RowData> atLeastOnce(int maxRows, Duration retryTimeout) {
        return open(
                new DefaultStreamRoute(service, TABLE, encoder.descriptor(), false),
                StreamResults.visible(),
                config(maxRows, retryTimeout));
    }

    private StreamWriter<RowData> exactlyOnce(int maxRows) {
        AppendConfig config = config(maxRows, Duration.ZERO);
        own =
                new OwnStreamRoute(
                        service,
                        TABLE,
                        StreamType.BUFFERED,
                        encoder.descriptor(),
                        false,
                        config.retry());
        return open(own, StreamResults.buffered(own), config);
    }

    @Test
    void countsTheRowsOfAPendingStream() throws Exception {
        AppendConfig config = config(2, Duration.ZERO);
        own =
                new OwnStreamRoute(
                        service,
                        TABLE,
                        StreamType.PENDING,
                        encoder.descriptor(),
                        false,
                        config.retry());
        StreamWriter<RowData> writer =
                open(
                        own,
                        StreamResults.pending(own, service, new Attempts(config.retry())),
                        config);
        write(writer, 1, 3);
        writer.flush(true);

        assertThat(writer.prepareCommit())
                .containsExactly(BigQueryCommittable.pending(own.stream().orElseThrow()));
        assertThat(service.calls).containsExactly("create PENDING", "finish");
    }

    private static AppendConfig config(int maxRows, Duration retryTimeout) {
        return new AppendConfig(
                maxRows,
                MemorySize.ofMebiBytes(1),
                Duration.ofSeconds(1),
                4,
                RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(10), retryTimeout));
    }

    private StreamWriter<RowData> open(
            AppendRoute route, StreamResults results, AppendConfig config) {
        TestSinkInitContext context = new TestSinkInitContext();
        BadRecords badRecords = BadRecords.open(handling, "bigquery", 0, rejected);
        RowArrays arrays = new RowArrays(64, 5);
        AppendWindow window =
                new AppendWindow(
                        route,
                        config,
                        new BadRows(badRecords, encoder.descriptor()),
                        arrays,
                        new AppendMetrics(context.metricGroup()),
                        mailbox,
                        time);
        return new StreamWriter<>(
                row -> row,
                new RowCollector(encoder, new RowText(TYPE), badRecords, arrays),
                window,
                results,
                config,
                badRecords,
                () -> IOUtils.closeAll(service, badRecords),
                time);
    }

    private static void write(StreamWriter<RowData> writer, long first, long last)
            throws Exception {
        for (long id = first; id <= last; id++) {
            writer.write(GenericRowData.of(id, null), null);
        }
    }

    private static List<Long> ids(long first, long last) {
        return new java.util.ArrayList<>(LongStream.rangeClosed(first, last).boxed().toList());
    }
}
