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

package io.flinkbundle.connector.bigquery.testing;

import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Table;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.Optional;
import java.util.UUID;

/**
 * The BigQuery that a test speaks to: the emulator of this project; or, where {@code
 * BIGQUERY_PROJECT} and {@code BIGQUERY_DATASET} are set, that dataset of the service, with the
 * default credentials of the machine; or, where {@code BIGQUERY_EMULATOR_HOST}, {@code
 * BIGQUERY_STORAGE_EMULATOR_HOST} and {@code STORAGE_EMULATOR_HOST} are set too, that dataset of
 * another emulator. A test drops its tables.
 */
public final class BigQueryServer
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final Optional<String> project = variable("BIGQUERY_PROJECT");
    private final String dataset = variable("BIGQUERY_DATASET").orElse("sales");
    private final Optional<String> restUrl = variable("BIGQUERY_EMULATOR_HOST");
    private final BigQueryEmulatorExtension emulated = new BigQueryEmulatorExtension();

    private String prefix = "";

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /** The name of a table of this test. */
    public TableName table(String name) {
        return new TableName(project.orElse("shop"), dataset, prefix + name);
    }

    /** The options that say where BigQuery is, as they stand in SQL. */
    public String options() {
        if (project.isEmpty()) {
            return options(
                    emulated.emulator().restUrl().toString(),
                    emulated.emulator().grpcEndpoint(),
                    emulated.emulator().restUrl().toString());
        }
        return restUrl.map(
                        rest ->
                                options(
                                        rest,
                                        variable("BIGQUERY_STORAGE_EMULATOR_HOST").orElseThrow(),
                                        variable("STORAGE_EMULATOR_HOST").orElseThrow()))
                .orElse("'credentials.type' = 'default'");
    }

    private static String options(String rest, String grpc, String storage) {
        return "'credentials.type' = 'none', 'endpoint.plaintext' = 'true', 'endpoint.rest' = '"
                + rest
                + "', 'endpoint.grpc' = '"
                + grpc
                + "', 'endpoint.storage' = '"
                + storage
                + "'";
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (project.isEmpty()) {
            emulated.beforeAll(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (project.isEmpty()) {
            emulated.beforeEach(context);
        } else {
            prefix = "flink_" + UUID.randomUUID().toString().replace("-", "") + "_";
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        project.ifPresent(this::dropTables);
    }

    private void dropTables(String owner) {
        BigQueryOptions.Builder options = BigQueryOptions.newBuilder().setProjectId(owner);
        restUrl.ifPresent(url -> options.setHost(url).setCredentials(NoCredentials.getInstance()));
        BigQuery service = options.build().getService();
        for (Table table : service.listTables(DatasetId.of(owner, dataset)).iterateAll()) {
            if (table.getTableId().getTable().startsWith(prefix)) {
                table.delete();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (project.isEmpty()) {
            emulated.afterAll(context);
        }
    }
}
