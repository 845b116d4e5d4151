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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

class LegacyWriteITCase extends ContractTestBase {

    private static void assertAnswer(HttpResponse<String> response, int status, String body) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/write?db=db", "/api/v2/write?bucket=db&org=ignored"})
    void writesNanosecondsUnlessToldOtherwise(String path) throws Exception {
        assertAnswer(http.post(path, "m f=1 1700000000000000000"), 204, "");
        assertAnswer(http.post(path + "&precision=s", "m f=2 1700000001"), 204, "");

        assertThat(http.rows("SELECT time FROM m ORDER BY time"))
                .hasToString(
                        "[{\"time\":\"2023-11-14T22:13:20\"},{\"time\":\"2023-11-14T22:13:21\"}]");
    }

    @Test
    void v2TakesAllLinesOrNone() throws Exception {
        assertAnswer(
                http.post("/api/v2/write?bucket=db", "m f=1 1\nm f=NaN 2"),
                400,
                "{\"code\":\"invalid\",\"message\":\"write buffer error: line protocol parse failed:"
                        + " No fields were provided\"}");
        assertThat(emulator().pointsWritten("db", "m")).isZero();
    }

    @Test
    void v1TakesAllLinesOrNone() throws Exception {
        assertAnswer(
                http.post("/write?db=db", "m f=1 1\nm f=NaN 2"),
                400,
                "{\"error\":\"line protocol parsing error\",\"data\":{\"error_message\":\"No fields"
                        + " were provided\",\"line_number\":2,\"original_line\":\"m f=NaN 2\"}}");
        assertThat(emulator().pointsWritten("db", "m")).isZero();
    }

    @Test
    void v1PutsARetentionPolicyIntoTheNameOfTheDatabase() throws Exception {
        http.post("/write?db=db&rp=week", "m f=1 1");
        http.post("/write?db=db&rp=autogen", "m f=1 1");

        assertThat(emulator().pointsWritten("db/week", "m")).isEqualTo(1);
        assertThat(emulator().pointsWritten("db", "m")).isEqualTo(1);
    }

    @Test
    void v2SaysWhatIsWrongInItsOwnForm() throws Exception {
        assertAnswer(
                http.post("/api/v2/write?org=o", "m f=1"),
                400,
                "{\"code\":\"invalid\",\"message\":\"missing bucket value\"}");
        assertAnswer(
                http.post("/api/v2/write?bucket=db", ""),
                400,
                "{\"code\":\"invalid\",\"message\":\"write buffer error: incoming write was empty\"}");
        assertAnswer(
                http.post("/api/v2/write?bucket=db", "#".repeat((10 << 20) + 1)),
                413,
                "max request size (10485760 bytes) exceeded");
    }

    @Test
    void neitherGuessesPrecisions() throws Exception {
        assertThat(http.post("/write?db=db&precision=auto", "m f=1").body())
                .isEqualTo(
                        "{\"error\":\"failed to deserialize db/rp/precision in request: unknown"
                                + " variant `auto`, expected one of `second`, `millisecond`,"
                                + " `microsecond`, `nanosecond`\"}");
        assertThat(http.post("/api/v2/write?bucket=db&precision=m", "m f=1").body())
                .startsWith("{\"code\":\"invalid\",\"message\":\"failed to deserialize");
    }
}
