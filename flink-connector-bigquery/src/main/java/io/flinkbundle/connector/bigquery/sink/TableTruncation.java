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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.TableName;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.TableException;

import java.io.IOException;

/** Deletes all rows of a table, at once and from the client. */
@Internal
public final class TableTruncation {

    private TableTruncation() {}

    /**
     * @param sink of the table
     * @throws TableException if the table is missing, or the rows cannot be deleted
     */
    public static void run(BigQuerySink<?> sink) {
        BigQuerySinkConfig config = sink.config();
        TableName table = config.table();
        try {
            new RestTableClient(RestConnections.open(config.connection(), table.project()))
                    .truncate(table);
        } catch (IOException e) {
            throw new TableException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TableException("Interrupted while table " + table + " was truncated.", e);
        }
    }
}
