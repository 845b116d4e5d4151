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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbTableITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    private Path file;
    private TableEnvironment tables;

    @BeforeEach
    void createTable() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("shop.duckdb"),
                        "CREATE TABLE Orders (\"Note\" VARCHAR, amount DECIMAL(10,2), id BIGINT,"
                                + " placed TIMESTAMP)",
                        "INSERT INTO Orders VALUES ('first', 9.99, 1, '2024-01-01 12:00:00'),"
                                + " (NULL, NULL, 2, NULL)",
                        "CREATE TABLE many AS SELECT range AS id FROM range(200000)");
        Configuration config = new Configuration();
        config.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        tables =
                StreamTableEnvironment.create(
                        StreamExecutionEnvironment.getExecutionEnvironment(config));
    }

    @Test
    void columnsAreFoundByNameWithoutRegardToCaseAndOrder() throws Exception {
        declare(
                "orders",
                "ID BIGINT, note STRING, placed TIMESTAMP(3), amount DECIMAL(12, 2)",
                "'table-name' = 'ORDERS'");

        assertThat(select("SELECT * FROM orders"))
                .containsExactlyInAnyOrder(
                        "+I[1, first, 2024-01-01T12:00, 9.99]", "+I[2, null, null, null]");
    }

    @Test
    void foreignNamesOfTheOptionsAreUnderstood() throws Exception {
        tables.executeSql(
                "CREATE TABLE orders (id BIGINT) WITH ('connector' = 'duckdb', 'database' = '"
                        + file
                        + "', 'table' = 'orders')");

        assertThat(select("SELECT id FROM orders")).containsExactlyInAnyOrder("+I[1]", "+I[2]");
    }

    @Test
    void onlyTheColumnsOfTheQueryAreRead() throws Exception {
        declare("orders", "id BIGINT, note STRING, amount DECIMAL(10, 2)", orders());

        assertThat(tables.explainSql("SELECT note FROM orders")).contains("project=[note]");
        assertThat(select("SELECT note FROM orders WHERE id = 1")).containsExactly("+I[first]");
    }

    @Test
    void onlyTheFieldsOfTheQueryAreRead() throws Exception {
        DuckDbFiles.execute(
                file,
                "CREATE TABLE people (id INTEGER, address STRUCT(\"City\" VARCHAR, geo"
                        + " STRUCT(seen TIMESTAMP, unread BIT), tags VARCHAR[]))",
                "INSERT INTO people VALUES (1, {'City': 'Rome', 'geo': {'seen':"
                        + " '2024-01-01 12:00:00', 'unread': '1'}, 'tags': ['a', NULL]}),"
                        + " (2, NULL), (3, {'City': NULL, 'geo': NULL, 'tags': []})");
        declare(
                "people",
                "id INT, address ROW<city STRING, geo ROW<seen TIMESTAMP(3)>, tags ARRAY<STRING>>",
                "'table-name' = 'people'");
        String query =
                "SELECT p.address.geo.seen, p.id, p.address.city, p.address.tags FROM people p";

        assertThat(tables.explainSql(query))
                .contains("project=[address_geo_seen, address_city, address_tags, id]");
        assertThat(select(query))
                .containsExactlyInAnyOrder(
                        "+I[2024-01-01T12:00, 1, Rome, [a, null]]",
                        "+I[null, 2, null, null]",
                        "+I[null, 3, null, []]");
    }

    @Test
    void aFieldOfTheQueryThatIsMissingIsNamed() throws Exception {
        DuckDbFiles.execute(file, "CREATE TABLE people (address STRUCT(city VARCHAR))");
        declare("people", "address ROW<city STRING, street STRING>", "'table-name' = 'people'");

        assertThat(select("SELECT p.address.city FROM people p")).isEmpty();
        assertThatThrownBy(() -> select("SELECT p.address.street FROM people p"))
                .hasStackTraceContaining("column 'address.street'")
                .hasStackTraceContaining("does not exist");
    }

    @Test
    void fieldsOfTheQueryAreAggregatedByFlink() throws Exception {
        DuckDbFiles.execute(
                file,
                "CREATE TABLE people AS SELECT {'age': range % 5} AS address FROM range(1000)");
        declare("people", "address ROW<age BIGINT>", "'table-name' = 'people'");

        assertThat(select("SELECT SUM(p.address.age), MAX(p.address.age) FROM people p"))
                .containsExactly("+I[2000, 4]");
    }

    @Test
    void rowsAreCountedWithoutReadingAColumn() throws Exception {
        declare("many", "id BIGINT", "'table-name' = 'many'");

        assertThat(select("SELECT count(*) FROM many")).containsExactly("+I[200000]");
    }

    @Test
    void aLimitReachesTheTable() throws Exception {
        declare("many", "id BIGINT", "'table-name' = 'many'");

        assertThat(tables.explainSql("SELECT id FROM many LIMIT 3")).contains("limit=[3]");
        assertThat(select("SELECT id FROM many LIMIT 3")).hasSize(3);
    }

    @Test
    void theResultOfAQueryIsReadLikeATable() throws Exception {
        declare(
                "sums",
                "digit BIGINT, total DECIMAL(38, 0)",
                "'query' = 'SELECT id % 10 AS digit, sum(id) AS total FROM many GROUP BY ALL'");

        assertThat(select("SELECT total FROM sums WHERE digit = 3"))
                .containsExactly("+I[1999960000]");
    }

    @ParameterizedTest
    @CsvSource({"hash", "range", "auto"})
    void readersShareAView(String strategy) throws Exception {
        DuckDbFiles.execute(file, "CREATE VIEW few AS SELECT id, id % 7 AS rest FROM many");
        declare(
                "few",
                "id BIGINT",
                "'table-name' = 'few', 'scan.partition.strategy' = '"
                        + strategy
                        + "', 'scan.partition.column' = 'rest',"
                        + " 'scan.partition.size' = '50000', 'scan.parallelism' = '2'");

        assertThat(select("SELECT count(*), count(DISTINCT id), sum(id) FROM few"))
                .containsExactly("+I[200000, 200000, 19999900000]");
    }

    @Test
    void aQueryThatDuckDbRejectsFailsWithTheNameOfTheOption() {
        declare("t", "id BIGINT", "'query' = 'SELECT id FROM nowhere'");

        assertThatThrownBy(() -> select("SELECT id FROM t"))
                .hasStackTraceContaining("option 'query'")
                .hasStackTraceContaining("nowhere does not exist");
    }

    @Test
    void aMissingFileFailsTheQueryWithPathAndHost() {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'duckdb', 'path' = '"
                        + folder.resolve("missing.duckdb")
                        + "', 'table-name' = 't')");

        assertThatThrownBy(() -> select("SELECT id FROM t"))
                .hasStackTraceContaining("missing.duckdb' does not exist on host");
    }

    @Test
    void aMissingTableFailsTheQueryWithItsName() {
        declare("t", "id BIGINT", "'table-name' = 'nowhere', 'schema' = 'main'");

        assertThatThrownBy(() -> select("SELECT id FROM t"))
                .hasStackTraceContaining("table 'main.nowhere'")
                .hasStackTraceContaining("no such table");
    }

    @Test
    void anUnknownSettingFailsTheQueryWithItsName() {
        declare("t", "id BIGINT", orders() + ", 'properties.warp_speed' = '9'");

        assertThatThrownBy(() -> select("SELECT id FROM t")).hasStackTraceContaining("warp_speed");
    }

    private static String orders() {
        return "'table-name' = 'orders'";
    }

    private void declare(String name, String columns, String options) {
        tables.executeSql(
                String.format(
                        "CREATE TABLE %s (%s) WITH ('connector' = 'duckdb', 'path' = '%s', %s)",
                        name, columns, file, options));
    }

    private List<String> select(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(query).collect()) {
            result.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }
}
