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

package io.flinkbundle.emulators.influxdb3.contract;

import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What queries can use of DataFusion's SQL. */
class SqlDialectITCase extends ContractTestBase {

    @BeforeEach
    void writePoints() throws Exception {
        http.write(
                "m,t=a v=1,i=7i 1700000000000000001",
                "m,t=a v=2,i=8i 1700000059999999999",
                "m,t=b v=3 1700000060000000000",
                "m,t=b v=4 1700003600123456789");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "time = '2023-11-14T22:13:20.000000001Z' | 1",
                "time = '2023-11-14T22:13:20.000000001'  | 1",
                "time > '2023-11-14T22:13:20.000000001Z' | 3",
                "time = '2023-11-14 22:13:20.000000001'  | 1",
                "time = TIMESTAMP '2023-11-14T22:13:20.000000001Z' | 1",
                "time = '2023-11-14T22:13:20.000000001Z'::timestamp | 1",
                "time = CAST('2023-11-14T22:13:20.000000001Z' AS TIMESTAMP) | 1",
                "time = to_timestamp_nanos(1700000000000000001) | 1",
                "time >= to_timestamp(1700000060) | 2",
                "time >= to_timestamp('2023-11-14T22:14:20Z') | 2",
                "time >= to_timestamp_millis(1700000060000) | 2",
                "time >= to_timestamp_seconds(1700000060) AND time < to_timestamp_micros(1700000061000000) | 1",
                "time BETWEEN '2023-11-14T22:14:19.999999999Z' AND '2023-11-14T22:14:20Z' | 2",
                "time > now() | 0",
                "time < now() - INTERVAL '1 day' | 4",
                "t IN ('a', 'c') | 2",
                "t LIKE 'a%' | 2",
                "regexp_like(t, '^[ab]$') | 4",
                "i IS NULL | 2",
                "i / 2 = 3 | 1",
                "v > 1.5 | 3",
                "v > 3 OR t = 'a' | 3",
                "NOT t = 'a' | 2"
            })
    void filters(String condition, int rows) throws Exception {
        assertThat(http.rows("SELECT v FROM m WHERE " + condition)).hasSize(rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "date_bin(INTERVAL '1 minute', time) | 2023-11-14T22:14:00",
                "date_bin(INTERVAL '1 minute', time, TIMESTAMP '1970-01-01T00:00:20Z') | 2023-11-14T22:13:20",
                "date_bin('10 seconds', time) | 2023-11-14T22:14:10",
                "date_bin(INTERVAL '1 month', time) | 2023-11-01T00:00:00",
                "date_trunc('second', time) | 2023-11-14T22:14:19",
                "date_trunc('hour', time) | 2023-11-14T22:00:00",
                "time | 2023-11-14T22:14:19.999999999"
            })
    void keepsNanosecondsWhenItCutsTimes(String expression, String text) throws Exception {
        assertThat(
                        http.row("SELECT " + expression + " AS x FROM m WHERE v = 2")
                                .get("x")
                                .getAsString())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "count(*) | 4",
                "count(i) | 2",
                "sum(i) | 15",
                "avg(v) | 2.5",
                "min(time) | \"2023-11-14T22:13:20.000000001\"",
                "max(time) | \"2023-11-14T23:13:20.123456789\"",
                "approx_distinct(t) | 2",
                "median(v) | 2.5",
                "selector_first(v, time)['value'] | 1.0",
                "selector_last(v, time)['time'] | \"2023-11-14T23:13:20.123456789\"",
                "selector_max(v, time)['value'] | 4.0",
                "selector_min(v, time)['time'] | \"2023-11-14T22:13:20.000000001\"",
                "sum(v) FILTER (WHERE t = 'a') | 3.0",
                "max(7 / 2) | 3"
            })
    void aggregates(String expression, String json) throws Exception {
        assertThat(http.row("SELECT " + expression + " AS x FROM m").get("x")).hasToString(json);
    }

    @Test
    void groupsAndOrders() throws Exception {
        assertThat(
                        http.rows(
                                "SELECT date_bin(INTERVAL '1 hour', time) AS hour, t, count(*) AS n FROM"
                                        + " m GROUP BY 1, t HAVING count(*) > 0 ORDER BY 1, 2 LIMIT 2"))
                .hasToString(
                        "[{\"hour\":\"2023-11-14T22:00:00\",\"t\":\"a\",\"n\":2},"
                                + "{\"hour\":\"2023-11-14T22:00:00\",\"t\":\"b\",\"n\":1}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT m.* FROM m | 4",
                "SELECT DISTINCT t FROM m | 2",
                "SELECT t FROM m WHERE v < 2 UNION ALL SELECT t FROM m WHERE v > 3 | 2",
                "SELECT \"m\".\"t\" AS \"T\" FROM \"iox\".\"m\" AS \"m\" | 4",
                "SELECT count(DISTINCT t) AS n, -1.5e-3 AS x, v FROM m GROUP BY v | 4",
                "SELECT v FROM m ORDER BY time LIMIT 2 OFFSET 1 | 2",
                "SELECT v FROM m WHERE t = (SELECT max(t) FROM m); | 2",
                "SELECT a.v FROM m a, m b WHERE a.time = b.time | 4",
                "(SELECT v FROM m) | 4",
                "SELECT CASE WHEN v > 2 THEN 'high' ELSE 'low' END AS c, v::bigint AS i2 FROM m -- all | 4"
            })
    void understandsWhatPeopleWrite(String sql, int rows) throws Exception {
        assertThat(http.rows(sql)).hasSize(rows);
    }

    @Test
    void keepsTheCaseOfAliasesInQuotes() throws Exception {
        assertThat(http.row("SELECT v AS \"MyV\", v + 1 AS MyW FROM m WHERE v = 1"))
                .hasToString("{\"MyV\":1.0,\"myw\":2.0}");
    }

    @Test
    void sortsNullsLastUpwardsAndFirstDownwards() throws Exception {
        assertThat(http.rows("SELECT i FROM m ORDER BY i LIMIT 1")).hasToString("[{\"i\":7}]");
        assertThat(http.rows("SELECT i FROM m ORDER BY i DESC LIMIT 1")).hasToString("[{}]");
    }

    @Test
    void namesCountsAsTheServerDoes() throws Exception {
        assertThat(http.row("SELECT count(*) FROM m")).hasToString("{\"count(*)\":4}");
    }

    @Test
    void joinsWithsAndWindows() throws Exception {
        assertThat(
                        http.rows(
                                "WITH l AS (SELECT t, max(time) AS time FROM m GROUP BY t) SELECT m.t,"
                                        + " m.v FROM m JOIN l ON m.t = l.t AND m.time = l.time ORDER BY m.t"))
                .hasToString("[{\"t\":\"a\",\"v\":2.0},{\"t\":\"b\",\"v\":4.0}]");
        assertThat(
                        http.rows(
                                "SELECT v FROM (SELECT v, row_number() OVER (PARTITION BY t ORDER BY time"
                                        + " DESC) AS r FROM m) WHERE r = 1 ORDER BY v"))
                .hasToString("[{\"v\":2.0},{\"v\":4.0}]");
    }

    @Test
    void knowsTheSchemaOfTables() throws Exception {
        assertThat(http.rows("SELECT v FROM iox.m WHERE v = 1")).hasSize(1);
        assertThat(http.rows("SELECT v FROM public.iox.\"m\" WHERE v = 1")).hasSize(1);
    }

    @Test
    void showsTablesAndColumns() throws Exception {
        assertThat(http.rows("SHOW TABLES").get(0))
                .hasToString(
                        "{\"table_catalog\":\"public\",\"table_schema\":\"iox\",\"table_name\":\"m\","
                                + "\"table_type\":\"BASE TABLE\"}");
        assertThat(
                        http.rows(
                                "SELECT column_name, data_type, is_nullable FROM"
                                        + " information_schema.columns WHERE table_name = 'm' AND"
                                        + " table_schema = 'iox' ORDER BY column_name"))
                .hasToString(
                        "[{\"column_name\":\"i\",\"data_type\":\"Int64\",\"is_nullable\":\"YES\"},"
                                + "{\"column_name\":\"t\",\"data_type\":\"Dictionary(Int32, Utf8)\","
                                + "\"is_nullable\":\"YES\"},"
                                + "{\"column_name\":\"time\",\"data_type\":\"Timestamp(ns)\","
                                + "\"is_nullable\":\"NO\"},"
                                + "{\"column_name\":\"v\",\"data_type\":\"Float64\",\"is_nullable\":\"YES\"}]");
        assertThat(http.rows("SHOW COLUMNS FROM m")).hasSize(4);
        assertThat(http.rows("DESCRIBE m")).hasSize(4);
        assertThat(
                        http.rows(
                                "SELECT c.column_name FROM information_schema.columns c JOIN"
                                        + " information_schema.tables t ON c.table_name = t.table_name WHERE"
                                        + " t.table_type = 'BASE TABLE'"))
                .hasSize(4);
    }

    @Test
    void readsAColumnThatIsNamedLikeAType() throws Exception {
        assertThat(http.row("SELECT time AS timestamp FROM m WHERE v = 3"))
                .hasToString("{\"timestamp\":\"2023-11-14T22:14:20\"}");
    }
}
