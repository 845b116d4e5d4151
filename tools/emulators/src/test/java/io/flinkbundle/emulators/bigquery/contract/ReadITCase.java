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
import io.flinkbundle.emulators.bigquery.testing.WriteTestBase;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.BigQueryReadSettings;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import com.google.cloud.bigquery.storage.v1.SplitReadStreamRequest;
import com.google.cloud.bigquery.storage.v1.SplitReadStreamResponse;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.protobuf.util.Timestamps;
import io.grpc.ManagedChannelBuilder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReadITCase extends WriteTestBase {

    private BigQueryReadClient reads;

    @BeforeEach
    void connectReads() throws Exception {
        reads =
                BigQueryReadClient.create(
                        BigQueryReadSettings.newBuilder()
                                .setCredentialsProvider(NoCredentialsProvider.create())
                                .setTransportChannelProvider(
                                        BigQueryReadSettings.defaultGrpcTransportProviderBuilder()
                                                .setEndpoint(emulator.grpcEndpoint())
                                                .setChannelConfigurator(
                                                        ManagedChannelBuilder::usePlaintext)
                                                .build())
                                .build());
    }

    @AfterEach
    void disconnectReads() throws Exception {
        reads.shutdownNow();
        reads.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void write(TableSchema schema, String... json) throws Exception {
        try (StreamWriter writer = writer(path(TABLE) + "/streams/_default", schema)) {
            await(writer.append(rows(schema, json)));
        }
    }

    private void writeNumbers(int count) throws Exception {
        TableSchema schema = schema(TABLE);
        try (StreamWriter writer = writer(path(TABLE) + "/streams/_default", schema)) {
            await(writer.append(numbers(schema, LongStream.range(0, count).toArray())));
        }
    }

    private ReadSession session(
            DataFormat format, int streams, UnaryOperator<ReadSession.Builder> more) {
        ReadSession.Builder session =
                more.apply(ReadSession.newBuilder().setTable(path(TABLE)).setDataFormat(format));
        return reads.createReadSession(
                CreateReadSessionRequest.newBuilder()
                        .setParent("projects/" + PROJECT)
                        .setReadSession(session)
                        .setMaxStreamCount(streams)
                        .build());
    }

    private List<String> read(ReadSession session) throws Exception {
        List<String> rows = new ArrayList<>();
        for (ReadStream stream : session.getStreamsList()) {
            rows.addAll(read(session, stream.getName(), 0));
        }
        return rows;
    }

    private List<String> read(ReadSession session, String stream, long offset) throws Exception {
        List<String> rows = new ArrayList<>();
        for (ReadRowsResponse response :
                reads.readRowsCallable()
                        .call(
                                ReadRowsRequest.newBuilder()
                                        .setReadStream(stream)
                                        .setOffset(offset)
                                        .build())) {
            List<String> batch =
                    session.hasArrowSchema() ? arrow(session, response) : avro(session, response);
            assertThat(response.getRowCount()).isEqualTo(batch.size());
            rows.addAll(batch);
        }
        return rows;
    }

    private static List<String> avro(ReadSession session, ReadRowsResponse response)
            throws Exception {
        Schema schema = new Schema.Parser().parse(session.getAvroSchema().getSchema());
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
        BinaryDecoder decoder =
                DecoderFactory.get()
                        .binaryDecoder(
                                response.getAvroRows().getSerializedBinaryRows().toByteArray(),
                                null);
        List<String> rows = new ArrayList<>();
        while (!decoder.isEnd()) {
            GenericRecord record = reader.read(null, decoder);
            List<String> values = new ArrayList<>();
            schema.getFields().forEach(f -> values.add(String.valueOf(record.get(f.pos()))));
            rows.add(String.join("|", values));
        }
        return rows;
    }

    private static List<String> arrow(ReadSession session, ReadRowsResponse response)
            throws Exception {
        List<String> rows = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root =
                        VectorSchemaRoot.create(
                                MessageSerializer.deserializeSchema(
                                        channel(
                                                session.getArrowSchema()
                                                        .getSerializedSchema()
                                                        .toByteArray())),
                                allocator);
                ArrowRecordBatch batch =
                        MessageSerializer.deserializeRecordBatch(
                                channel(
                                        response.getArrowRecordBatch()
                                                .getSerializedRecordBatch()
                                                .toByteArray()),
                                allocator)) {
            new VectorLoader(root).load(batch);
            for (int row = 0; row < root.getRowCount(); row++) {
                List<String> values = new ArrayList<>();
                for (FieldVector vector : root.getFieldVectors()) {
                    values.add(String.valueOf(vector.getObject(row)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    private static ReadChannel channel(byte[] bytes) {
        return new ReadChannel(new ByteArrayReadableSeekableByteChannel(bytes));
    }

    @Test
    void allStreamsTogetherHaveAllRowsOnce() throws Exception {
        createNumbers(TABLE);
        writeNumbers(10_000);
        for (DataFormat format : List.of(DataFormat.ARROW, DataFormat.AVRO)) {
            ReadSession session = session(format, 3, s -> s);

            assertThat(session.getStreamsCount()).isEqualTo(3);
            assertThat(session.getEstimatedRowCount()).isEqualTo(10_000);
            assertThat(read(session))
                    .containsExactlyElementsOf(
                            LongStream.range(0, 10_000).mapToObj(Long::toString).toList());
        }
    }

    @Test
    void aStreamIsReadFromAnOffsetOn() throws Exception {
        createNumbers(TABLE);
        writeNumbers(5_000);
        ReadSession session = session(DataFormat.ARROW, 1, s -> s);

        assertThat(read(session, session.getStreams(0).getName(), 4_998))
                .containsExactly("4998", "4999");
    }

    @Test
    void aReadThatBreaksGoesOnWhereItWas() throws Exception {
        createNumbers(TABLE);
        writeNumbers(10_000);
        emulator.faults().on(Operation.READ_ROWS).dropConnectionAfterResponses(2);

        assertThat(read(session(DataFormat.AVRO, 1, s -> s))).hasSize(10_000);
        assertThat(emulator.calls().calls(Operation.READ_ROWS))
                .extracting(RecordedCall::detail)
                .hasSize(2)
                .startsWith("0");
    }

    @Test
    void fieldsAndTheirPartsAreSelected() throws Exception {
        createTable(
                TABLE,
                Field.of("a", StandardSQLTypeName.STRING),
                Field.of("b", StandardSQLTypeName.INT64),
                Field.of(
                        "rec",
                        StandardSQLTypeName.STRUCT,
                        Field.of("x", StandardSQLTypeName.INT64),
                        Field.of("y", StandardSQLTypeName.STRING)),
                Field.newBuilder(
                                "recs",
                                StandardSQLTypeName.STRUCT,
                                Field.of("x", StandardSQLTypeName.INT64),
                                Field.of("y", StandardSQLTypeName.STRING))
                        .setMode(Field.Mode.REPEATED)
                        .build());
        write(
                schema(TABLE),
                "{\"a\":\"s\",\"b\":1,\"rec\":{\"x\":2,\"y\":\"t\"},"
                        + "\"recs\":[{\"x\":3,\"y\":\"u\"}]}",
                "{\"a\":\"none\"}");

        ReadSession session =
                session(
                        DataFormat.AVRO,
                        1,
                        s -> {
                            s.getReadOptionsBuilder()
                                    .addSelectedFields("recs.y")
                                    .addSelectedFields("rec.x")
                                    .addSelectedFields("b");
                            return s;
                        });

        assertThat(read(session)).containsExactly("1|{\"x\": 2}|[{\"y\": \"u\"}]", "null|null|[]");
        assertThatThrownBy(
                        () ->
                                session(
                                        DataFormat.AVRO,
                                        1,
                                        s -> {
                                            s.getReadOptionsBuilder().addSelectedFields("rec.z");
                                            return s;
                                        }))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("rec.z");
    }

    @Test
    void aRestrictionKeepsRowsOut() throws Exception {
        createNumbers(TABLE);
        writeNumbers(100);

        ReadSession session =
                session(
                        DataFormat.ARROW,
                        1,
                        s -> {
                            s.getReadOptionsBuilder().setRowRestriction("n > 97 OR n = 3");
                            return s;
                        });

        assertThat(read(session)).containsExactly("3", "98", "99");
    }

    @Test
    void aSnapshotDoesNotHaveWhatCameLater() throws Exception {
        createNumbers(TABLE);
        writeNumbers(3);
        Instant before = emulator.clock().now().plusMillis(1);
        while (!emulator.clock().now().isAfter(before)) {
            Thread.onSpinWait();
        }
        writeNumbers(2);

        ReadSession then =
                session(
                        DataFormat.ARROW,
                        1,
                        s -> {
                            s.getTableModifiersBuilder()
                                    .setSnapshotTime(Timestamps.fromMillis(before.toEpochMilli()));
                            return s;
                        });

        assertThat(read(then)).hasSize(3);
        assertThat(read(session(DataFormat.ARROW, 1, s -> s))).hasSize(5);
    }

    @Test
    void allTypesAreReadInBothFormats() throws Exception {
        createTable(
                TABLE,
                Field.of("b", StandardSQLTypeName.BOOL),
                Field.of("f", StandardSQLTypeName.FLOAT64),
                Field.of("n", StandardSQLTypeName.NUMERIC),
                Field.of("big", StandardSQLTypeName.BIGNUMERIC),
                Field.of("s", StandardSQLTypeName.STRING),
                Field.of("d", StandardSQLTypeName.DATE),
                Field.of("t", StandardSQLTypeName.TIME),
                Field.of("dt", StandardSQLTypeName.DATETIME),
                Field.of("ts", StandardSQLTypeName.TIMESTAMP),
                Field.of("j", StandardSQLTypeName.JSON),
                Field.of("iv", StandardSQLTypeName.INTERVAL),
                Field.newBuilder("l", StandardSQLTypeName.INT64)
                        .setMode(Field.Mode.REPEATED)
                        .build());
        write(
                schema(TABLE),
                "{\"b\":true,\"f\":1.5,\"n\":\"1.25\",\"big\":\"2.5\",\"s\":\"x\","
                        + "\"d\":\"2020-02-29\",\"t\":\"01:02:03\",\"dt\":\"2020-02-29T01:02:03\","
                        + "\"ts\":\"2020-02-29T00:00:00Z\",\"j\":\"{}\",\"iv\":\"1-2 3 0:0:1\","
                        + "\"l\":[1,2]}",
                "{\"l\":[]}");

        List<String> arrow = read(session(DataFormat.ARROW, 1, s -> s));
        assertThat(arrow.get(0))
                .isEqualTo(
                        "true|1.5|1.250000000|2.50000000000000000000000000000000000000|x|18321|"
                                + "3723000000|2020-02-29T01:02:03|1582934400000000|{}|"
                                + "P14M3D PT1S|[1,2]");
        assertThat(arrow.get(1)).startsWith("null|null|null").endsWith("|[]");

        List<String> avro = read(session(DataFormat.AVRO, 1, s -> s));
        assertThat(avro.get(0))
                .contains("|x|18321|3723000000|2020-02-29T01:02:03|1582934400000000|{}|1-2 3 0:0:1")
                .endsWith("|[1, 2]");
        assertThat(avro.get(1)).startsWith("null|null|null").endsWith("|[]");
    }

    @Test
    void aStreamIsSplit() throws Exception {
        createNumbers(TABLE);
        writeNumbers(10);
        ReadSession session = session(DataFormat.AVRO, 1, s -> s);

        SplitReadStreamResponse split =
                reads.splitReadStream(
                        SplitReadStreamRequest.newBuilder()
                                .setName(session.getStreams(0).getName())
                                .setFraction(0.3)
                                .build());

        assertThat(read(session, split.getPrimaryStream().getName(), 0)).hasSize(3);
        assertThat(read(session, split.getRemainderStream().getName(), 0)).hasSize(7);
    }

    @Test
    void aSessionExpires() throws Exception {
        createNumbers(TABLE);
        writeNumbers(10);
        ReadSession session = session(DataFormat.AVRO, 1, s -> s);
        emulator.expireReadSession(session.getName());

        assertThatThrownBy(() -> read(session))
                .isInstanceOf(FailedPreconditionException.class)
                .hasMessageContaining("session expired at");
    }
}
