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
import io.flinkbundle.emulators.influxdb3.testing.HttpCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

class WriteLpITCase extends ContractTestBase {

    private static void assertAnswer(HttpResponse<String> response, int status, String body) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void confirmsWithNoContent() throws Exception {
        assertAnswer(http.write("cpu,host=a usage=1 1"), 204, "");
        assertThat(http.rows("SELECT * FROM cpu"))
                .hasToString(
                        "[{\"host\":\"a\",\"time\":\"1970-01-01T00:00:00.000000001\",\"usage\":1.0}]");
    }

    @Test
    void keepsTheGoodLinesAndNamesEveryOther() throws Exception {
        assertAnswer(
                http.write("cpu usage=1 1", "cpu usage=NaN 2", "cpu usage=3 3", "cpu usage=4i 4"),
                400,
                "{\"error\":\"partial write of line protocol occurred\",\"data\":["
                        + "{\"error_message\":\"No fields were provided\",\"line_number\":2,"
                        + "\"original_line\":\"cpu usage=NaN 2\"},"
                        + "{\"error_message\":\"invalid column type for column 'usage', expected"
                        + " iox::column_type::field::float, got iox::column_type::field::integer\","
                        + "\"line_number\":4,\"original_line\":\"cpu usage=4i 4\"}]}");
        assertThat(http.row("SELECT count(*) AS n FROM cpu").get("n").getAsInt()).isEqualTo(2);
    }

    @Test
    void keepsNothingAndNamesTheFirstLineWhenNotPartial() throws Exception {
        assertAnswer(
                http.post(
                        "/api/v3/write_lp?db=db&accept_partial=false",
                        "cpu usage=1 1\nbad line=\nworse"),
                400,
                "{\"error\":\"line protocol parsing error\",\"data\":{\"error_message\":\"No fields"
                        + " were provided\",\"line_number\":2,\"original_line\":\"bad line=\"}}");
        assertThat(http.query("SELECT 1", "").statusCode()).isEqualTo(404);
    }

    @Test
    void isUnprocessableWhenALimitIsHit() throws Exception {
        StringBuilder line = new StringBuilder("wide f0=0");
        for (int i = 1; i < 500; i++) {
            line.append(",f").append(i).append("=0");
        }
        assertThat(http.write(line + " 1").statusCode()).isEqualTo(204);

        HttpResponse<String> response = http.write("wide one_more=1 2", "wide f0=1 3");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body())
                .contains(
                        "Update to schema would exceed number of columns per table limit of 500"
                                + " columns");
        assertThat(http.row("SELECT count(*) AS n FROM wide").get("n").getAsInt()).isEqualTo(2);
    }

    @Test
    void refusesASixthDatabase() throws Exception {
        for (int i = 1; i <= 5; i++) {
            assertThat(http.post("/api/v3/write_lp?db=db" + i, "m f=1").statusCode())
                    .isEqualTo(204);
        }
        assertAnswer(
                http.post("/api/v3/write_lp?db=db6", "m f=1"),
                422,
                "{\"error\":\"Adding a new database would exceed limit of 5 databases\"}");
    }

    @Test
    void refusesAWriteWithoutLines() throws Exception {
        assertAnswer(http.write(""), 400, "incoming write was empty");
        assertAnswer(http.write("# comment", "  "), 400, "incoming write was empty");
    }

    @ParameterizedTest
    @CsvSource({
        "auto, 1700000000",
        "s, 1700000000",
        "second, 1700000000",
        "ms, 1700000000000",
        "us, 1700000000000000",
        "u, 1700000000000000",
        "ns, 1700000000000000000",
        "n, 1700000000000000000"
    })
    void readsTimesInTheirPrecision(String precision, long time) throws Exception {
        http.post("/api/v3/write_lp?db=db&precision=" + precision, "m f=1 " + time);

        assertThat(http.row("SELECT time FROM m").get("time").getAsString())
                .isEqualTo("2023-11-14T22:13:20");
    }

    @Test
    void givesLinesWithoutATimeThatOfTheClock() throws Exception {
        http.write("m f=1");

        assertThat(http.row("SELECT time FROM m").get("time").getAsString())
                .isEqualTo("2026-01-01T00:00:00");
    }

    @Test
    void givesTwoWritesDifferentTimesThoughTheClockStands() throws Exception {
        http.write("m f=1");
        http.write("m f=2");

        assertThat(http.row("SELECT count(*) AS n FROM m").get("n").getAsInt()).isEqualTo(2);
    }

    @Test
    void takesGzip() throws Exception {
        HttpResponse<String> response =
                http.send(
                        http.request("/api/v3/write_lp?db=db")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(HttpCalls.gzip("m f=1 1"))));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(http.row("SELECT f FROM m").get("f").getAsDouble()).isEqualTo(1);
    }

    @Test
    void refusesBrokenGzipAndOtherEncodings() throws Exception {
        HttpResponse<String> broken =
                http.send(
                        http.request("/api/v3/write_lp?db=db")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofString("m f=1 1")));
        HttpResponse<String> deflated =
                http.send(
                        http.request("/api/v3/write_lp?db=db")
                                .header("Content-Encoding", "deflate")
                                .POST(BodyPublishers.ofString("m f=1 1")));

        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).startsWith("error decoding gzip stream: ");
        assertAnswer(deflated, 400, "unacceptable content-encoding: deflate");
    }

    @Test
    void takesTenMebibytesAndNotAByteMore() throws Exception {
        String most = "m f=\"" + "x".repeat(1 << 19) + "\" 1\n";
        String lines = most.repeat((10 << 20) / most.length());
        String full = lines + "#".repeat((10 << 20) - lines.length());

        assertThat(http.write(full).statusCode()).isEqualTo(204);
        assertAnswer(http.write(full + "#"), 413, "max request size (10485760 bytes) exceeded");
    }

    @Test
    void countsTheBytesAgainAfterUnzipping() throws Exception {
        byte[] zipped = HttpCalls.gzip("#".repeat((10 << 20) + 1));
        HttpResponse<String> response =
                http.send(
                        http.request("/api/v3/write_lp?db=db")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(zipped)));

        assertThat(zipped.length).isLessThan(20_000);
        assertAnswer(response, 413, "max request size (10485760 bytes) exceeded");
    }

    @Test
    void refusesWhatIsNotUtf8() throws Exception {
        HttpResponse<String> response =
                http.send(
                        http.request("/api/v3/write_lp?db=db")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                new byte[] {'m', ' ', (byte) 0xC3, '=', '1'})));

        assertAnswer(
                response,
                400,
                "body content is not valid utf8: invalid utf-8 sequence of 1 bytes from index 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | missing query parameter 'db'",
                "?precision=s                | serde error: missing field `db`",
                "?db=a&db=b                  | serde error: duplicate field `db`",
                "?db=a&no_sync=1             | serde error: provided string was not `true` or `false`",
                "?db=a&precision=h           | serde error: unknown variant `h`, expected one of `auto`, `second`, `millisecond`, `microsecond`, `nanosecond`"
            })
    void refusesParametersThatItCannotRead(String parameters, String message) throws Exception {
        assertAnswer(http.post("/api/v3/write_lp" + parameters, "m f=1"), 400, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''     | db name cannot be empty",
                "_a     | db name did not start with a number or letter",
                "a%20b  | invalid character in database or rp name: must be ASCII, containing only letters, numbers, underscores, or hyphens",
                "a/b/c  | db name with invalid retention policy, if providing a retention policy name, must be of form '<db_name>/<rp_name>'",
                "a/     | db name with invalid retention policy, if providing a retention policy name, must be of form '<db_name>/<rp_name>'"
            })
    void refusesNamesOfDatabases(String name, String message) throws Exception {
        assertAnswer(
                http.post("/api/v3/write_lp?db=" + name, "m f=1"),
                400,
                "{\"error\":\"" + message + "\"}");
    }

    @Test
    void refusesALongNameOfADatabase() throws Exception {
        assertThat(http.post("/api/v3/write_lp?db=" + "a".repeat(512), "m f=1").body())
                .isEqualTo("{\"error\":\"db name too long: max 511\"}");
    }

    @Test
    void knowsNoOtherMethod() throws Exception {
        assertAnswer(http.get("/api/v3/write_lp?db=db"), 404, "Not found");
    }
}
