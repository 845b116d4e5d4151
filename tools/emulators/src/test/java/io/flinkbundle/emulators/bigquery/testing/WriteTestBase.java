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

package io.flinkbundle.emulators.bigquery.testing;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BQTableSchemaToProtoDescriptor;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.JsonToProtoMessage;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.ProtoSchemaConverter;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Int64Value;
import io.grpc.ManagedChannelBuilder;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Google's client of the Storage Write interface as well. */
public abstract class WriteTestBase extends ContractTestBase {

    protected static final String TABLE = "t";

    protected BigQueryWriteClient writes;

    @BeforeEach
    void connectWrites() throws Exception {
        writes =
                BigQueryWriteClient.create(
                        BigQueryWriteSettings.newBuilder()
                                .setCredentialsProvider(NoCredentialsProvider.create())
                                .setTransportChannelProvider(
                                        BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
                                                .setEndpoint(emulator.grpcEndpoint())
                                                .setChannelConfigurator(
                                                        ManagedChannelBuilder::usePlaintext)
                                                .build())
                                .build());
    }

    @AfterEach
    void disconnectWrites() throws Exception {
        writes.shutdownNow();
        writes.awaitTermination(10, TimeUnit.SECONDS);
    }

    protected void createNumbers(String name) {
        createTable(name, Field.of("n", StandardSQLTypeName.INT64));
    }

    protected WriteStream stream(String table, WriteStream.Type type) {
        return writes.createWriteStream(
                CreateWriteStreamRequest.newBuilder()
                        .setParent(path(table))
                        .setWriteStream(WriteStream.newBuilder().setType(type))
                        .build());
    }

    protected TableSchema schema(String table) {
        return writes.getWriteStream(
                        GetWriteStreamRequest.newBuilder()
                                .setName(path(table) + "/streams/_default")
                                .setView(WriteStreamView.FULL)
                                .build())
                .getTableSchema();
    }

    protected static Descriptor descriptor(TableSchema schema) throws Exception {
        return BQTableSchemaToProtoDescriptor.convertBQTableSchemaToProtoDescriptor(schema);
    }

    protected static ProtoSchema proto(Descriptor descriptor) {
        return ProtoSchemaConverter.convert(descriptor);
    }

    protected StreamWriter writer(String stream, TableSchema schema) throws Exception {
        return StreamWriter.newBuilder(stream, writes)
                .setWriterSchema(proto(descriptor(schema)))
                .build();
    }

    protected static ProtoRows rows(TableSchema schema, String... json) throws Exception {
        Descriptor descriptor = descriptor(schema);
        ProtoRows.Builder rows = ProtoRows.newBuilder();
        for (String row : json) {
            rows.addSerializedRows(
                    JsonToProtoMessage.INSTANCE
                            .convertToProtoMessage(descriptor, schema, new JSONObject(row))
                            .toByteString());
        }
        return rows.build();
    }

    protected static ProtoRows numbers(TableSchema schema, long... numbers) throws Exception {
        String[] rows = new String[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            rows[i] = "{\"n\":" + numbers[i] + "}";
        }
        return rows(schema, rows);
    }

    protected static AppendRowsResponse await(ApiFuture<AppendRowsResponse> future)
            throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    protected long flush(String stream, long offset) {
        return writes.flushRows(
                        FlushRowsRequest.newBuilder()
                                .setWriteStream(stream)
                                .setOffset(Int64Value.of(offset))
                                .build())
                .getOffset();
    }

    protected BatchCommitWriteStreamsResponse commit(String table, String... streams) {
        return writes.batchCommitWriteStreams(
                BatchCommitWriteStreamsRequest.newBuilder()
                        .setParent(path(table))
                        .addAllWriteStreams(List.of(streams))
                        .build());
    }
}
