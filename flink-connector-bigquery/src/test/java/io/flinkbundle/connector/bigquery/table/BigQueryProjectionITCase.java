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

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Parts of columns. */
@Timeout(120)
class BigQueryProjectionITCase {

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
        shop.run("CREATE SCHEMA d");
        shop.run(
                "CREATE TABLE d.t (id INT64, a STRUCT<city STRING, geo STRUCT<x INT64, y INT64>>)");
        shop.run(
                "INSERT INTO d.t VALUES (1, STRUCT('Rome' AS city, STRUCT(1 AS x, 2 AS y) AS geo)),"
                        + " (2, NULL)");
        shop.run("CREATE VIEW d.v AS SELECT * FROM `shop.d.t`");
    }

    private void declare(String table, String rangeColumn) {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT, a ROW<city STRING, geo ROW<x BIGINT, y BIGINT>>"
                        + rangeColumn
                        + ") WITH ('connector' = 'bigquery', 'table-name' = 'shop.d."
                        + table
                        + "', "
                        + shop.options()
                        + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "v"})
    void readsPartsOfColumns(String table) throws Exception {
        declare(table, "");
        String query = "SELECT a.geo.y, id, a.city FROM t";

        assertThat(tables.explainSql(query)).contains("fields=[a_geo_y, a_city, id]");
        assertThat(select(query)).containsExactlyInAnyOrder("+I[2, 1, Rome]", "+I[null, 2, null]");
    }

    @Test
    void readsRangesAsAWhole() throws Exception {
        declare("t", ", r ROW<`start` DATE, `end` DATE>");

        assertThat(tables.explainSql("SELECT r.`start` FROM t")).contains("fields=[r]");
    }

    private List<String> select(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> found = tables.executeSql(query).collect()) {
            found.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }
}
