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

package io.flinkbundle.connector.bigquery.catalog;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.DatasetClient;
import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestDatasetClient;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.TableClient;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.exceptions.CatalogException;

import com.google.cloud.bigquery.BigQuery;

import java.io.IOException;

/** Asks BigQuery on behalf of a catalog. The connection is made when it is needed. */
@Internal
final class Service {

    private final BigQueryConnectionOptions connection;
    private final String project;
    private BigQuery rest;

    /**
     * @param project of datasets that are named alone
     */
    Service(BigQueryConnectionOptions connection, String project) {
        this.connection = connection;
        this.project = project;
    }

    String project() {
        return project;
    }

    /** Something that is asked. */
    @FunctionalInterface
    interface Call<C, T> {
        T of(C client) throws IOException;
    }

    <T> T tables(Call<TableClient, T> call) {
        return ask(open -> call.of(new RestTableClient(open)));
    }

    <T> T datasets(Call<DatasetClient, T> call) {
        return ask(open -> call.of(new RestDatasetClient(open)));
    }

    private synchronized BigQuery open() throws IOException {
        if (rest == null) {
            rest = RestConnections.open(connection, project);
        }
        return rest;
    }

    private <T> T ask(Call<BigQuery, T> call) {
        try {
            return call.of(open());
        } catch (IOException e) {
            throw new CatalogException(e.getMessage(), e);
        }
    }
}
