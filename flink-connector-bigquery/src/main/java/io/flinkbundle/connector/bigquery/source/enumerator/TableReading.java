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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.GrpcStorageReadClient;
import io.flinkbundle.connector.bigquery.client.ReadRequest;
import io.flinkbundle.connector.bigquery.client.ReadStreams;
import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.StorageReadClient;
import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.types.SchemaComparison;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.util.List;

/** Compares a table with the rows that are wanted of it, and fixes what is read. */
@Internal
public final class TableReading {

    private final BigQueryConnectionOptions connection;
    private final ReadRequest request;
    private final RowType rowType;
    private final RetryPolicy retry;

    public TableReading(
            BigQueryConnectionOptions connection,
            ReadRequest request,
            RowType rowType,
            RetryPolicy retry) {
        this.connection = connection;
        this.request = request;
        this.rowType = rowType;
        this.retry = retry;
    }

    /**
     * @throws IOException if the table is missing, or does not fit; the message says what to do
     */
    public ReadStreams open() throws IOException, InterruptedException {
        Retrier retrier = retry.start("read table " + request.table());
        while (true) {
            try (StorageReadClient client = new GrpcStorageReadClient(connection)) {
                verify(
                        new RestTableClient(
                                RestConnections.open(connection, request.table().project())));
                return client.open(request);
            } catch (RetryableIOException e) {
                retrier.backOff(e);
            }
        }
    }

    void verify(TableClient tables) throws IOException {
        TableDescription table =
                tables.find(request.table())
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "There is no table " + request.table() + "."));
        if (table.kind() == TableDescription.Kind.VIEW) {
            throw new IOException(
                    "'"
                            + request.table()
                            + "' is a view, or a table that is kept elsewhere, and has no rows of"
                            + " its own to read. Read a table that its query has filled.");
        }
        List<String> differences = SchemaComparison.misreadings(rowType, table.schema());
        if (!differences.isEmpty()) {
            throw new IOException(
                    "Table "
                            + request.table()
                            + " does not fit the columns that are read:\n  - "
                            + String.join("\n  - ", differences));
        }
    }
}
