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

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.common.testing.JobTexts;
import io.flinkbundle.emulators.bigquery.BigQueryEmulator;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.InjectClusterRESTAddress;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A secret in the options of a table appears nowhere that people read while the job runs. */
@Timeout(180)
class BigQueryPlantedSecretITCase {

    private static final String SECRET = "planted-4711";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path savepoints;

    private TableEnvironment tables;

    /** On the stream environment, because only that runs on the cluster of the test. */
    @BeforeEach
    void setUp() {
        tables =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());
        tables.getConfig().set("parallelism.default", "1");
        tables.getConfig().set("execution.checkpointing.interval", "100 ms");
    }

    private static final String INSERT = "INSERT INTO guarded SELECT n FROM numbers";

    @RegisterExtension
    static final BigQueryEmulatorExtension SERVER = new BigQueryEmulatorExtension();

    @Test
    void aTokenIsShownNowhere(@InjectClusterRESTAddress URI rest, BigQueryEmulator server)
            throws Exception {
        tables.executeSql(
                """
                CREATE TABLE guarded (n BIGINT) WITH (
                  'connector' = 'bigquery', 'table-name' = 'shop.sales.guarded',
                  'endpoint.rest' = '%s', 'endpoint.grpc' = '%s', 'endpoint.plaintext' = 'true',
                  'credentials.type' = 'access-token', 'credentials.access-token' = '%s',
                  'sink.schema-mode' = 'create-or-validate',
                  'sink.delivery-guarantee' = 'exactly-once')"""
                        .formatted(server.restUrl(), server.grpcEndpoint(), SECRET));

        assertThat(textsOfInsert(rest)).contains("guarded").doesNotContain(SECRET);
    }

    private String textsOfInsert(URI rest) throws Exception {
        tables.executeSql(
                "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen',"
                        + " 'rows-per-second' = '100')");
        return JobTexts.of(tables, INSERT, rest, savepoints);
    }
}
