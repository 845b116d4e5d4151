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

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.AppendConfig;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinks;
import io.flinkbundle.connector.bigquery.sink.writer.encode.RowEncoder;
import io.flinkbundle.connector.bigquery.testing.FakeWriteService;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TablesWriterTest {

    private static final RowType TYPE =
            (RowType) DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT())).getLogicalType();

    private static final AppendConfig CONFIG =
            BigQuerySinks.config(
                            BigQueryConnectionOptions.builder().build(),
                            new TableName("p", "d", "t"))
                    .append();

    private final FakeWriteService service = new FakeWriteService();
    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private final DirectMailbox mailbox = new DirectMailbox();
    private final SimpleCounter rejected = new SimpleCounter();
    private final BadRecords badRecords =
            BadRecords.open(BadRecordHandling.skip(), "bigquery", 0, rejected);
    private final RowEncoder encoder = RowEncoder.of(TYPE, BigQueryTypes.schema(TYPE));
    private final AppendMetrics metrics =
            new AppendMetrics(new TestSinkInitContext().metricGroup());

    /** Rows go to the table of their id, those below zero to none. */
    private final TablesWriter<RowData> writer =
            new TablesWriter<>(
                    row -> new TableName("p", "d", row.getLong(0) < 0 ? "`" : "t" + row.getLong(0)),
                    this::open,
                    row -> row,
                    new RowText(TYPE),
                    badRecords,
                    service);

    @BeforeEach
    void answersComeWhileTheTaskWaits() {
        mailbox.onIdle = service::answer;
    }

    @Test
    void writesEachRowToItsTable() throws Exception {
        write(1, 2, 1);
        writer.flush(false);

        assertThat(rowsOf(1)).containsExactly(1L, 1L);
        assertThat(rowsOf(2)).containsExactly(2L);
        assertThat(writer.prepareCommit()).isEmpty();
    }

    @Test
    void rejectsARowThatNamesNoTable() throws Exception {
        write(-1, 1);
        writer.flush(false);

        assertThat(rejected.getCount()).isEqualTo(1);
        assertThat(rowsOf(1)).containsExactly(1L);
    }

    @Test
    void closesATableThatGotNothingBetweenTwoCheckpoints() throws Exception {
        write(1, 2);
        writer.flush(false);
        write(2);
        writer.flush(false);

        assertThat(writer.openTables()).isEqualTo(1);
        assertThat(service.openConnections()).isEqualTo(1);
    }

    @Test
    void writesOutTheOldestWhereTooManyTablesAreOpen() throws Exception {
        for (int table = 0; table <= TablesWriter.MAX_OPEN_TABLES; table++) {
            write(table);
        }

        assertThat(writer.openTables()).isEqualTo(TablesWriter.MAX_OPEN_TABLES);
        assertThat(rowsOf(0)).containsExactly(0L);
    }

    private void write(long... ids) throws Exception {
        for (long id : ids) {
            writer.write(GenericRowData.of(id), null);
        }
    }

    private List<Long> rowsOf(long table) {
        return service.streams.get(
                StorageWriteClient.defaultStream(new TableName("p", "d", "t" + table)));
    }

    private StreamWriter<RowData> open(TableName table) {
        RowArrays arrays = new RowArrays(64, 1);
        return new StreamWriter<>(
                row -> row,
                new RowCollector(encoder, new RowText(TYPE), badRecords, arrays),
                new AppendWindow(
                        new DefaultStreamRoute(service, table, encoder.descriptor(), false),
                        CONFIG,
                        new BadRows(badRecords, encoder.descriptor()),
                        arrays,
                        metrics,
                        mailbox,
                        time),
                StreamResults.visible(),
                CONFIG,
                badRecords,
                () -> {},
                time);
    }
}
