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
import io.flinkbundle.connector.bigquery.client.BigQueryFailures;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinks;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.bigquery.sink.committer.StagedFile;
import io.flinkbundle.connector.bigquery.sink.writer.json.JsonRowEncoder;
import io.flinkbundle.connector.bigquery.testing.FakeStaging;
import io.flinkbundle.connector.bigquery.testing.FakeTables;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import io.grpc.Status;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class StagedFileWriterTest {

    private static final RowType TYPE =
            RowType.of(new LogicalType[] {new DateType()}, new String[] {"d"});
    private static final UUID RUN = UUID.randomUUID();
    private static final int NO_DATE_OF_BIGQUERY = 9_999_999;

    private final FakeStaging staging = new FakeStaging();
    private final SimpleCounter rejected = new SimpleCounter();
    private final StagingFolder folder =
            new StagingFolder(
                    staging,
                    BigQuerySinks.config(
                            BigQueryConnectionOptions.builder().build(),
                            new TableName("example.com:shop", "d", "t")),
                    RUN,
                    3);

    @Test
    void createsABucketWhereTheDatasetIs() throws Exception {
        assertThat(folder.prepare(new FakeTables())).isTrue();

        assertThat(staging.buckets).containsEntry("example-com-shop-flink-staging-eu", "EU");
    }

    @Test
    void saysThatNoFilesCanBeStaged() throws Exception {
        staging.refusal = Optional.of(BigQueryFailures.of(Status.Code.PERMISSION_DENIED));

        assertThat(folder.prepare(new FakeTables())).isFalse();
    }

    @Test
    void beginsAFileAfterEachCheckpoint() throws Exception {
        folder.prepare(new FakeTables());
        StagedFileWriter<RowData> writer = writer();

        writer.write(GenericRowData.of(0), null);
        writer.write(GenericRowData.of(1), null);
        writer.flush(false);
        StagedFile first = onlyFile(writer);
        writer.write(GenericRowData.of(2), null);
        writer.flush(true);
        StagedFile second = onlyFile(writer);

        assertThat(first.rows()).isEqualTo(2);
        assertThat(first.object()).startsWith("flink-bigquery/" + RUN + "/3-");
        assertThat(staging.objects)
                .containsEntry(
                        first.bucket() + "/" + first.object(),
                        "{\"d\":\"1970-01-01\"}\n{\"d\":\"1970-01-02\"}\n")
                .containsEntry(second.bucket() + "/" + second.object(), "{\"d\":\"1970-01-03\"}\n");
    }

    @Test
    void handsOnNothingWhereNothingWasWritten() throws Exception {
        folder.prepare(new FakeTables());
        StagedFileWriter<RowData> writer = writer();

        writer.write(GenericRowData.of(NO_DATE_OF_BIGQUERY), null);
        writer.flush(true);

        assertThat(writer.prepareCommit()).isEmpty();
        assertThat(rejected.getCount()).isEqualTo(1);
        assertThat(staging.objects).isEmpty();
    }

    @Test
    void leavesNoFileThatIsNotWhole() throws Exception {
        folder.prepare(new FakeTables());
        StagedFileWriter<RowData> writer = writer();
        writer.write(GenericRowData.of(0), null);

        writer.close();

        assertThat(staging.objects).isEmpty();
    }

    @Test
    void stagesAnEmptyFileWhereALoadJobHasToRun() throws Exception {
        folder.prepare(new FakeTables());
        StagedFileWriter<RowData> writer = writer(true);

        writer.flush(false);
        assertThat(writer.prepareCommit()).isEmpty();
        writer.flush(true);

        StagedFile file = onlyFile(writer);
        assertThat(file.rows()).isZero();
        assertThat(staging.objects).containsEntry(file.bucket() + "/" + file.object(), "");
    }

    private static StagedFile onlyFile(StagedFileWriter<RowData> writer) {
        List<BigQueryCommittable> committables = List.copyOf(writer.prepareCommit());
        assertThat(committables).hasSize(1);
        assertThat(committables.get(0).stagedFiles()).hasSize(1);
        return committables.get(0).stagedFiles().get(0);
    }

    private StagedFileWriter<RowData> writer() {
        return writer(false);
    }

    private StagedFileWriter<RowData> writer(boolean stagesEmptyInput) {
        return new StagedFileWriter<>(
                row -> row,
                new JsonRowEncoder(TYPE, BigQueryTypes.schema(TYPE)),
                folder,
                BadRecords.open(BadRecordHandling.skip(), "bigquery", 3, rejected),
                new RowText(TYPE),
                new TestSinkInitContext().metricGroup(),
                stagesEmptyInput);
    }
}
