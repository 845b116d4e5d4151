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
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Both formats give the same rows. */
@Timeout(120)
class BigQueryReadFormatITCase {

    private static final String FLINK_COLUMNS =
            "id BIGINT, b BOOLEAN, f DOUBLE, n DECIMAL(20, 9), big STRING, s STRING, x BYTES,"
                    + " d DATE, t TIME(3), c TIMESTAMP(6), ts TIMESTAMP_LTZ(6), j STRING, g STRING,"
                    + " m STRING, a ARRAY<BIGINT>,"
                    + " st ROW<city STRING, geo ROW<y BIGINT, x BIGINT>>, l ARRAY<ROW<k STRING>>";

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
        tables.getConfig().set("table.local-time-zone", "UTC");
        shop = new EmulatedProject(SERVER.emulator(), "shop");
        shop.run("CREATE SCHEMA d");
        shop.run(
                "CREATE TABLE d.t (id INT64 NOT NULL, b BOOL, f FLOAT64, n NUMERIC, big BIGNUMERIC,"
                        + " s STRING, x BYTES, d DATE, t TIME, c DATETIME, ts TIMESTAMP, j JSON,"
                        + " g GEOGRAPHY, m INTERVAL, a ARRAY<INT64>,"
                        + " st STRUCT<city STRING, geo STRUCT<x INT64, y INT64>>,"
                        + " l ARRAY<STRUCT<k STRING>>)");
        shop.run(
                "INSERT INTO d.t VALUES (1, true, -1.5, NUMERIC '-12.345',"
                        + " BIGNUMERIC '1234567890123456789.5', 'ü', b'ab',"
                        + " DATE '1969-12-31', TIME '01:02:03.004',"
                        + " DATETIME '1969-12-31 23:59:59.999999',"
                        + " TIMESTAMP '2026-01-31 12:00:00.000001+00', JSON '{\"k\": [1]}', NULL,"
                        + " INTERVAL '1-2 3 4:5:6.5' YEAR TO SECOND, [1, 2],"
                        + " STRUCT('Rome' AS city, STRUCT(1 AS x, 2 AS y) AS geo),"
                        + " [STRUCT('p' AS k), STRUCT('q' AS k)])");
        shop.run("INSERT INTO d.t (id) VALUES (2)");
        shop.run("INSERT INTO d.t (id, st) VALUES (3, STRUCT(NULL AS city, NULL AS geo))");
        shop.run("CREATE VIEW d.v AS SELECT * FROM `shop.d.t`");
    }

    private void declare(String format, String table) {
        tables.executeSql("DROP TABLE IF EXISTS t");
        tables.executeSql(
                "CREATE TABLE t (%s) WITH ('connector' = 'bigquery', 'table-name' = 'shop.d.%s', 'scan.read-format' = '%s', %s)"
                        .formatted(FLINK_COLUMNS, table, format, shop.options()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t",
                "SELECT m, id, ts FROM t WHERE id > 1",
                "SELECT s, COUNT(*) FROM t GROUP BY s",
                "SELECT COUNT(*) FROM t",
                "SELECT l, a FROM t WHERE s = 'ü'"
            })
    void givesTheSameRows(String query) throws Exception {
        for (String table : List.of("t", "v")) {
            declare("arrow", table);
            List<String> arrow = select(query);
            declare("avro", table);

            assertThat(select(query)).isNotEmpty().isEqualTo(arrow);
        }
    }

    @Test
    void readsPartsOfColumnsInAvro() throws Exception {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT, st ROW<city STRING, geo ROW<x BIGINT, y BIGINT>>) WITH ('connector' = 'bigquery', 'table-name' = 'shop.d.t', 'scan.read-format' = 'avro', "
                        + shop.options()
                        + ")");

        assertThat(select("SELECT st.geo.y, id, st.city FROM t"))
                .containsExactly("+I[2, 1, Rome]", "+I[null, 2, null]", "+I[null, 3, null]");
    }

    private List<String> select(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> found = tables.executeSql(query).collect()) {
            found.forEachRemaining(row -> rows.add(row.toString()));
        }
        Collections.sort(rows);
        return rows;
    }
}
