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

import io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions;
import io.flinkbundle.connector.bigquery.testing.EmulatedProject;
import io.flinkbundle.connector.common.testing.OptionContract;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;
import io.flinkbundle.emulators.bigquery.call.Operation;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class BigQueryCatalogITCase {

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
    void createCatalog() {
        shop = new EmulatedProject(SERVER.emulator(), "shop");
        shop.run("CREATE SCHEMA sales");
        shop.run(
                "CREATE TABLE sales.orders (id INT64, name STRING, price NUMERIC(10, 2), tags"
                        + " ARRAY<STRING>, address STRUCT<city STRING, zip INT64>, ordered"
                        + " TIMESTAMP NOT NULL, PRIMARY KEY (id) NOT ENFORCED) PARTITION BY"
                        + " DATE(ordered) CLUSTER BY name OPTIONS (description = 'All of them')");
        shop.run(
                "INSERT INTO sales.orders VALUES (1, 'a', 9.5, ['x'], STRUCT('Rome' AS city, 7 AS zip), TIMESTAMP"
                        + " '2026-01-31 12:00:00+00')");
        shop.run("CREATE VIEW sales.names AS SELECT name FROM `shop.sales.orders`");
        create("sales");
        tables.useCatalog("bq");
    }

    private void create(String dataset) {
        tables.executeSql(
                "CREATE CATALOG bq WITH ('type' = 'bigquery', 'project' = 'shop',"
                        + " 'default-database' = '"
                        + dataset
                        + "', 'temp-gcs-bucket' = 'staging', 'endpoint.storage' = '"
                        + SERVER.emulator().restUrl()
                        + "', "
                        + shop.options()
                        + ")");
    }

    @Test
    void optionsAreDescribedAndDocumented() {
        BigQueryCatalogFactory factory = new BigQueryCatalogFactory();

        OptionContract.assertComplete(factory, BigQueryCatalogOptions.class);
        OptionContract.assertDocumented(
                factory,
                Path.of("..", "docs", "bigquery.md"),
                "catalog-options",
                BigQueryCatalogOptions.class,
                BigQueryConnectorOptions.class);
    }

    @Test
    void showsDatasetsTablesViewsAndColumns() {
        assertThat(tables.listDatabases()).contains("sales");
        assertThat(tables.listTables()).contains("names", "orders");
        assertThat(tables.listViews()).containsExactly("names");
        assertThat(
                        rows("DESCRIBE orders").stream()
                                .map(row -> row.getField(0) + " " + row.getField(1)))
                .containsExactly(
                        "id BIGINT",
                        "name STRING",
                        "price DECIMAL(10, 2)",
                        "tags ARRAY<STRING NOT NULL>",
                        "address ROW<`city` STRING, `zip` BIGINT>",
                        "ordered TIMESTAMP_LTZ(6)");
        assertThat(rows("SHOW CREATE TABLE orders").get(0).toString())
                .contains(
                        "PRIMARY KEY (`id`) NOT ENFORCED",
                        "COMMENT 'All of them'",
                        "'sink.create.partition-field' = 'ordered'",
                        "'sink.create.partition-type' = 'day'",
                        "'sink.create.clustering' = 'name'");
    }

    @Test
    void readsTablesAndViewsAndWritesByTheirKey() throws Exception {
        tables.executeSql(
                        "INSERT INTO orders VALUES (1, 'b', 1.25, ARRAY['y'], ROW('Bonn', 8),"
                                + " TO_TIMESTAMP_LTZ(0, 3))")
                .await();

        assertThat(rows("SELECT id, name, price, address.city FROM orders"))
                .extracting(Row::toString)
                .containsExactly("+I[1, b, 1.25, Bonn]");
        assertThat(rows("SELECT name FROM names")).containsExactly(Row.of("b"));
    }

    @Test
    void readsADatasetOfAnotherProject() {
        EmulatedProject other = new EmulatedProject(SERVER.emulator(), "other");
        other.run("CREATE SCHEMA d");
        other.run("CREATE TABLE d.t AS SELECT 7 AS n");
        other.run("CREATE VIEW d.v AS SELECT n + 1 AS n FROM `other.d.t`");

        assertThat(rows("SELECT n FROM `other.d`.t")).containsExactly(Row.of(7L));
        assertThat(rows("SELECT n FROM `other.d`.v")).containsExactly(Row.of(8L));
        assertThat(
                        new EmulatedProject(SERVER.emulator(), "shop")
                                .service()
                                .getDataset("flink_temp"))
                .isNotNull();
    }

    @Test
    void createsAltersWritesAndDropsTables() throws Exception {
        tables.executeSql("CREATE DATABASE archive");
        tables.executeSql(
                "CREATE TABLE archive.days (d DATE NOT NULL, n INT, PRIMARY KEY (d) NOT ENFORCED)"
                        + " COMMENT 'By day' WITH ('sink.create.partition-field' = 'd',"
                        + " 'sink.create.partition-type' = 'month', 'sink.create.expiration' ="
                        + " '400 d', 'sink.create.clustering' = 'n;d')");
        tables.executeSql("ALTER TABLE archive.days ADD (note STRING)");
        tables.executeSql("INSERT INTO archive.days VALUES (DATE '2026-01-31', 1, 'first')")
                .await();

        assertThat(rows("SELECT * FROM archive.days"))
                .extracting(Row::toString)
                .containsExactly("+I[2026-01-31, 1, first]");
        StandardTableDefinition found =
                shop.service().getTable(TableId.of("archive", "days")).getDefinition();
        assertThat(found.getTimePartitioning().getField()).isEqualTo("d");
        assertThat(found.getTimePartitioning().getType().name()).isEqualTo("MONTH");
        assertThat(found.getClustering().getFields()).containsExactly("n", "d");
        assertThat(shop.service().getTable(TableId.of("archive", "days")).getDescription())
                .isEqualTo("By day");

        assertThatThrownBy(() -> tables.executeSql("DROP DATABASE archive RESTRICT"))
                .hasStackTraceContaining("is not empty");
        tables.executeSql("DROP TABLE archive.days");
        assertThat(tables.listTables("bq", "archive")).isEmpty();
        tables.executeSql("DROP DATABASE archive");
        assertThat(tables.listDatabases()).doesNotContain("archive");
    }

    @Test
    void createsATableFromAQueryAndLikeAnother() throws Exception {
        tables.executeSql("CREATE TABLE copy AS SELECT id, name FROM orders").await();
        tables.executeSql("CREATE TABLE likewise LIKE orders");

        assertThat(rows("SELECT * FROM copy")).containsExactly(Row.of(1L, "a"));
        assertThat(rows("SHOW CREATE TABLE likewise").get(0).toString())
                .contains("'table-name' = 'shop.sales.likewise'", "PRIMARY KEY (`id`)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CREATE TABLE x (n INT) WITH ('scan.max-streams' = '1') | options [scan.max-streams]",
                "CREATE TABLE x (n INT, m AS n + 1) | column 'm' is a computed",
                "CREATE TABLE x (n INT) PARTITIONED BY (n) | 'sink.create.partition-field'",
                "CREATE TABLE x (n ARRAY<ARRAY<INT>>) | is an array of arrays",
                "CREATE VIEW x AS SELECT 1 AS n | CREATE TEMPORARY VIEW",
                "CREATE TABLE missing.x (n INT) | missing does not exist",
                "CREATE DATABASE `a-b` | is no name of a dataset",
                "ALTER TABLE orders DROP (name) | only columns that may be NULL can be added",
                "ALTER TABLE orders ADD (z INT NOT NULL) | only columns that may be NULL",
                "ALTER TABLE orders RENAME TO other | RENAME TO in BigQuery",
                "SELECT * FROM missing | 'missing' not found",
                "SELECT * FROM `sales.x`.`y/z` | not found"
            })
    void refusesWhatTheServiceCannotKeep(String statement, String message) {
        assertThatThrownBy(() -> tables.executeSql(statement)).hasStackTraceContaining(message);
    }

    @Test
    void knowsHowManyRowsThereAre() throws Exception {
        Catalog catalog = tables.getCatalog("bq").orElseThrow();

        assertThat(catalog.getTableStatistics(new ObjectPath("sales", "orders")).getRowCount())
                .isEqualTo(1);
        assertThat(catalog.getTableStatistics(new ObjectPath("sales", "names")).getRowCount())
                .isEqualTo(-1);
    }

    @Test
    void saysWhatIsWrongWithTheService() {
        tables.useCatalog("default_catalog");
        tables.executeSql("DROP CATALOG bq");

        assertThatThrownBy(() -> create("nowhere"))
                .hasStackTraceContaining("Project 'shop' has no dataset 'nowhere'")
                .hasStackTraceContaining("one of [");

        SERVER.emulator().faults().on(Operation.DATASETS_GET).always().fail(403, "accessDenied");
        assertThatThrownBy(() -> create("sales"))
                .hasStackTraceContaining("Could not find dataset shop.sales")
                .hasStackTraceContaining("the roles that the documentation names");
    }

    private List<Row> rows(String sql) {
        List<Row> rows = new ArrayList<>();
        CloseableIterator<Row> result = tables.executeSql(sql).collect();
        result.forEachRemaining(rows::add);
        return rows;
    }
}
