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

package io.flinkbundle.connector.redis.table;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.TableEnvironment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisTablePlanTest {

    private static final String USERS =
            "id INT, name STRING, city STRING, PRIMARY KEY (id) NOT ENFORCED";

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @Test
    void readsOnlyTheColumnsThatAreUsed() {
        create("users", USERS, "");

        assertThat(plan("SELECT city, id FROM users")).contains("project=[city, id]");
    }

    @Test
    void looksUpOnlyTheColumnsThatAreUsed() {
        create("users", USERS, "");
        createOrders();

        assertThat(plan(join("o.id = u.id")))
                .contains("lookup=[id=id]")
                .contains("select=[id, id0, name]");
    }

    @ParameterizedTest
    @CsvSource({"true, async=[ORDERED", "false, async=[false]"})
    void goesOnWithOtherRowsUnlessToldNotTo(String async, String inPlan) {
        create("users", USERS, ", 'lookup.async' = '" + async + "'");
        createOrders();

        String plan = plan(join("o.id = u.id"));

        if (async.equals("true")) {
            assertThat(plan).contains(inPlan);
        } else {
            assertThat(plan).doesNotContain("async=[ORDERED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o.region = u.city",
                "u.city = 'Rome'",
                "o.region = u.name AND o.region = u.city"
            })
    void refusesALookupWithoutTheWholeKey(String condition) {
        create("users", USERS, "");
        createOrders();

        assertThatThrownBy(() -> plan(join(condition)))
                .hasStackTraceContaining("its key is made of [id]")
                .hasStackTraceContaining("Compare all columns of the key");
    }

    @Test
    void findsRowsByAnyColumnsInAFullCache() {
        create(
                "users",
                USERS,
                ", 'lookup.cache' = 'FULL', 'lookup.full-cache.periodic-reload.interval' = '1 h'");
        createOrders();

        assertThat(plan(join("o.region = u.city"))).contains("lookup=[city=region]");
    }

    @ParameterizedTest
    @CsvSource({
        "u.city <> 'Rome', lookup=[id=id]",
        "u.city = 'Rome', lookup=[city=",
        "o.region = u.city, city=region"
    })
    void comparesOtherColumnsToo(String condition, String lookup) {
        create("users", USERS, "");
        createOrders();

        assertThat(plan(join("o.id = u.id AND " + condition))).contains(lookup);
    }

    @Test
    void refusesToCompareNestedValuesInALookup() {
        create(
                "users",
                "id INT, name STRING, tags ARRAY<STRING>, PRIMARY KEY (id) NOT ENFORCED",
                ", 'value.type' = 'string', 'format' = 'json'");
        createOrders();

        assertThatThrownBy(() -> plan(join("o.id = u.id AND u.tags = ARRAY[o.region]")))
                .hasStackTraceContaining("cannot be compared in a lookup");
    }

    @Test
    void takesUpdatesAndDeletionsWithoutWhatWasThereBefore() {
        create("counts", "city STRING, n BIGINT, PRIMARY KEY (city) NOT ENFORCED", "");
        createOrders();

        assertThat(
                        changes(
                                "INSERT INTO counts SELECT region, COUNT(*) FROM orders GROUP BY"
                                        + " region"))
                .contains("changelogMode=[I,UA]");
    }

    @Test
    void refusesUpdatesWithoutAPrimaryKey() {
        create("counts", "city STRING, n BIGINT", ", 'key.columns' = 'city'");
        createOrders();

        assertThatThrownBy(
                        () ->
                                plan(
                                        "INSERT INTO counts SELECT region, COUNT(*) FROM orders"
                                                + " GROUP BY region"))
                .hasStackTraceContaining("declare a PRIMARY KEY (…) NOT ENFORCED");
    }

    @Test
    void refusesUpdatesOfLists() {
        create(
                "counts",
                "city STRING, n BIGINT, PRIMARY KEY (city) NOT ENFORCED",
                ", 'value.type' = 'list', 'format' = 'json'");
        createOrders();

        assertThatThrownBy(
                        () ->
                                plan(
                                        "INSERT INTO counts SELECT region, COUNT(*) FROM orders"
                                                + " GROUP BY region"))
                .hasStackTraceContaining("doesn't support consuming update changes");
    }

    @Test
    void refusesAKeyWhoseValuesHaveNoSingleText() {
        create("t", "d DOUBLE, v INT, PRIMARY KEY (d) NOT ENFORCED", "");

        assertThatThrownBy(() -> plan("SELECT * FROM t"))
                .hasStackTraceContaining("Column 'd' has the type DOUBLE NOT NULL and cannot be");
    }

    @Test
    void refusesAFormatOfChanges() {
        create("t", USERS, ", 'value.type' = 'string', 'format' = 'debezium-json'");

        assertThatThrownBy(() -> plan("SELECT * FROM t"))
                .hasStackTraceContaining("must describe rows, not changes");
    }

    private void createOrders() {
        tables.executeSql(
                "CREATE TABLE orders (id INT, region STRING, placed AS PROCTIME()) WITH"
                        + " ('connector' = 'redis-streams', 'host' = 'localhost', 'streams' ="
                        + " 'orders')");
    }

    private void create(String table, String columns, String options) {
        tables.executeSql(
                "CREATE TABLE "
                        + table
                        + " ("
                        + columns
                        + ") WITH ('connector' = 'redis', 'host' = 'localhost'"
                        + options
                        + ")");
    }

    private static String join(String condition) {
        return "SELECT o.id, u.name FROM orders AS o JOIN users FOR SYSTEM_TIME AS OF o.placed AS u"
                + " ON "
                + condition;
    }

    private String plan(String sql) {
        String explained = tables.explainSql(sql);
        return explained.substring(explained.indexOf("== Optimized Physical Plan =="));
    }

    private String changes(String sql) {
        return tables.explainSql(sql, ExplainDetail.CHANGELOG_MODE);
    }
}
