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

import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Ten hours of points, sixty files, of which a query may read ten. */
class FileLimitITCase extends ContractTestBase {

    FileLimitITCase() {
        super(InfluxDb3Emulator.builder().limits(Limits.CORE.withQueryFiles(10)));
    }

    @BeforeEach
    void writeTenHours() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int minute = 0; minute < 600; minute++) {
            lines.append("m f=1 ").append(1_704_067_200L + minute * 60L).append('\n');
        }
        http.post("/api/v3/write_lp?db=db&precision=s", lines.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) AS n FROM m",
                "SELECT count(*) AS n FROM m WHERE time >= '2024-01-01T02:00:00Z'",
                "SELECT count(*) AS n FROM m WHERE time < '2024-01-01T00:10:00Z' OR f = 1",
                "SELECT count(*) AS n FROM iox.m WHERE time <= '2024-01-01T01:40:00Z'"
            })
    void refusesToReadTooManyFiles(String sql) throws Exception {
        HttpResponse<String> response = http.query(sql, "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .startsWith(
                        "External error: Query would scan 10 Parquet files, exceeding the file"
                                + " limit.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "time < '2024-01-01T01:40:00Z' | 100",
                "time >= '2024-01-01T01:00:00Z' AND time < '2024-01-01T02:40:00Z' | 100",
                "time BETWEEN '2024-01-01T01:00:00Z' AND '2024-01-01T01:09:59Z' | 10",
                "time >= to_timestamp_nanos(1704067200000000000) AND time < CAST('2024-01-01T00:10:00Z' AS TIMESTAMP) | 10",
                "time > TIMESTAMP '2024-01-01T09:59:00Z' - INTERVAL '5 minutes' | 5",
                "time > '2025-01-01T00:00:00Z' | 0"
            })
    void readsFewFiles(String condition, int rows) throws Exception {
        assertThat(http.row("SELECT count(*) AS n FROM m WHERE " + condition))
                .hasToString("{\"n\":" + rows + "}");
    }

    @Test
    void bindsParametersBeforeItCounts() throws Exception {
        assertThat(
                        http.post(
                                        "/api/v3/query_sql",
                                        "{\"db\":\"db\",\"q\":\"SELECT count(*) AS n FROM m WHERE time < $end\","
                                                + "\"params\":{\"end\":\"2024-01-01T00:30:00Z\"}}")
                                .body())
                .isEqualTo("[{\"n\":30}]");
    }

    @Test
    void countsNoFilesOfCaches() throws Exception {
        http.postJson(
                "/api/v3/configure/last_cache", "{\"db\":\"db\",\"table\":\"m\",\"name\":\"c\"}");

        assertThat(http.rows("SELECT * FROM last_cache('m', 'c')")).hasSize(1);
    }
}
