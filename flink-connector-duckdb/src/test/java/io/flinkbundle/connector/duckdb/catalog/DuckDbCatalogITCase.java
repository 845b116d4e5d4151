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

package io.flinkbundle.connector.duckdb.catalog;

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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The catalog as it is used in SQL. */
class DuckDbCatalogITCase {

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
    void createCatalog() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("shop.duckdb"),
                        "CREATE TABLE Orders (id BIGINT PRIMARY KEY, note VARCHAR, cost DECIMAL(9,2)"
                                + " NOT NULL)",
                        "COMMENT ON TABLE Orders IS 'What people''s carts became'",
                        "COMMENT ON COLUMN Orders.cost IS 'in euros'",
                        "INSERT INTO Orders VALUES (1, 'first', 9.5), (2, NULL, 1)",
                        "CREATE VIEW cheap AS FROM Orders WHERE cost < 5",
                        "CREATE SCHEMA \"Old Stuff\"",
                        "CREATE TABLE \"Old Stuff\".\"a \"\"b\"\"\" (\"x y\" INTEGER)",
                        "INSERT INTO \"Old Stuff\".\"a \"\"b\"\"\" VALUES (7)");
        use(RuntimeExecutionMode.BATCH);
    }

    private void use(RuntimeExecutionMode mode) {
        Configuration config = new Configuration();
        config.set(ExecutionOptions.RUNTIME_MODE, mode);
        tables =
                StreamTableEnvironment.create(
                        StreamExecutionEnvironment.getExecutionEnvironment(config));
        tables.executeSql("CREATE CATALOG shop WITH ('type' = 'duckdb', 'path' = '" + file + "')");
        tables.useCatalog("shop");
    }

    private List<String> rows(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(sql).collect()) {
            result.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }

    private void run(String sql) throws Exception {
        tables.executeSql(sql).await();
    }

    @Test
    void listsSchemasTablesAndViews() throws Exception {
        assertThat(rows("SHOW DATABASES")).containsExactlyInAnyOrder("+I[main]", "+I[Old Stuff]");
        assertThat(rows("SHOW TABLES")).containsExactlyInAnyOrder("+I[Orders]", "+I[cheap]");
        assertThat(rows("SHOW VIEWS")).containsExactly("+I[cheap]");
        assertThat(rows("SHOW TABLES FROM `Old Stuff`")).containsExactly("+I[a \"b\"]");
    }

    @Test
    void readsWithoutAnyDdl() throws Exception {
        assertThat(rows("SELECT * FROM Orders"))
                .containsExactlyInAnyOrder("+I[1, first, 9.50]", "+I[2, null, 1.00]");
        assertThat(rows("SELECT id FROM cheap")).containsExactly("+I[2]");
        assertThat(rows("SELECT `x y` FROM `Old Stuff`.`a \"b\"`")).containsExactly("+I[7]");
    }

    @Test
    void namesAreFoundWithoutRegardToCase() throws Exception {
        assertThat(rows("SELECT id FROM shop.MAIN.orders WHERE id = 1")).containsExactly("+I[1]");
    }

    @Test
    void describesKeysTypesAndComments() throws Exception {
        assertThat(rows("DESCRIBE Orders"))
                .containsExactly(
                        "+I[id, BIGINT, false, PRI(id), null, null, null]",
                        "+I[note, STRING, true, null, null, null, null]",
                        "+I[cost, DECIMAL(9, 2), false, null, null, null, in euros]");
        assertThat(rows("SHOW CREATE TABLE Orders").get(0))
                .contains("COMMENT 'What people''s carts became'")
                .contains("'table-name' = 'Orders'");
    }

    @Test
    void createsATableFromAQueryAndFillsIt() throws Exception {
        run("CREATE TABLE copied AS SELECT id, cost * 2 AS twice FROM Orders");
        run("INSERT INTO copied VALUES (3, 0.5)");

        assertThat(DuckDbFiles.query(file, "SELECT twice FROM copied ORDER BY id"))
                .containsExactly("19.00", "2.00", "0.50");
    }

    @Test
    void createsTablesWithKeysNestedTypesAndComments() throws Exception {
        run(
                "CREATE TABLE places (id INT NOT NULL COMMENT 'the key', tags ARRAY<STRING>,"
                        + " spot ROW<lat DOUBLE, lon DOUBLE>, PRIMARY KEY (id) NOT ENFORCED)"
                        + " COMMENT 'where'");
        run("INSERT INTO places VALUES (1, ARRAY['a', 'b'], ROW(1.5, 2.5))");

        assertThat(rows("SELECT tags, spot FROM places"))
                .containsExactly("+I[[a, b], +I[1.5, 2.5]]");
        assertThat(rows("DESCRIBE places").get(0)).contains("PRI(id)").contains("the key");
        assertThat(
                        DuckDbFiles.query(
                                file,
                                "SELECT comment FROM duckdb_tables() WHERE table_name = 'places'"))
                .containsExactly("where");
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"BATCH", "STREAMING"})
    void upsertsIntoATableWithAPrimaryKey(RuntimeExecutionMode mode) throws Exception {
        use(mode);

        run(
                "INSERT INTO Orders SELECT id, MAX(note), CAST(SUM(cost) AS DECIMAL(9, 2)) FROM"
                        + " (VALUES (CAST(1 AS BIGINT), 'again', 2.5), (5, 'new', 1.5),"
                        + " (5, 'newer', 1.5)) AS v (id, note, cost) GROUP BY id");

        assertThat(DuckDbFiles.query(file, "SELECT concat(id, note, cost) FROM Orders ORDER BY id"))
                .containsExactly("1again2.50", "21.00", "5newer3.00");
    }

    @Test
    void altersTables() throws Exception {
        run("ALTER TABLE `Old Stuff`.`a \"b\"` RENAME TO numbers");
        tables.useDatabase("Old Stuff");

        run("ALTER TABLE numbers ADD (name STRING COMMENT 'a word', rate FLOAT)");
        run("ALTER TABLE numbers MODIFY rate DOUBLE");
        run("ALTER TABLE numbers RENAME `x y` TO x");
        run("ALTER TABLE numbers DROP name");

        assertThat(rows("DESCRIBE numbers"))
                .containsExactly(
                        "+I[x, INT, true, null, null, null]",
                        "+I[rate, DOUBLE, true, null, null, null]");
        assertThat(rows("SELECT * FROM numbers")).containsExactly("+I[7, null]");
    }

    @Test
    void createsAndDropsSchemas() throws Exception {
        run("CREATE DATABASE extra");
        run("CREATE DATABASE IF NOT EXISTS EXTRA");
        run("CREATE TABLE extra.t (i INT)");

        assertThatThrownBy(() -> run("DROP DATABASE extra RESTRICT"))
                .hasStackTraceContaining("is not empty");
        run("DROP DATABASE extra CASCADE");
        run("DROP DATABASE IF EXISTS extra");

        assertThat(DuckDbFiles.query(file, "SELECT schema_name FROM duckdb_schemas()"))
                .doesNotContain("extra");
    }

    @Test
    void dropsTablesAndViews() throws Exception {
        run("DROP TABLE cheap");
        run("DROP TABLE Orders");
        run("DROP TABLE IF EXISTS Orders");

        assertThat(rows("SHOW TABLES")).isEmpty();
    }

    @Test
    void hidesTheConnectorsOwnTables() throws Exception {
        run("INSERT INTO Orders VALUES (9, 'n', 1)");

        assertThat(DuckDbFiles.query(file, "SELECT table_name FROM duckdb_tables()"))
                .contains("__flink_commits");
        assertThat(rows("SHOW TABLES")).containsExactlyInAnyOrder("+I[Orders]", "+I[cheap]");
        assertThatThrownBy(() -> rows("SELECT * FROM __flink_commits"))
                .hasStackTraceContaining("not found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (a INT, b AS a + 1) | columns [b] are computed or metadata columns",
                "CREATE TABLE t (ts TIMESTAMP(3), WATERMARK FOR ts AS ts) | it has a WATERMARK",
                "CREATE TABLE t (a INT) PARTITIONED BY (a) | PARTITIONED BY [a]",
                "CREATE TABLE t (a INT) WITH ('sink.parallelism' = '2') | options [sink.parallelism]",
                "CREATE VIEW v AS SELECT 1 AS i | it is a view",
                "ALTER TABLE Orders ADD (later AS id + 1) | it has to be a physical column",
                "ALTER TABLE Orders ADD (first_one INT FIRST) | altered by AddColumn",
                "CREATE DATABASE d COMMENT 'x' | properties or a comment",
                "CREATE FUNCTION f AS 'java.lang.String' | CREATE TEMPORARY FUNCTION",
                "CREATE TABLE Orders (a INT) | already exist",
                "DROP TABLE missing | does not exist",
                "ALTER TABLE Orders RENAME TO CHEAP | already exist"
            })
    void refusesWhatAFileCannotKeep(String sql, String reason) {
        assertThatThrownBy(() -> run(sql)).hasStackTraceContaining(reason.strip());
    }

    @Test
    void likeAnotherTableOfTheCatalogTakesItsColumns() throws Exception {
        run("CREATE TABLE later LIKE Orders");

        assertThat(rows("DESCRIBE later")).hasSize(3);
        assertThat(rows("SELECT * FROM later")).isEmpty();
    }

    @Test
    void hintsSetWhatTheCatalogDoesNot() throws Exception {
        assertThat(rows("SELECT id FROM Orders /*+ OPTIONS('scan.partition.strategy' = 'none') */"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE t (i INT)", "CREATE DATABASE d"})
    void aMissingFileIsEmptyAndComesWithTheFirstChange(String change) throws Exception {
        Path missing = folder.resolve("new.duckdb");
        tables.executeSql(
                "CREATE CATALOG fresh WITH ('type' = 'duckdb', 'path' = '" + missing + "')");
        tables.useCatalog("fresh");

        assertThat(rows("SHOW TABLES")).isEmpty();
        assertThat(missing).doesNotExist();
        run(change);
        assertThat(missing).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'default-database' = 'nowhere' | Set 'default-database' to one of",
                "'memory-limits' = '1 gb' | Unsupported options",
                "'threads' = '0' | has to be more than zero"
            })
    void aWrongCatalogIsRefused(String option, String reason) {
        assertThatThrownBy(
                        () ->
                                tables.executeSql(
                                        "CREATE CATALOG wrong WITH ('type' = 'duckdb', 'path' = '"
                                                + file
                                                + "', "
                                                + option
                                                + ")"))
                .hasStackTraceContaining(reason.strip());
    }
}
