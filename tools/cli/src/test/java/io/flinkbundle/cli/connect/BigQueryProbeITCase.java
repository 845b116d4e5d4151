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

package io.flinkbundle.cli.connect;

import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.testing.CliProcess.Result;
import io.flinkbundle.cli.testing.InProcess;
import io.flinkbundle.emulators.bigquery.BigQueryEmulator;
import io.flinkbundle.emulators.bigquery.call.Operation;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class BigQueryProbeITCase {

    private static final String PROJECT = "shop-1";
    private static final String SOURCE = "SELECT * FROM o;";

    @TempDir private Path folder;

    private static BigQueryEmulator emulator;

    @BeforeAll
    static void start() throws InterruptedException {
        emulator = BigQueryEmulator.builder().start();
        run("CREATE SCHEMA sales");
        run("CREATE TABLE sales.orders (order_id INT64 NOT NULL, price NUMERIC, placed TIMESTAMP)");
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @AfterEach
    void clearFaults() {
        emulator.faults().clear();
    }

    @Test
    void findsATable() throws IOException {
        Result result =
                verify("order_id BIGINT, placed TIMESTAMP_LTZ(6)", "sales.orders", "", SOURCE);

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .contains(":1: OK  table 'o' (bigquery)", "BigQuery answers")
                .contains("the credentials are accepted", "sales.orders is there");
    }

    @Test
    void comparesColumnByColumn() throws IOException {
        Result result =
                verify("order_id BOOLEAN, placd TIMESTAMP_LTZ(6)", "sales.orders", "", SOURCE);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains(
                        "column 'order_id' is declared as BOOLEAN, and found as BIGINT NOT NULL (REQUIRED INT64)")
                .contains(
                        "column 'placd' TIMESTAMP_LTZ(6) is declared, and not there; did you mean 'placed'?")
                .contains("`order_id` BIGINT NOT NULL", "`price` DECIMAL(38, 9)");
    }

    @Test
    void saysThatATableIsNotThere() throws IOException {
        Result result = verify("order_id BIGINT", "sales.order", "", SOURCE);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("It is not there.", "There is no table", "sales.order");
    }

    @Test
    void knowsThatTheSinkWillCreateATable() throws IOException {
        Result result =
                verify(
                        "order_id BIGINT",
                        "sales.fresh",
                        ", 'sink.schema-mode' = 'create'",
                        "INSERT INTO o VALUES (1);");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).contains("does not exist yet; the sink creates it");
    }

    @Test
    void saysThatCredentialsAreRefused() throws IOException {
        emulator.faults().on(Operation.TABLES_GET).always().fail(401, "authError");

        Result result = verify("order_id BIGINT", "sales.orders", "", SOURCE);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("The login is refused.");
    }

    @Test
    void saysThatALoginMayNotLookAtATable() throws IOException {
        emulator.faults().on(Operation.TABLES_GET).always().fail(403, "accessDenied");

        Result result = verify("order_id BIGINT", "sales.orders", "", SOURCE);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("The login may not do what the job needs.");
    }

    @Test
    void saysThatNoServerAnswers() throws IOException {
        Result result = verify("http://127.0.0.1:1", "order_id BIGINT", "sales.orders", "", SOURCE);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("It cannot be reached.");
    }

    private Result verify(String columns, String table, String options, String more)
            throws IOException {
        return verify(emulator.restUrl().toString(), columns, table, options, more);
    }

    private Result verify(String rest, String columns, String table, String options, String more)
            throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("script.sql"),
                        """
                        CREATE TABLE o (%s) WITH (
                          'connector' = 'bigquery', 'table-name' = '%s.%s',
                          'credentials.type' = 'none', 'endpoint.plaintext' = 'true',
                          'endpoint.rest' = '%s', 'endpoint.grpc' = '%s' %s);
                        %s
                        """
                                .formatted(
                                        columns,
                                        PROJECT,
                                        table,
                                        rest,
                                        emulator.grpcEndpoint(),
                                        options,
                                        more));
        return InProcess.run("verify", file.toString(), "--connect");
    }

    private static void run(String statement) throws InterruptedException {
        BigQuery service =
                BigQueryOptions.newBuilder()
                        .setProjectId(PROJECT)
                        .setHost(emulator.restUrl().toString())
                        .setCredentials(NoCredentials.getInstance())
                        .build()
                        .getService();
        service.query(QueryJobConfiguration.of(statement));
    }
}
