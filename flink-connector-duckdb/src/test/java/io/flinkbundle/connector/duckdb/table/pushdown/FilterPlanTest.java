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

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which conditions the planner hands to DuckDB. */
class FilterPlanTest {

    private static final String COLUMNS =
            "id BIGINT, flag BOOLEAN, tiny TINYINT, num INT, num2 INT, f FLOAT, d DOUBLE, d2 DOUBLE,"
                    + " price DECIMAL(10, 2), name STRING, name2 STRING, code VARCHAR(5),"
                    + " fixed CHAR(5), bin BYTES, born DATE, `at` TIME, ts TIMESTAMP(6),"
                    + " ts3 TIMESTAMP(3), tz TIMESTAMP_LTZ(6), nested ROW<x INT>";

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @BeforeEach
    void declareTables() {
        declare("t", "always");
        declare("untouched", "never");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flag",
                "NOT flag",
                "flag IS NOT TRUE",
                "num = 5",
                "5 < num",
                "num <> 5",
                "tiny >= 5",
                "num IN (1, 2, 3)",
                "num NOT IN (1, 2, 3)",
                "num BETWEEN 1 AND 5",
                "num NOT BETWEEN 1 AND 5",
                "num = num2",
                "(num > 5 OR flag) IS NOT FALSE",
                "num > 5 AND (id < 3 OR NOT (name = 'a'))",
                "num IS NULL",
                "num IS NOT NULL",
                "nested IS NULL",
                "bin IS NOT NULL",
                "num IS DISTINCT FROM 5",
                "f > 1",
                "d = 0.1",
                "d > 1.5",
                "d < 5",
                "price = 1.5",
                "price > 3",
                "name = 'a'",
                "name >= 'a' AND name < 'c'",
                "name LIKE 'ab%'",
                "name NOT LIKE 'ab%'",
                "name = name2",
                "born > DATE '2020-01-01'",
                "`at` > TIME '12:00:00'",
                "ts > TIMESTAMP '2020-01-01 00:00:00'",
                "ts3 = TIMESTAMP '2020-01-01 00:00:00.123'",
                "tz > CAST(TIMESTAMP '2020-01-01 00:00:00' AS TIMESTAMP_LTZ(6))"
            })
    void duckDbEvaluates(String condition) {
        assertThat(plan("t", condition)).doesNotContain("where=[").doesNotContain("filter=[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d = d2",
                "d > CAST('NaN' AS DOUBLE)",
                "d > 0.0",
                "d = 0.0",
                "f IN (0, 1, 2)",
                "d <> 5",
                "f NOT IN (1, 2, 3)",
                "name < name2",
                "name < '\uD83D\uDE00'",
                "f > 1.5",
                "price > 1.555",
                "num > 1.5",
                "num + 1 > 5",
                "UPPER(name) = 'A'",
                "name LIKE '%a'",
                "name LIKE 'a_%'",
                "name LIKE 'a!%%' ESCAPE '!'",
                "name SIMILAR TO 'a'",
                "fixed = 'abc'",
                "bin = X'AB'",
                "ts > TIMESTAMP '2020-01-01 00:00:00.123456789'",
                "ts3 > ts",
                "nested.x = 1",
                "num > 5 OR UPPER(name) = 'A'"
            })
    void flinkEvaluates(String condition) {
        assertThat(plan("t", condition)).contains("where=[").contains("filter=[]");
    }

    @Test
    void whatDuckDbDoesNotEvaluateStaysBesideWhatItDoes() {
        assertThat(plan("t", "UPPER(name) = 'A' AND num > 5"))
                .contains("filter=[>(num, 5)]")
                .contains("where=[=(UPPER(name)");
    }

    @Test
    void columnsThatOnlyTheConditionNeedsAreNotRead() {
        assertThat(plan("t", "num > 5")).contains("project=[id]");
    }

    @Test
    void aLimitFollowsTheCondition() {
        assertThat(tables.explainSql("SELECT id FROM t WHERE num > 5 LIMIT 3"))
                .contains("filter=[>(num, 5)]")
                .contains("limit=[3]");
    }

    @Test
    void thePolicyNeverLeavesAllConditionsToFlink() {
        assertThat(plan("untouched", "num > 5")).contains("where=[>(num, 5)]");
    }

    @Test
    void anUnknownPolicyIsRefusedWithTheNameOfTheOption() {
        declare("odd", "sometimes");

        assertThatThrownBy(() -> plan("odd", "num > 5"))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining("filter.handling.policy");
    }

    private void declare(String name, String policy) {
        tables.executeSql(
                String.format(
                        "CREATE TABLE %s (%s) WITH ('connector' = 'duckdb', 'path' ="
                                + " '/nowhere/x.duckdb', 'table-name' = 't',"
                                + " 'filter.handling.policy' = '%s')",
                        name, COLUMNS, policy));
    }

    private String plan(String table, String condition) {
        String plans = tables.explainSql("SELECT id FROM " + table + " WHERE " + condition);
        return plans.substring(plans.indexOf("== Optimized Physical"));
    }
}
