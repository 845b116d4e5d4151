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

import io.flinkbundle.connector.common.testing.OptionContract;
import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.table.DuckDbConnectorOptions;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotPartitionedException;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataBase;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataDate;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataDouble;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataLong;
import org.apache.flink.table.factories.FactoryUtil;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbCatalogTest {

    private static final ObjectPath TABLE = new ObjectPath("main", "t");

    @TempDir private Path folder;

    private Path file;
    private final Map<String, String> options = new HashMap<>();

    @BeforeEach
    void createFile() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("c.duckdb"),
                        "CREATE TABLE t (i INTEGER, d DOUBLE, s VARCHAR, day DATE)",
                        "INSERT INTO t VALUES (3, 0.5, 'x', '2024-01-01'), (-1, NULL, NULL, NULL)",
                        "CREATE VIEW v AS FROM t");
        options.put("type", "duckdb");
        options.put("path", file.toString());
    }

    private Catalog open() {
        Catalog catalog =
                FactoryUtil.createCatalog(
                        "c", options, new Configuration(), getClass().getClassLoader());
        catalog.open();
        return catalog;
    }

    @Test
    void optionsAreDescribedAndDocumented() {
        DuckDbCatalogFactory factory = new DuckDbCatalogFactory();

        OptionContract.assertComplete(factory, DuckDbCatalogOptions.class);
        OptionContract.assertDocumented(
                factory,
                Path.of("../docs/duckdb.md"),
                "catalog-options",
                DuckDbCatalogOptions.class,
                DuckDbConnectorOptions.class);
    }

    @Test
    void tablesGetTheOptionsOfTheCatalog() throws Exception {
        options.put("memory-limit", "256 mb");
        options.put("properties.temp_directory", "/scratch");
        options.put("default-database", "main");

        CatalogBaseTable table = open().getTable(TABLE);

        assertThat(table.getOptions())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "connector", "duckdb",
                                "path", file.toString(),
                                "schema", "main",
                                "table-name", "t",
                                "memory-limit", "256 mb",
                                "properties.temp_directory", "/scratch"));
    }

    @Test
    void tellsCountsAndBounds() throws Exception {
        Catalog catalog = open();

        Map<String, CatalogColumnStatisticsDataBase> columns =
                catalog.getTableColumnStatistics(TABLE).getColumnStatisticsData();

        assertThat(catalog.getTableStatistics(TABLE).getRowCount()).isEqualTo(2);
        assertThat(columns).containsOnlyKeys("i", "d", "day");
        CatalogColumnStatisticsDataLong i = (CatalogColumnStatisticsDataLong) columns.get("i");
        assertThat(i.getMin()).isEqualTo(-1);
        assertThat(i.getMax()).isEqualTo(3);
        assertThat(i.getNullCount()).isZero();
        CatalogColumnStatisticsDataDouble d = (CatalogColumnStatisticsDataDouble) columns.get("d");
        assertThat(d.getMin()).isEqualTo(0.5);
        assertThat(d.getNullCount()).isEqualTo(1);
        CatalogColumnStatisticsDataDate day = (CatalogColumnStatisticsDataDate) columns.get("day");
        assertThat(day.getMax().getDaysSinceEpoch()).isEqualTo(19723);
    }

    @Test
    void anEmptyTableHasNoBounds() throws Exception {
        DuckDbFiles.execute(file, "DELETE FROM t");

        CatalogColumnStatisticsDataLong i =
                (CatalogColumnStatisticsDataLong)
                        open().getTableColumnStatistics(TABLE).getColumnStatisticsData().get("i");

        assertThat(i.getMin()).isNull();
        assertThat(i.getNullCount()).isZero();
    }

    @Test
    void nothingIsKnownOfAView() throws Exception {
        assertThat(open().getTableStatistics(new ObjectPath("main", "v")).getRowCount())
                .isNegative();
    }

    @Test
    void missingThingsAreNamedAsFlinkNamesThem() throws Exception {
        Catalog catalog = open();

        assertThatThrownBy(() -> catalog.listTables("nowhere"))
                .isInstanceOf(DatabaseNotExistException.class);
        assertThatThrownBy(() -> catalog.getTable(new ObjectPath("main", "nothing")))
                .isInstanceOf(TableNotExistException.class);
        assertThatThrownBy(() -> catalog.listPartitions(TABLE))
                .isInstanceOf(TableNotPartitionedException.class);
        assertThat(catalog.listFunctions("main")).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAtOnce() throws Exception {
        Files.writeString(file, "id,name\n1,one\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("not a DuckDB database");
    }

    @Test
    void aFailedChangeLeavesNothingBehind() throws Exception {
        Catalog catalog = open();
        DuckDbFiles.execute(file, "CREATE INDEX by_i ON t (i)");

        assertThatThrownBy(() -> catalog.renameTable(TABLE, "u", false))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("rename table 'main.t'");

        assertThat(catalog.listTables("main")).containsExactly("t", "v");
    }
}
