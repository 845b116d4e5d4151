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

package io.flinkbundle.connector.duckdb.table.pushdown;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Aggregates that DuckDB computes, split by split, are those that Flink computes. */
class AggregateITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final String COLUMNS =
            "id BIGINT, flag BOOLEAN, tiny TINYINT, num INT, big BIGINT, d DOUBLE, name STRING,"
                    + " code STRING, born DATE, `at` TIME, ts TIMESTAMP(6), ts3 TIMESTAMP(3),"
                    + " nothing INT";

    @TempDir private static Path folder;

    @BeforeAll
    static void createRows() throws Exception {
        DuckDbFiles.execute(
                folder.resolve("t.duckdb"),
                "CREATE TABLE t AS SELECT range AS id,"
                        + " CASE range % 3 WHEN 0 THEN NULL ELSE range % 3 = 1 END AS flag,"
                        + " (range % 255 - 127)::TINYINT AS tiny,"
                        + " CASE WHEN range % 7 = 0 THEN NULL ELSE 2147483647 - range END::INTEGER"
                        + " AS num, 9223372036854775807 - range % 5 AS big,"
                        + " CASE range % 4 WHEN 0 THEN 'NaN' WHEN 1 THEN '-0.0' ELSE '0' END::DOUBLE"
                        + " AS d, CASE range % 5 WHEN 0 THEN 'a' WHEN 1 THEN 'A' WHEN 2 THEN 'b'"
                        + " WHEN 3 THEN '' END AS name, (range % 3)::VARCHAR::ENUM('2', '1', '0')"
                        + " AS code, DATE '2024-01-01' + (range % 10)::INTEGER AS born,"
                        + " TIME '00:00:00' + to_microseconds(range % 9 * 1500) AS at,"
                        + " TIMESTAMP '1969-12-31 23:59:59.999' + to_microseconds(range % 3000)"
                        + " AS ts, ts AS ts3, NULL::INTEGER AS nothing FROM range(300000)",
                "CREATE TABLE folded(id BIGINT, name VARCHAR COLLATE NOCASE)",
                "INSERT INTO folded SELECT id, name FROM t",
                "CREATE VIEW v AS FROM t",
                "CREATE TABLE nobody AS FROM t LIMIT 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*), sum(num), min(num), max(num), count(num), avg(num) FROM t",
                "SELECT sum(big), avg(big), min(big), sum(tiny), avg(tiny), max(tiny) FROM t",
                "SELECT sum(nothing), min(nothing), avg(nothing), count(nothing), count(*) FROM t",
                "SELECT min(born), max(`at`), min(ts), max(ts), min(ts3), max(ts3) FROM t",
                "SELECT name, sum(id), count(num) FROM t GROUP BY name",
                "SELECT code, flag, max(id), count(*) FROM t GROUP BY code, flag",
                "SELECT ts3, count(*), sum(id) FROM t GROUP BY ts3",
                "SELECT born, `at`, sum(num) FROM t WHERE id > 200000 GROUP BY born, `at`",
                "SELECT sum(id), count(*) FROM t WHERE name = 'A' AND num < 2147400000",
                "SELECT count(*), sum(id) FROM nobody",
                "SELECT name, sum(id) FROM nobody GROUP BY name",
                "SELECT count(*) FROM t",
                "SELECT flag, sum(id), avg(num) FROM v GROUP BY flag",
                "SELECT name, sum(id), count(name) FROM folded GROUP BY name",
                "SELECT sum(x), max(y) FROM (SELECT num AS x, num AS y FROM t)",
                "SELECT num, name, sum(num) FROM (SELECT name, num FROM t WHERE id < 999)"
                        + " GROUP BY num, name"
            })
    void duckDbComputesTheSame(String query) throws Exception {
        TableEnvironment pushing = tables(true);

        assertThat(pushing.explainSql(query)).contains("aggFunctions=[");
        assertThat(rows(pushing, query))
                .containsExactlyInAnyOrderElementsOf(rows(tables(false), query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT sum(d) FROM t",
                "SELECT min(d) FROM t",
                "SELECT avg(d) FROM t",
                "SELECT d, sum(id) FROM t GROUP BY d",
                "SELECT min(name) FROM t",
                "SELECT count(NULLIF(num, 1)) FROM t",
                "SELECT count(num) FROM t",
                "SELECT UPPER(name) AS name, count(*) FROM t GROUP BY UPPER(name)",
                "SELECT name, count(*) FROM t GROUP BY name",
                "SELECT sum(id + 1) FROM t",
                "SELECT count(DISTINCT name), sum(id) FROM t",
                "SELECT sum(id) FILTER (WHERE flag) FROM t",
                "SELECT sum(id) FROM t WHERE UPPER(name) = 'A'",
                "SELECT count(*) FROM (SELECT id FROM t LIMIT 10)"
            })
    void flinkComputesTheRest(String query) throws Exception {
        TableEnvironment pushing = tables(true);

        assertThat(pushing.explainSql(query)).doesNotContain("aggFunctions=[");
        assertThat(rows(pushing, query))
                .containsExactlyInAnyOrderElementsOf(rows(tables(false), query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"avg(price)", "sum(price), count(*)"})
    void aTableWithDecimalsIsStillPlanned(String aggregates) throws Exception {
        TableEnvironment tables = tables(true);
        declare(tables, "priced", "id BIGINT, price DECIMAL(38, 0)", "t");
        String query = "SELECT " + aggregates + " FROM priced";

        assertThat(tables.explainSql(query)).doesNotContain("aggFunctions=[");
    }

    private static TableEnvironment tables(boolean pushing) {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        // Of an empty table, Flink would not aggregate twice.
        tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        // A DECIMAL, even one that nobody reads, leaves all aggregates to Flink.
        String rest = pushing ? "" : ", unused DECIMAL(1, 0)";
        declare(tables, "t", COLUMNS + rest, "t");
        declare(tables, "v", COLUMNS + rest, "v");
        declare(tables, "nobody", COLUMNS + rest, "nobody");
        declare(tables, "folded", "id BIGINT, name STRING" + rest, "folded");
        return tables;
    }

    private static void declare(
            TableEnvironment tables, String name, String columns, String table) {
        tables.executeSql(
                String.format(
                        "CREATE TABLE %s (%s) WITH ('connector' = 'duckdb', 'path' = '%s',"
                                + " 'table-name' = '%s', 'scan.partition.size' = '122880')",
                        name, columns, folder.resolve("t.duckdb"), table));
    }

    private static List<String> rows(TableEnvironment tables, String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(query).collect()) {
            result.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }
}
