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

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueryITCase extends ContractTestBase {

    private static void assertAnswer(HttpResponse<String> response, int status, String body) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @BeforeEach
    void writeTwoPoints() throws Exception {
        http.write(
                "cpu,host=a,Region=eu usage=1.5,n=2i,u=18446744073709551615u,ok=true,s=\"x \\\"y\\\"\""
                        + " 1700000000123456789",
                "cpu,host=b usage=2 1700000001000000000");
    }

    @Test
    void answersInJsonWithoutTheColumnsThatAreNull() throws Exception {
        HttpResponse<String> response = http.query("SELECT * FROM cpu ORDER BY time", "");

        assertAnswer(
                response,
                200,
                "[{\"Region\":\"eu\",\"host\":\"a\",\"n\":2,\"ok\":true,\"s\":\"x \\\"y\\\"\","
                        + "\"time\":\"2023-11-14T22:13:20.123456789\",\"u\":18446744073709551615,"
                        + "\"usage\":1.5},"
                        + "{\"host\":\"b\",\"time\":\"2023-11-14T22:13:21\",\"usage\":2.0}]");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void answersInJsonLines() throws Exception {
        HttpResponse<String> response =
                http.query("SELECT host, n FROM cpu ORDER BY time", "&format=jsonl");

        assertAnswer(response, 200, "{\"host\":\"a\",\"n\":2}\n{\"host\":\"b\"}\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/jsonl");
        assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
    }

    @Test
    void answersInCsv() throws Exception {
        HttpResponse<String> response =
                http.query("SELECT host, n, s, time FROM cpu ORDER BY time", "&format=csv");

        assertAnswer(
                response,
                200,
                "host,n,s,time\na,2,\"x \"\"y\"\"\",2023-11-14T22:13:20.123456789\n"
                        + "b,,,2023-11-14T22:13:21\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv");
    }

    @ParameterizedTest
    @CsvSource({"json, []", "jsonl, ''", "csv, ''"})
    void answersWithoutRows(String format, String body) throws Exception {
        assertAnswer(
                http.query("SELECT * FROM cpu WHERE host = 'c'", "&format=" + format), 200, body);
    }

    @Test
    void takesTheQueryAsJson() throws Exception {
        assertAnswer(
                http.post(
                        "/api/v3/query_sql",
                        "{\"db\":\"db\",\"q\":\"SELECT host FROM cpu WHERE n = 2\",\"format\":\"jsonl\"}"),
                200,
                "{\"host\":\"a\"}\n");
    }

    @Test
    void bindsParameters() throws Exception {
        String sql =
                "SELECT host FROM cpu WHERE host = $h AND usage > $u AND n = $n AND ok = $ok AND time"
                        + " >= $t";

        assertAnswer(
                http.post(
                        "/api/v3/query_sql",
                        "{\"db\":\"db\",\"q\":\""
                                + sql
                                + "\",\"params\":{\"h\":\"a\",\"u\":1.25,\"n\":2,\"ok\":true,"
                                + "\"t\":\"2023-11-14T22:13:20.123456789Z\"}}"),
                200,
                "[{\"host\":\"a\"}]");
        assertAnswer(
                http.query(
                        "SELECT host FROM cpu WHERE host = $h", "&params=%7B%22h%22%3A%22b%22%7D"),
                200,
                "[{\"host\":\"b\"}]");
    }

    @Test
    void takesParametersForValuesAndNotForSql() throws Exception {
        assertAnswer(
                http.post(
                        "/api/v3/query_sql",
                        "{\"db\":\"db\",\"q\":\"SELECT host FROM cpu WHERE host = $h\",\"params\":"
                                + "{\"h\":\"x' OR 'a' = 'a\"}}"),
                200,
                "[]");
    }

    @Test
    void namesColumnsOnlyInQuotesWithUpperCase() throws Exception {
        assertThat(http.row("SELECT \"Region\" FROM cpu WHERE host = 'a'"))
                .hasToString("{\"Region\":\"eu\"}");
        assertAnswer(
                http.query("SELECT Region FROM cpu", ""),
                500,
                "Schema error: No field named region.");
    }

    @Test
    void keepsTablesApartThatDifferInCase() throws Exception {
        http.write("CPU usage=7 1");

        assertThat(http.row("SELECT usage FROM \"CPU\"")).hasToString("{\"usage\":7.0}");
        assertThat(http.rows("SELECT usage FROM CPU")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT * FROM nope | 400 | Error during planning: table 'public.iox.nope' not found",
                "SELECT * FROM \"Nope\" | 400 | Error during planning: table 'public.iox.Nope' not found",
                "SELECT * FROM system.queries | 400 | Error during planning: table 'public.system.queries' not found",
                "SELECT nope FROM cpu | 500 | Schema error: No field named nope.",
                "SELECT c.nope FROM cpu c | 500 | Schema error: No field named c.nope.",
                "SELECT f(usage) FROM cpu | 400 | Error during planning: Invalid function 'f'.",
                "SELECT $a | 400 | Error during planning: No value found for placeholder with name $a",
                "SELECT host, n AS host FROM cpu | 400 | Error during planning: Projections require unique expression names but the expression \"host\" at position 0 and \"host\" at position 1 have the same name. Consider aliasing (\"AS\") one of them.",
                "DROP TABLE cpu | 400 | Error during planning: DDL not supported: DROP",
                "INSERT INTO cpu VALUES (1) | 400 | Error during planning: DML not supported: INSERT",
                "SELECT 1; SELECT 2 | 405 | This feature is not implemented: The context currently only supports a single SQL statement",
                "SELECT * FROM cpu WHERE host ~ 'a' | 405 | This feature is not implemented: the emulator does not have the operator ~, use regexp_like(text, pattern)",
                "SELEC 1 | 400 | SQL error: ParserError(\"Expected: an SQL statement, found: SELEC\")"
            })
    void refusesInTheWordsOfTheServer(String sql, int status, String message) throws Exception {
        assertAnswer(http.query(sql, ""), status, message);
    }

    @Test
    void refusesQueriesThatDoNotParse() throws Exception {
        HttpResponse<String> response = http.query("SELECT * FROM cpu WHERE", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("SQL error: ParserError(\"");
    }

    @Test
    void failsWhenAValueCannotBeRead() throws Exception {
        HttpResponse<String> response =
                http.query("SELECT * FROM cpu WHERE time > 'yesterday'", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("yesterday");
    }

    @Test
    void failsWhenANumberOverflows() throws Exception {
        HttpResponse<String> response =
                http.query("SELECT n + 9223372036854775807 AS x FROM cpu", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).startsWith("Execution error: Out of Range Error");
    }

    @Test
    void breaksTheConnectionWhenItFailsAfterTheFirstRows() throws Exception {
        String sql =
                "SELECT n + CASE WHEN i < 3000000 THEN 0 ELSE 9223372036854775807 END AS x FROM cpu,"
                        + " range(4000000) r(i) WHERE n = 2";

        assertThatThrownBy(() -> http.query(sql, "&format=jsonl")).isInstanceOf(IOException.class);
    }

    @Test
    void refusesADatabaseThatIsNotThere() throws Exception {
        assertAnswer(
                http.get("/api/v3/query_sql?db=other&q=SELECT+1"),
                404,
                "{\"error\":\"query error: database not found: other\"}");
    }

    @Test
    void refusesAcceptHeadersThatItDoesNotKnowEvenWhenAFormatIsGiven() throws Exception {
        HttpResponse<String> response =
                http.send(
                        http.request("/api/v3/query_sql?db=db&q=SELECT+1&format=jsonl")
                                .header("Accept", "application/jsonl"));

        assertAnswer(response, 400, "invalid mime type (application/jsonl)");
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv, text/csv",
        "application/json, application/json",
        "*/*, application/json",
        "'text/html, */*;q=0.8', application/json"
    })
    void followsTheAcceptHeader(String accept, String type) throws Exception {
        HttpResponse<String> response =
                http.send(
                        http.request("/api/v3/query_sql?db=db&q=SELECT+1+AS+one")
                                .header("Accept", accept));

        assertThat(response.headers().firstValue("Content-Type")).contains(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?db=db&q=SELECT+1&format=xml | 400 | serde error: unknown variant `xml`, expected one of `parquet`, `csv`, `pretty`, `json`, `json_lines`, `jsonl`",
                "?db=db&q=SELECT+1&format=parquet | 405 | the emulator does not have the format PARQUET, only JSON, JSONL and CSV",
                "?db=db | 400 | serde error: missing field `q`",
                "'' | 400 | missing query parameters 'db' and 'q'"
            })
    void refusesParametersThatItCannotRead(String parameters, int status, String message)
            throws Exception {
        assertAnswer(http.get("/api/v3/query_sql" + parameters), status, message);
    }

    @Test
    void refusesJsonThatItCannotRead() throws Exception {
        assertThat(http.post("/api/v3/query_sql", "{\"db\":").statusCode()).isEqualTo(400);
        assertAnswer(
                http.post("/api/v3/query_sql", "{\"db\":\"db\"}"),
                400,
                "serde json error: missing field `q`");
    }

    @Test
    void doesNotHaveInfluxQl() throws Exception {
        assertAnswer(
                http.get("/query?db=db&q=SHOW+DATABASES"),
                405,
                "the emulator does not have InfluxQL");
    }

    @Test
    void readsNoFilesOfTheMachine() throws Exception {
        HttpResponse<String> response = http.query("SELECT * FROM read_csv('/etc/hostname')", "");

        assertThat(response.statusCode()).isBetween(400, 500);
        assertThat(response.body()).contains("disabled");
    }

    @Test
    void sendsManyRowsInTheirOrder() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            lines.append("big n=").append(i).append("i ").append(1_000_000 - i).append('\n');
        }
        http.write(lines.toString());

        String[] rows =
                http.query("SELECT n FROM big ORDER BY time DESC", "&format=jsonl")
                        .body()
                        .split("\n");

        assertThat(rows).hasSize(100_000);
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i]).isEqualTo("{\"n\":" + i + "}");
        }
    }

    @Test
    void answersPingAndHealth() throws Exception {
        HttpResponse<String> ping = http.get("/ping");

        assertThat(ping.body())
                .startsWith("{\"product_name\":\"InfluxDB 3 Core\",\"version\":\"3.");
        assertThat(ping.headers().firstValue("X-Influxdb-Version")).isPresent();
        assertThat(ping.headers().firstValue("X-Influxdb-Build")).contains("Core");
        assertAnswer(http.get("/health"), 200, "OK");
        assertAnswer(http.get("/api/v1/health"), 200, "OK");
        assertAnswer(http.get("/nothing"), 404, "Not found");
        assertAnswer(
                http.send(http.request("/ping").method("PATCH", BodyPublishers.noBody())),
                404,
                "Not found");
    }
}
