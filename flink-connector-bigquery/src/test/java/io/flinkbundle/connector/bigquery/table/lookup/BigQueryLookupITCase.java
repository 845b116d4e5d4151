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

package io.flinkbundle.connector.bigquery.table.lookup;

import io.flinkbundle.connector.bigquery.testing.EmulatedProject;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;
import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.fault.PlacedFault;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lookup joins in SQL. */
@Timeout(120)
class BigQueryLookupITCase {

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

    @RegisterExtension
    static final BigQueryEmulatorExtension SERVER = new BigQueryEmulatorExtension();

    private EmulatedProject shop;
    private StreamTableEnvironment tables;

    @BeforeEach
    void createTables() {
        shop = new EmulatedProject(SERVER.emulator(), "shop");
        shop.run("CREATE SCHEMA d");
        shop.run(
                "CREATE TABLE d.customers (id INT64, region STRING, name STRING, address"
                        + " STRUCT<city STRING, zips ARRAY<INT64>>)");
        shop.run(
                "INSERT INTO d.customers VALUES (1, 'eu', 'Ada', STRUCT('Rome' AS city, [1, 2] AS"
                        + " zips)), (1, 'us', 'Bob', NULL), (2, 'eu', 'Cleo', NULL), (NULL, 'eu',"
                        + " 'Nil', NULL)");
        shop.run("CREATE VIEW d.europeans AS SELECT * FROM `shop.d.customers` WHERE region = 'eu'");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        tables = StreamTableEnvironment.create(environment);
        tables.executeSql(
                "CREATE TEMPORARY VIEW orders AS SELECT id, region, PROCTIME() AS placed FROM"
                        + " (VALUES (CAST(1 AS BIGINT), 'eu'), (2, 'us'), (3, 'eu'), (1, 'us'),"
                        + " (CAST(NULL AS BIGINT), 'eu')) AS v (id, region)");
    }

    private void declare(String options) {
        declare("'table-name' = 'shop.d.customers'", options);
    }

    private void declare(String relation, String options) {
        tables.executeSql(
                "CREATE TABLE customers (id BIGINT, region STRING, name STRING, address ROW<city"
                        + " STRING, zips ARRAY<BIGINT NOT NULL> NOT NULL>) WITH ('connector' ="
                        + " 'bigquery', 'billing-project' = 'shop', "
                        + shop.options()
                        + ", "
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
    @ValueSource(strings = {"", "'lookup.async' = 'false'", PARTIAL, FULL})
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
    @ValueSource(strings = {"", "'lookup.async' = 'false'", PARTIAL, FULL})
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
    @ValueSource(strings = {"", FULL})
    void bringsNestedColumns(String options) throws Exception {
        declare(options);

        assertThat(
                        select(
                                "SELECT c.address FROM orders AS o JOIN customers FOR SYSTEM_TIME"
                                        + " AS OF o.placed AS c ON o.id = c.id AND o.region ="
                                        + " c.region"))
                .containsExactlyInAnyOrder("+I[+I[Rome, [1, 2]]]", "+I[null]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'table-name' = 'shop.d.europeans'",
                "'query' = 'SELECT * FROM d.customers WHERE region = \"eu\"'"
            })
    void joinsWithViewsAndQueries(String relation) throws Exception {
        declare(relation, "");

        assertThat(select(join("INNER", "o.id = c.id")))
                .containsExactlyInAnyOrder("+I[1, Ada]", "+I[1, Ada]", "+I[2, Cleo]");
    }

    @Test
    void fillsACacheFromAViewAndLeavesNoRowsBehind() throws Exception {
        declare("'table-name' = 'shop.d.europeans'", FULL);

        assertThat(select(join("INNER", "o.id = c.id"))).hasSize(3);
        assertThat(shop.service().listTables("flink_temp").getValues()).isEmpty();
    }

    @Test
    void aKeyIsNeverPartOfTheQuery() throws Exception {
        String hostile = "x'') OR TRUE; DROP TABLE d.customers; -- \\\\ ` \" @keys ";
        declare("");
        tables.executeSql(
                "CREATE TEMPORARY VIEW hostile AS SELECT region, PROCTIME() AS placed FROM (VALUES"
                        + " ('"
                        + hostile
                        + "'), ('us')) AS v (region)");

        assertThat(
                        select(
                                "SELECT c.name FROM hostile AS o JOIN customers FOR SYSTEM_TIME AS"
                                        + " OF o.placed AS c ON o.region = c.region"))
                .containsExactly("+I[Bob]");
        assertThat(SERVER.emulator().calls().calls(Operation.JOBS_QUERY))
                .noneMatch(call -> call.toString().contains("OR TRUE"));
    }

    @Test
    void asksAgainWhereTheServiceIsBusy() throws Exception {
        PlacedFault busy =
                SERVER.emulator()
                        .faults()
                        .on(Operation.JOBS_QUERY)
                        .call(1)
                        .times(2)
                        .fail(503, "backendError");
        declare("");

        assertThat(select(join("INNER", "o.id = c.id"))).hasSize(5);
        assertThat(busy.occurrences()).isEqualTo(2);
    }

    @Test
    void failsWhereTheServiceStaysBusy() {
        SERVER.emulator().faults().on(Operation.JOBS_QUERY).always().fail(503, "backendError");
        declare("'lookup.max-retries' = '1'");

        assertThatThrownBy(() -> select(join("INNER", "o.id = c.id")))
                .hasStackTraceContaining("Could not query: HTTP 503");
    }

    @Test
    void aMissingColumnIsNamed() {
        shop.run("DROP TABLE d.customers");
        shop.run("CREATE TABLE d.customers (id INT64)");
        declare("");

        assertThatThrownBy(() -> select(join("LEFT", "o.id = c.id")))
                .hasStackTraceContaining("name");
    }

    @Test
    void nestedColumnsAreNoKeys() {
        declare("");

        assertThatThrownBy(
                        () ->
                                tables.explainSql(
                                        "SELECT c.name FROM (SELECT placed, ROW(region, ARRAY[id])"
                                                + " AS a FROM orders) AS o JOIN customers FOR"
                                                + " SYSTEM_TIME AS OF o.placed AS c ON o.a ="
                                                + " c.address"))
                .hasStackTraceContaining("cannot be looked up by column 'address'");
    }
}
