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

package io.flinkbundle.connector.duckdb.tpch;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The 22 queries of TPC-H through Flink SQL, each answer compared with DuckDB's own on the same
 * file. Every query orders its rows totally, so that both bring them in one order.
 */
class TpchITCase {

    /** Of averages and quotients, which are doubles in DuckDB and decimals of six digits here. */
    private static final double TOLERANCE = 1e-5;

    private static final int SLOTS = 2;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(SLOTS)
                            .setConfiguration(clusterConfiguration())
                            .build());

    @TempDir private static Path folder;

    private static Path file;

    private TableEnvironment tables;

    private static Configuration clusterConfiguration() {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        return configuration;
    }

    @BeforeAll
    static void generate() throws Exception {
        file = folder.resolve("tpch.duckdb");
        TpchTables.generate(file);
    }

    @BeforeEach
    void declare() {
        Configuration config = new Configuration();
        config.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(config);
        environment.setParallelism(SLOTS);
        tables = StreamTableEnvironment.create(environment);
        TpchTables.declare(tables, file);
    }

    @ParameterizedTest
    @CsvSource({
        "region, 5",
        "nation, 25",
        "supplier, 1000",
        "part, 20000",
        "partsupp, 80000",
        "customer, 15000",
        "orders, 150000",
        "lineitem, 600148"
    })
    void allRowsOfATableAreRead(String table, long rows) throws Exception {
        assertThat(DuckDbFiles.query(file, "SELECT count(*) FROM " + table))
                .containsExactly(Long.toString(rows));
        assertThat(flink("SELECT COUNT(*) FROM " + table)).containsExactly(List.of(rows));
    }

    static IntStream queries() {
        return IntStream.rangeClosed(1, 22);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void answersAsDuckDbDoes(int number) throws Exception {
        String query = TpchTables.query(number);

        List<List<Object>> expected = duckDb(query);
        List<List<Object>> actual = flink(query);

        assertThat(expected).isNotEmpty();
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            assertEqual(actual.get(row), expected.get(row));
        }
    }

    private static void assertEqual(List<Object> actual, List<Object> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int column = 0; column < expected.size(); column++) {
            Object value = actual.get(column);
            if (expected.get(column) instanceof Double approximate) {
                assertThat(((Number) value).doubleValue())
                        .isCloseTo(
                                approximate,
                                within(TOLERANCE * Math.max(1, Math.abs(approximate))));
            } else if (expected.get(column) instanceof Number exact) {
                assertThat(decimal((Number) value)).isEqualByComparingTo(decimal(exact));
            } else {
                assertThat(value).isEqualTo(expected.get(column));
            }
        }
    }

    private static BigDecimal decimal(Number exact) {
        return new BigDecimal(exact.toString());
    }

    private List<List<Object>> flink(String query) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(query).collect()) {
            result.forEachRemaining(
                    row ->
                            rows.add(
                                    IntStream.range(0, row.getArity())
                                            .mapToObj(row::getField)
                                            .toList()));
        }
        return rows;
    }

    private static List<List<Object>> duckDb(String query) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = DuckDbFiles.connect(file, new Properties());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.add(value instanceof Date date ? date.toLocalDate() : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
