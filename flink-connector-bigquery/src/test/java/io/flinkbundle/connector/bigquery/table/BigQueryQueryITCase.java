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

import io.flinkbundle.connector.bigquery.testing.EmulatedProject;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;
import io.flinkbundle.emulators.bigquery.call.Operation;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Views and queries have no rows of their own, and are read all the same. */
@Timeout(120)
class BigQueryQueryITCase {

    private static final DatasetId TEMP = DatasetId.of("payer", "flink_temp");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension
    static final BigQueryEmulatorExtension SERVER = new BigQueryEmulatorExtension();

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inBatchMode());
    private EmulatedProject shop;

    @BeforeEach
    void createRows() {
        shop = new EmulatedProject(SERVER.emulator(), "shop");
        shop.run("CREATE SCHEMA sales");
        shop.run("CREATE TABLE sales.orders (id INT64 NOT NULL, name STRING, amount NUMERIC)");
        shop.run("INSERT INTO sales.orders VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', 30)");
        shop.run(
                "CREATE VIEW sales.large AS SELECT id, name FROM `shop.sales.orders` WHERE amount >"
                        + " 10");
    }

    @Test
    void readsAQuery() throws Exception {
        create(
                "id BIGINT, total DECIMAL(38, 9)",
                "'query' = 'SELECT id, SUM(amount) AS total FROM orders GROUP BY id -- all'",
                "'project' = 'shop'",
                "'dataset' = 'sales'");

        assertThat(select("SELECT id, total FROM t WHERE id > 1"))
                .containsExactlyInAnyOrder("+I[2, 20.000000000]", "+I[3, 30.000000000]");
        assertThat(new EmulatedProject(SERVER.emulator(), "payer").jobs()).hasSize(1);
    }

    @Test
    void readsAView() throws Exception {
        create("id BIGINT, name STRING", "'table-name' = 'shop.sales.large'");

        assertThat(select("SELECT name FROM t WHERE id > 2")).containsExactly("+I[c]");
        assertThat(select("SELECT COUNT(*) FROM t")).containsExactly("+I[2]");
        assertThat(select("SELECT id FROM t LIMIT 1")).hasSize(1);
    }

    @Test
    void leavesNoRowsBehind() throws Exception {
        create("id BIGINT, name STRING", "'table-name' = 'shop.sales.large'");

        select("SELECT name FROM t");

        BigQuery service = shop.service();
        Dataset temp = service.getDataset(TEMP);
        assertThat(temp.getDefaultTableLifetime()).isEqualTo(Duration.ofDays(1).toMillis());
        SERVER.emulator().calls().await(Operation.TABLES_DELETE, 1, Duration.ofSeconds(30));
        assertThat(service.listTables(TEMP).getValues()).isEmpty();
    }

    @Test
    void keepsRowsInTheDatasetThatIsNamed() throws Exception {
        shop.service().create(DatasetInfo.of(DatasetId.of("payer", "mine")));
        create("id BIGINT", "'table-name' = 'shop.sales.large'", "'temp-dataset' = 'mine'");

        assertThat(select("SELECT id FROM t")).hasSize(2);
        assertThat(shop.service().getDataset(TEMP)).isNull();
    }

    @Test
    void saysThatTheDatasetIsElsewhere() {
        shop.service().create(DatasetInfo.newBuilder(TEMP).setLocation("mars").build());
        create("id BIGINT", "'table-name' = 'shop.sales.large'");

        assertThatThrownBy(() -> select("SELECT id FROM t"))
                .hasStackTraceContaining("which is in mars. Set 'temp-dataset' to one in");
    }

    @Test
    void saysWhatIsWrongWithAQuery() {
        create("id BIGINT", "'query' = 'SELECT 1 AS other'", "'project' = 'shop'");

        assertThatThrownBy(() -> select("SELECT id FROM t"))
                .hasStackTraceContaining("column 'id' is missing in the table");
    }

    @Test
    void saysWhatTheServiceRefuses() {
        create("id BIGINT", "'query' = 'SELECT id FROM shop.sales.nothing'", "'project' = 'shop'");

        assertThatThrownBy(() -> select("SELECT id FROM t"))
                .hasStackTraceContaining("Could not plan the query")
                .hasStackTraceContaining("sales.nothing");
    }

    @Test
    void runsNothingButAQuery() {
        create(
                "id BIGINT",
                "'query' = 'SELECT 1 AS id) DROP TABLE sales.orders'",
                "'project' = 'shop'");

        assertThatThrownBy(() -> select("SELECT id FROM t")).isNotNull();
        assertThat(shop.service().getTable("sales", "orders")).isNotNull();
    }

    @Test
    void namesTheRoleThatIsMissing() {
        SERVER.emulator().faults().on(Operation.DATASETS_INSERT).always().fail(403, "accessDenied");
        create("id BIGINT", "'table-name' = 'shop.sales.large'");

        assertThatThrownBy(() -> select("SELECT id FROM t"))
                .hasStackTraceContaining("Could not create dataset payer.flink_temp")
                .hasStackTraceContaining("the roles that the documentation names");
    }

    private void create(String columns, String... options) {
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'bigquery', 'billing-project' = 'payer', "
                        + String.join(", ", options)
                        + ", "
                        + shop.options()
                        + ")");
    }

    private List<String> select(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> found = tables.executeSql(query).collect()) {
            found.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }
}
