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

package io.flinkbundle.connector.duckdb.table.lookup;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lookup joins in SQL. */
class DuckDbLookupITCase {

    private static final String PARTIAL =
            "'lookup.cache' = 'PARTIAL', 'lookup.partial-cache.max-rows' = '10'";
    private static final String FULL =
            "'lookup.cache' = 'FULL', 'lookup.full-cache.periodic-reload.interval' = '1 h'";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    private Path file;
    private StreamTableEnvironment tables;

    @BeforeEach
    void createTables() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("shop.duckdb"),
                        "CREATE TABLE customers (id BIGINT, region VARCHAR, name VARCHAR,"
                                + " address STRUCT(city VARCHAR, zips INTEGER[]))",
                        "INSERT INTO customers VALUES"
                                + " (1, 'eu', 'Ada', {'city': 'Rome', 'zips': [1, NULL]}),"
                                + " (1, 'us', 'Bob', NULL), (2, 'eu', 'Cleo', NULL),"
                                + " (NULL, 'eu', 'Nil', NULL)",
                        "CREATE VIEW europeans AS FROM customers WHERE region = 'eu'");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        tables = StreamTableEnvironment.create(environment);
        tables.executeSql(
                "CREATE TEMPORARY VIEW orders AS SELECT id, region, PROCTIME() AS placed FROM (VALUES"
                        + " (CAST(1 AS BIGINT), 'eu'), (2, 'us'), (3, 'eu'), (1, 'us'),"
                        + " (CAST(NULL AS BIGINT), 'eu')) AS v (id, region)");
    }

    private void declare(String options) {
        declare("'table-name' = 'customers'", options);
    }

    private void declare(String relation, String options) {
        tables.executeSql(
                "CREATE TABLE customers (id BIGINT, region STRING, name STRING,"
                        + " address ROW<city STRING, zips ARRAY<INT>>) WITH ('connector' = 'duckdb',"
                        + " 'path' = '"
                        + file
                        + "', "
                        + relation
                        + (options.isEmpty() ? "" : ", " + options)
                        + ")");
    }

    private List<String> select(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(sql).collect()) {
            result.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }

    private static String join(String type, String condition) {
        return "SELECT o.id, c.name FROM orders AS o "
                + type
                + " JOIN customers FOR SYSTEM_TIME AS OF o.placed AS c ON "
                + condition;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "'lookup.async' = 'false'", PARTIAL, FULL, "'connection.hold' = 'job'"})
    void joinsByOneColumn(String options) throws Exception {
        declare(options);

        assertThat(select(join("LEFT", "o.id = c.id")))
                .containsExactlyInAnyOrder(
                        "+I[1, Ada]",
                        "+I[1, Bob]",
                        "+I[1, Ada]",
                        "+I[1, Bob]",
                        "+I[2, Cleo]",
                        "+I[3, null]",
                        "+I[null, null]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'lookup.async' = 'false'",
                PARTIAL,
                PARTIAL + ", 'lookup.async' = 'false'",
                FULL
            })
    void joinsByTwoColumns(String options) throws Exception {
        declare(options);

        assertThat(select(join("INNER", "o.id = c.id AND o.region = c.region")))
                .containsExactlyInAnyOrder("+I[1, Ada]", "+I[1, Bob]");
    }

    @Test
    void joinsByAConstantAndWithAFurtherCondition() throws Exception {
        declare("");

        assertThat(select(join("INNER", "o.id = c.id AND c.region = 'us' AND c.name LIKE 'B%'")))
                .containsExactlyInAnyOrder("+I[1, Bob]", "+I[1, Bob]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PARTIAL, FULL})
    void bringsNestedColumns(String options) throws Exception {
        declare(options);

        assertThat(
                        select(
                                "SELECT c.address FROM orders AS o JOIN customers FOR SYSTEM_TIME"
                                        + " AS OF o.placed AS c ON o.id = c.id AND o.region = c.region"))
                .containsExactlyInAnyOrder("+I[+I[Rome, [1, null]]]", "+I[null]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'table-name' = 'europeans'",
                "'query' = 'FROM customers WHERE region = ''eu'''"
            })
    void joinsWithViewsAndQueries(String relation) throws Exception {
        declare(relation, "");

        assertThat(select(join("INNER", "o.id = c.id")))
                .containsExactlyInAnyOrder("+I[1, Ada]", "+I[1, Ada]", "+I[2, Cleo]");
    }

    @Test
    void thePlanLooksUpMoreThanOneKeyAtATime() {
        declare("");

        assertThat(tables.explainSql(join("LEFT", "o.id = c.id")))
                .contains("LookupJoin")
                .contains("async=[ORDERED");
    }

    @Test
    void aMissingColumnIsNamed() throws Exception {
        DuckDbFiles.execute(file, "ALTER TABLE customers DROP COLUMN name", "DROP VIEW europeans");
        declare("");

        assertThatThrownBy(() -> select(join("LEFT", "o.id = c.id")))
                .hasStackTraceContaining("name")
                .hasStackTraceContaining("does not exist");
    }

    @Test
    void nestedColumnsAreNoKeys() {
        declare("");

        assertThatThrownBy(
                        () ->
                                tables.explainSql(
                                        "SELECT c.name FROM (SELECT placed, ROW(region, ARRAY[1]) AS a"
                                                + " FROM orders) AS o JOIN customers FOR SYSTEM_TIME"
                                                + " AS OF o.placed AS c ON o.a = c.address"))
                .hasStackTraceContaining("cannot be looked up by column 'address'");
    }
}
