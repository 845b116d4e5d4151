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

package io.flinkbundle.emulators.bigquery.contract;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.call.RecordedCall;
import io.flinkbundle.emulators.bigquery.testing.ContractTestBase;

import com.google.cloud.NoCredentials;
import com.google.cloud.WriteChannel;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.CopyJobConfiguration;
import com.google.cloud.bigquery.ExtractJobConfiguration;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.InsertAllResponse;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableDataWriteChannel;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.WriteChannelConfiguration;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.BucketInfo.LifecycleRule;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobsITCase extends ContractTestBase {

    private static final String BUCKET = "staging";
    private static final TableId TABLE = TableId.of(PROJECT, DATASET, "t");
    private static final Schema SCHEMA =
            Schema.of(
                    Field.of("n", StandardSQLTypeName.INT64),
                    Field.of("s", StandardSQLTypeName.STRING));

    private Storage storage;

    @BeforeEach
    void connectStorage() {
        storage =
                StorageOptions.newBuilder()
                        .setProjectId(PROJECT)
                        .setHost(emulator.restUrl().toString())
                        .setCredentials(NoCredentials.getInstance())
                        .build()
                        .getService();
        storage.create(
                BucketInfo.newBuilder(BUCKET)
                        .setLocation("EU")
                        .setLifecycleRules(
                                List.of(
                                        new LifecycleRule(
                                                LifecycleRule.LifecycleAction.newDeleteAction(),
                                                LifecycleRule.LifecycleCondition.newBuilder()
                                                        .setAge(1)
                                                        .build())))
                        .build());
    }

    @AfterEach
    void disconnectStorage() throws Exception {
        storage.close();
    }

    private void stage(String name, String content) {
        storage.create(BlobInfo.newBuilder(BUCKET, name).build(), content.getBytes(UTF_8));
    }

    private LoadJobConfiguration.Builder load(String... uris) {
        return LoadJobConfiguration.newBuilder(TABLE, List.of(uris))
                .setFormatOptions(FormatOptions.json())
                .setSchema(SCHEMA);
    }

    private Job run(String id, LoadJobConfiguration config) throws Exception {
        return bigQuery.create(JobInfo.newBuilder(config).setJobId(JobId.of(PROJECT, id)).build())
                .waitFor();
    }

    @Test
    void aBucketKeepsItsLifecycleAndLocation() {
        assertThat(storage.get(BUCKET).getLocation()).isEqualTo("EU");
        assertThat(storage.get(BUCKET).getLifecycleRules())
                .singleElement()
                .extracting(rule -> rule.getCondition().getAge())
                .isEqualTo(1);
        assertThat(storage.get("other-bucket")).isNull();
        assertThatThrownBy(() -> storage.create(BucketInfo.of(BUCKET)))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    }

    @Test
    void objectsAreWrittenInPiecesListedReadAndDeleted() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        try (WriteChannel channel =
                storage.writer(BlobInfo.newBuilder(BUCKET, "dir/big.bin").build())) {
            channel.setChunkSize(1 << 20);
            channel.write(ByteBuffer.wrap(content));
        }
        stage("dir/small", "x");
        stage("other", "y");

        assertThat(storage.readAllBytes(BlobId.of(BUCKET, "dir/big.bin"))).isEqualTo(content);
        assertThat(
                        StreamSupport.stream(
                                storage.list(BUCKET, Storage.BlobListOption.prefix("dir/"))
                                        .iterateAll()
                                        .spliterator(),
                                false))
                .extracting(BlobInfo::getName)
                .containsExactly("dir/big.bin", "dir/small");
        assertThat(storage.delete(BlobId.of(BUCKET, "dir/small"))).isTrue();
        assertThat(storage.delete(BlobId.of(BUCKET, "dir/small"))).isFalse();
        assertThat(storage.get(BlobId.of(BUCKET, "dir/small"))).isNull();
        assertThat(emulator.stagedObjects(BUCKET)).containsExactly("dir/big.bin", "other");
    }

    @Test
    void filesAreLoadedByJson() throws Exception {
        stage("a-1.json", "{\"n\":1,\"s\":\"x\"}\n{\"n\":\"2\"}\n");
        stage("a-2.json", "{\"n\":3}");

        Job job = run("load-1", load("gs://staging/a-*.json").build());

        assertThat(job.getStatus().getError()).isNull();
        assertThat(rows("t"))
                .containsExactly(List.of("1", "x"), List.of("2", "null"), List.of("3", "null"));
        assertThat(emulator.calls().calls(Operation.JOBS_INSERT))
                .singleElement()
                .extracting(RecordedCall::detail)
                .isEqualTo("load load-1");
    }

    @Test
    void aJobIdIsUsedOnce() throws Exception {
        stage("a.json", "{\"n\":1}");
        run("load-1", load("gs://staging/a.json").build());

        // The client takes the job that is there for its own.
        Job again = run("load-1", load("gs://staging/a.json").build());

        assertThat(again.isDone()).isTrue();
        assertThat(rows("t")).hasSize(1);
        assertThat(emulator.calls().calls(Operation.JOBS_INSERT))
                .extracting(RecordedCall::error)
                .containsExactly(Optional.empty(), Optional.of("ALREADY_EXISTS"));
    }

    @Test
    void dispositionsDecideAboutRowsThatAreThere() throws Exception {
        stage("a.json", "{\"n\":1}");
        stage("b.json", "{\"n\":2}");
        run("one", load("gs://staging/a.json").build());
        run("two", load("gs://staging/b.json").build());
        assertThat(rows("t")).hasSize(2);

        run(
                "three",
                load("gs://staging/b.json")
                        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
                        .build());
        assertThat(rows("t")).containsExactly(List.of("2", "null"));

        assertFails(
                "duplicate",
                "four",
                load("gs://staging/b.json")
                        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_EMPTY)
                        .build());
    }

    @Test
    void aLoadIsWholeOrNothing() throws Exception {
        stage("a.json", "{\"n\":1}\n{\"n\":\"one\"}");

        assertFails("invalid", "bad", load("gs://staging/a.json").build());
        assertThat(bigQuery.getTable(TABLE)).isNull();
        Job lenient = run("lenient", load("gs://staging/a.json").setMaxBadRecords(1).build());
        assertThat(lenient.getStatus().getError()).isNull();
        assertThat(rows("t")).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereFailsTheJob() {
        assertFails("notFound", "missing", load("gs://staging/nothing.json").build());
    }

    private void assertFails(String reason, String id, LoadJobConfiguration config) {
        assertThatThrownBy(() -> run(id, config))
                .isInstanceOfSatisfying(
                        BigQueryException.class,
                        e -> assertThat(e.getError().getReason()).isEqualTo(reason));
    }

    @Test
    void fieldsAreAddedWhereThatIsAllowed() throws Exception {
        stage("a.json", "{\"n\":1}");
        createTable("t", Field.of("n", StandardSQLTypeName.INT64));

        assertFails("invalid", "no", load("gs://staging/a.json").build());
        run(
                "yes",
                load("gs://staging/a.json")
                        .setSchemaUpdateOptions(
                                List.of(JobInfo.SchemaUpdateOption.ALLOW_FIELD_ADDITION))
                        .build());
        assertThat(rows("t")).containsExactly(List.of("1", "null"));
    }

    @Test
    void tablesGoThroughAvroAndJsonFilesAndComeBack() throws Exception {
        stage("a.json", "{\"n\":1,\"s\":\"x\"}\n{\"n\":2}");
        run("one", load("gs://staging/a.json").build());
        for (String format : List.of("AVRO", "NEWLINE_DELIMITED_JSON")) {
            String uri = "gs://staging/out-" + format + "-*";
            bigQuery.create(
                            JobInfo.of(
                                    ExtractJobConfiguration.newBuilder(TABLE, uri)
                                            .setFormat(format)
                                            .build()))
                    .waitFor();
            TableId back = TableId.of(PROJECT, DATASET, "back" + format.length());
            Job job =
                    bigQuery.create(
                                    JobInfo.of(
                                            LoadJobConfiguration.newBuilder(back, uri)
                                                    .setFormatOptions(FormatOptions.of(format))
                                                    .setSchema(SCHEMA)
                                                    .build()))
                            .waitFor();
            assertThat(job.getStatus().getError()).isNull();
            assertThat(rows(back.getTable()))
                    .containsExactly(List.of("1", "x"), List.of("2", "null"));
        }
    }

    @Test
    void tablesAreCopied() throws Exception {
        stage("a.json", "{\"n\":1,\"s\":\"x\"}");
        run("one", load("gs://staging/a.json").build());
        TableId copy = TableId.of(PROJECT, DATASET, "copy");

        Job job =
                bigQuery.create(
                                JobInfo.of(
                                        CopyJobConfiguration.newBuilder(copy, TABLE)
                                                .setWriteDisposition(
                                                        JobInfo.WriteDisposition.WRITE_TRUNCATE)
                                                .build()))
                        .waitFor();

        assertThat(job.getStatus().getError()).isNull();
        assertThat(rows("copy")).containsExactly(List.of("1", "x"));
    }

    @Test
    void aFileIsLoadedFromTheClient() throws Exception {
        TableDataWriteChannel channel =
                bigQuery.writer(
                        WriteChannelConfiguration.newBuilder(TABLE)
                                .setFormatOptions(FormatOptions.json())
                                .setSchema(SCHEMA)
                                .build());
        channel.write(ByteBuffer.wrap("{\"n\":1,\"s\":\"x\"}".getBytes(UTF_8)));
        channel.close();

        assertThat(channel.getJob().waitFor().getStatus().getError()).isNull();
        assertThat(rows("t")).containsExactly(List.of("1", "x"));
    }

    @Test
    void streamedRowsAreRefusedByIndex() {
        createTable(
                "t",
                Field.of("n", StandardSQLTypeName.INT64),
                Field.of("s", StandardSQLTypeName.STRING));
        InsertAllRequest request =
                InsertAllRequest.newBuilder(TABLE)
                        .addRow("a", Map.of("n", 1))
                        .addRow("b", Map.of("n", "x"))
                        .build();

        InsertAllResponse response = bigQuery.insertAll(request);

        assertThat(response.getErrorsFor(1).get(0).getReason()).isEqualTo("invalid");
        assertThat(response.getErrorsFor(0).get(0).getReason()).isEqualTo("stopped");
        assertThat(rows("t")).isEmpty();
    }

    @Test
    void streamedRowsAreNotTakenTwice() {
        createTable("t", Field.of("n", StandardSQLTypeName.INT64));
        InsertAllRequest request =
                InsertAllRequest.newBuilder(TABLE).addRow("a", Map.of("n", 1)).build();

        assertThat(bigQuery.insertAll(request).hasErrors()).isFalse();
        assertThat(bigQuery.insertAll(request).hasErrors()).isFalse();

        assertThat(rows("t")).containsExactly(List.of("1"));
    }
}
