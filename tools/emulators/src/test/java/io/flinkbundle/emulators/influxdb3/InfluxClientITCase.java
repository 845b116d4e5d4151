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

package io.flinkbundle.emulators.influxdb3;

import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.call.RecordedCall;
import io.flinkbundle.emulators.influxdb3.testing.HttpCalls;

import com.google.gson.JsonParser;
import com.influxdb.v3.client.InfluxDBApiHttpException;
import com.influxdb.v3.client.InfluxDBClient;
import com.influxdb.v3.client.Point;
import com.influxdb.v3.client.PointValues;
import com.influxdb.v3.client.write.WriteOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The client of InfluxData for Java writes to the emulator, over v2 and without sync over v3, and
 * queries it over Arrow Flight.
 */
class InfluxClientITCase {

    /** Else Arrow reaches for a method that the gRPC of Google's clients does not have any more. */
    private static final String ZERO_COPY = "arrow.flight.enable_zero_copy_read";

    @RegisterExtension
    static final InfluxDb3Extension INFLUXDB =
            new InfluxDb3Extension(InfluxDb3Emulator.builder().token("secret").flight(true));

    private InfluxDBClient client;
    private InfluxDb3Emulator emulator;

    @BeforeAll
    static void copyBatches() {
        System.setProperty(ZERO_COPY, "false");
    }

    @BeforeEach
    void connect(InfluxDb3Emulator running) {
        emulator = running;
        client =
                InfluxDBClient.getInstance(emulator.url().toString(), "secret".toCharArray(), "db");
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
    }

    private String query(String sql) throws Exception {
        HttpCalls http = new HttpCalls(emulator);
        return http.send(
                        http.request("/api/v3/query_sql?db=db&q=" + HttpCalls.encode(sql))
                                .header("Authorization", "Bearer secret"))
                .body();
    }

    @Test
    void knowsTheVersion() {
        assertThat(client.getServerVersion()).startsWith("3.");
    }

    @Test
    void writesPointsOfAllTypes() throws Exception {
        client.writePoint(
                Point.measurement("cpu load")
                        .setTag("host name", "a, b=c")
                        .setField("f", 1.25)
                        .setField("i", -5L)
                        .setField("b", true)
                        .setField("s", "a \"quoted\" \\ text\nof two lines")
                        .setTimestamp(Instant.parse("2026-01-02T03:04:05.123456789Z")));

        assertThat(JsonParser.parseString(query("SELECT * FROM \"cpu load\"")))
                .isEqualTo(
                        JsonParser.parseString(
                                "[{\"b\":true,\"f\":1.25,\"host name\":\"a, b=c\",\"i\":-5,"
                                        + "\"s\":\"a \\\"quoted\\\" \\\\ text\\nof two lines\","
                                        + "\"time\":\"2026-01-02T03:04:05.123456789\"}]"));
    }

    @Test
    void writesManyPointsZipped() throws Exception {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            points.add(
                    Point.measurement("m")
                            .setTag("t", "v" + i % 10)
                            .setField("i", (long) i)
                            .setTimestamp(Instant.ofEpochSecond(i)));
        }

        client.writePoints(points);

        assertThat(query("SELECT count(*) AS n, sum(i) AS s FROM m"))
                .isEqualTo("[{\"n\":10000,\"s\":49995000}]");
        RecordedCall call = emulator.calls().calls(Endpoint.WRITE_V2).get(0);
        assertThat(call.headers()).containsEntry("content-encoding", "gzip");
        assertThat(call.acceptedLines()).isEqualTo(10_000);
    }

    @Test
    void writesWithoutSyncOverV3() throws Exception {
        client.writeRecord("m f=1 1", new WriteOptions.Builder().noSync(true).build());

        assertThat(emulator.calls().calls(Endpoint.WRITE_LP)).hasSize(1);
        assertThat(query("SELECT f FROM m")).isEqualTo("[{\"f\":1.0}]");
    }

    @Test
    void isToldWhatIsWrong() {
        client.writeRecord("m f=1 1");

        assertThatThrownBy(() -> client.writeRecord("m f=\"text\" 2"))
                .isInstanceOf(InfluxDBApiHttpException.class)
                .hasMessageContaining("invalid column type for column 'f'");
        emulator.tokens().revoke("secret");
        assertThatThrownBy(() -> client.writeRecord("m f=1 1"))
                .isInstanceOf(InfluxDBApiHttpException.class)
                .hasMessageContaining("401");
    }

    @Test
    void queriesPointsOfAllTypes() {
        client.writeRecord(
                "cpu,host=a f=1.25,i=-5i,u=18446744073709551615u,b=true,s=\"x y\" 1700000000123456789");
        client.writeRecord("cpu,host=b f=2 1700000000123456790");

        List<PointValues> points;
        try (Stream<PointValues> found = client.queryPoints("SELECT * FROM cpu ORDER BY time")) {
            points = found.toList();
        }

        PointValues first = points.get(0);
        assertThat(points).hasSize(2);
        assertThat(first.getTag("host")).isEqualTo("a");
        assertThat(first.getTimestamp()).isEqualTo(new BigInteger("1700000000123456789"));
        assertThat(first.getFloatField("f")).isEqualTo(1.25);
        assertThat(first.getIntegerField("i")).isEqualTo(-5);
        assertThat(first.getField("u")).isEqualTo(-1L);
        assertThat(first.getBooleanField("b")).isTrue();
        assertThat(first.getStringField("s")).isEqualTo("x y");
        assertThat(points.get(1).getFloatField("f")).isEqualTo(2);
        assertThat(points.get(1).getIntegerField("i")).isNull();
    }

    @Test
    void queriesWithParametersAndAggregates() {
        client.writeRecord("m,t=a i=1i 1\nm,t=b i=2i 2\nm,t=b i=3i 3");

        try (Stream<Object[]> rows =
                client.query(
                        "SELECT count(*) AS n, sum(i) AS s, avg(i) AS a FROM m WHERE t = $t",
                        Map.of("t", "b"))) {
            assertThat(rows.toList()).containsExactly(new Object[] {2L, 5L, 2.5});
        }
    }

    @Test
    void queriesMoreThanABatch() {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 20_000; i++) {
            lines.append("m i=").append(i).append("i ").append(i).append('\n');
        }
        client.writeRecord(lines.toString());

        try (Stream<Object[]> rows = client.query("SELECT i FROM m ORDER BY time")) {
            assertThat(rows.map(row -> row[0]).toList())
                    .hasSize(20_000)
                    .startsWith(1L, 2L)
                    .endsWith(20_000L);
        }
        try (Stream<Object[]> rows = client.query("SELECT i FROM m WHERE i < 0")) {
            assertThat(rows).isEmpty();
        }
    }

    @Test
    void isToldWhatIsWrongWithAQuery() {
        client.writeRecord("m f=1 1");

        assertThatThrownBy(() -> count("SELECT * FROM none"))
                .hasStackTraceContaining("table 'public.iox.none' not found");
        assertThatThrownBy(() -> count("SELECT FROM")).hasStackTraceContaining("INVALID_ARGUMENT");
        emulator.tokens().revoke("secret");
        assertThatThrownBy(() -> count("SELECT * FROM m"))
                .hasStackTraceContaining("the request was not authenticated");
    }

    @Test
    void queriesAgainWhenTheServerIsBack() throws Exception {
        client.writeRecord("m f=1 1");
        assertThat(count("SELECT * FROM m")).isEqualTo(1);
        int port = emulator.port();

        emulator.stopListening();
        assertThatThrownBy(() -> count("SELECT * FROM m")).isNotNull();
        emulator.resumeListening();

        assertThat(emulator.port()).isEqualTo(port);
        try (InfluxDBClient again =
                InfluxDBClient.getInstance(
                        emulator.url().toString(), "secret".toCharArray(), "db")) {
            try (Stream<Object[]> rows = again.query("SELECT * FROM m")) {
                assertThat(rows).hasSize(1);
            }
        }
    }

    private long count(String sql) {
        try (Stream<Object[]> rows = client.query(sql)) {
            return rows.count();
        }
    }
}
