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

package io.flinkbundle.emulators.bigquery;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BQTableSchemaToProtoDescriptor;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.BigQueryReadSettings;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchemaConverter;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.ManagedChannelBuilder;

import java.util.ArrayList;
import java.util.List;

/** How fast the emulator takes rows and gives them, for those who measure clients against it. */
final class ThroughputMain {

    private static final int ROWS = 1_000_000;
    private static final int BATCH = 5_000;

    private ThroughputMain() {}

    public static void main(String[] args) throws Exception {
        try (BigQueryEmulator emulator = BigQueryEmulator.builder().start()) {
            createTable(emulator);
            for (int round = 0; round < 3; round++) {
                long begin = System.nanoTime();
                write(emulator);
                report("written", begin);
                begin = System.nanoTime();
                read(emulator, DataFormat.ARROW);
                report("read in Arrow", begin);
            }
        }
    }

    private static void report(String what, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%s: %.0f rows/s%n", what, ROWS / seconds);
    }

    private static void createTable(BigQueryEmulator emulator) {
        BigQuery client =
                BigQueryOptions.newBuilder()
                        .setProjectId("p")
                        .setHost(emulator.restUrl().toString())
                        .setCredentials(NoCredentials.getInstance())
                        .build()
                        .getService();
        client.create(DatasetInfo.of("d"));
        client.create(
                TableInfo.of(
                        TableId.of("d", "t"),
                        StandardTableDefinition.of(
                                Schema.of(
                                        Field.of("id", StandardSQLTypeName.INT64),
                                        Field.of("name", StandardSQLTypeName.STRING),
                                        Field.of("value", StandardSQLTypeName.FLOAT64),
                                        Field.of("at", StandardSQLTypeName.TIMESTAMP)))));
    }

    private static void write(BigQueryEmulator emulator) throws Exception {
        try (BigQueryWriteClient client =
                BigQueryWriteClient.create(
                        BigQueryWriteSettings.newBuilder()
                                .setCredentialsProvider(NoCredentialsProvider.create())
                                .setTransportChannelProvider(
                                        BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
                                                .setEndpoint(emulator.grpcEndpoint())
                                                .setChannelConfigurator(
                                                        ManagedChannelBuilder::usePlaintext)
                                                .build())
                                .build())) {
            String stream = "projects/p/datasets/d/tables/t/streams/_default";
            Descriptor descriptor =
                    BQTableSchemaToProtoDescriptor.convertBQTableSchemaToProtoDescriptor(
                            client.getWriteStream(
                                            GetWriteStreamRequest.newBuilder()
                                                    .setName(stream)
                                                    .setView(WriteStreamView.FULL)
                                                    .build())
                                    .getTableSchema());
            ProtoRows.Builder rows = ProtoRows.newBuilder();
            for (long i = 0; i < BATCH; i++) {
                rows.addSerializedRows(
                        DynamicMessage.newBuilder(descriptor)
                                .setField(descriptor.getFields().get(0), i)
                                .setField(descriptor.getFields().get(1), "name-" + i)
                                .setField(descriptor.getFields().get(2), i * 0.5)
                                .setField(descriptor.getFields().get(3), 1_600_000_000_000_000L + i)
                                .build()
                                .toByteString());
            }
            ProtoRows batch = rows.build();
            List<ApiFuture<AppendRowsResponse>> answers = new ArrayList<>();
            try (StreamWriter writer =
                    StreamWriter.newBuilder(stream, client)
                            .setWriterSchema(ProtoSchemaConverter.convert(descriptor))
                            .build()) {
                for (int i = 0; i < ROWS / BATCH; i++) {
                    answers.add(writer.append(batch));
                }
                for (ApiFuture<AppendRowsResponse> answer : answers) {
                    answer.get();
                }
            }
        }
    }

    private static void read(BigQueryEmulator emulator, DataFormat format) throws Exception {
        try (BigQueryReadClient client =
                BigQueryReadClient.create(
                        BigQueryReadSettings.newBuilder()
                                .setCredentialsProvider(NoCredentialsProvider.create())
                                .setTransportChannelProvider(
                                        BigQueryReadSettings.defaultGrpcTransportProviderBuilder()
                                                .setEndpoint(emulator.grpcEndpoint())
                                                .setChannelConfigurator(
                                                        ManagedChannelBuilder::usePlaintext)
                                                .build())
                                .build())) {
            ReadSession session =
                    client.createReadSession(
                            "projects/p",
                            ReadSession.newBuilder()
                                    .setTable("projects/p/datasets/d/tables/t")
                                    .setDataFormat(format)
                                    .build(),
                            1);
            long rows = 0;
            for (ReadRowsResponse response :
                    client.readRowsCallable()
                            .call(
                                    ReadRowsRequest.newBuilder()
                                            .setReadStream(session.getStreams(0).getName())
                                            .build())) {
                rows += response.getRowCount();
                if (rows >= ROWS) {
                    break;
                }
            }
        }
    }
}
