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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.influxdb3.testing.InfluxLines;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Extension;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.schema.Limits;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

@Timeout(60)
class HttpQueryClientTest {

    private static final int POINTS = 20_000;

    @RegisterExtension
    static final InfluxDb3Extension SERVER =
            new InfluxDb3Extension(
                    InfluxDb3Emulator.builder().limits(Limits.CORE.withQueryFiles(2)));

    @BeforeEach
    void writePoints() throws Exception {
        lines().write(
                        IntStream.range(0, POINTS)
                                .mapToObj(i -> "t,host=h" + i % 7 + " v=" + i + "i " + i)
                                .toArray(String[]::new));
    }

    @Test
    void streamsTheRows() throws Exception {
        try (QueryClient client = client()) {
            String[] rows =
                    read(client, SqlQuery.of("SELECT v, host FROM t ORDER BY time")).split("\n");

            assertThat(rows).hasSize(POINTS);
            assertThat(rows[12]).isEqualTo("{\"v\":12,\"host\":\"h5\"}");
        }
    }

    @Test
    void bindsValuesInPlaceOfWritingThemIntoTheQuery() throws Exception {
        lines().write("u,host=o'brien v=1 1", "u,host=$x v=2 2");
        try (QueryClient client = client()) {
            String rows =
                    read(
                            client,
                            new SqlQuery(
                                    "SELECT v FROM u WHERE host = $host AND v >= $v AND time < $t",
                                    Map.of(
                                            "host", "o'brien",
                                            "v", 0.5,
                                            "t", "1970-01-01T00:00:00.000000002Z")));

            assertThat(rows).isEqualTo("{\"v\":1.0}\n");
        }
    }

    @Test
    void noticesThatAnAnswerBrokeOff() throws Exception {
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).cutResponse(70_000);
        try (QueryClient client = client();
                ResultBytes result = client.query(SqlQuery.of("SELECT v, host FROM t"))) {
            assertThatThrownBy(() -> readAll(result))
                    .isInstanceOf(RetryableIOException.class)
                    .hasMessageContaining("The connection to " + SERVER.emulator().url());
        }
    }

    @Test
    void noticesThatTheServerFellSilent() throws Exception {
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).hang();
        try (QueryClient client = client(Duration.ofMillis(50));
                ResultBytes result = client.query(SqlQuery.of("SELECT v FROM t"))) {
            assertThatThrownBy(() -> readAll(result)).isInstanceOf(RetryableIOException.class);
        }
    }

    @Test
    void canBeWokenUpWhileItWaits() throws Exception {
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).hang();
        try (QueryClient client = client();
                ResultBytes result = client.query(SqlQuery.of("SELECT v FROM t"))) {
            Thread waker = new Thread(result::wakeUp);
            waker.start();

            assertThat(result.read(new byte[10], 0, 10)).isEqualTo(ResultBytes.WOKEN_UP);
            waker.join();
        }
    }

    @Test
    void canBeClosedWhileAnotherThreadReads() throws Exception {
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).hang();
        try (QueryClient client = client()) {
            ResultBytes result = client.query(SqlQuery.of("SELECT v FROM t"));
            Thread closer = new Thread(result::close);
            closer.start();

            assertThatThrownBy(() -> readAll(result)).isInstanceOf(IOException.class);
            closer.join();
        }
    }

    @Test
    void tellsThatTheServerWouldHaveToReadTooManyFiles() throws Exception {
        lines().write("t v=1i 3600000000000", "t v=1i 7200000000000");
        try (QueryClient client = client()) {
            assertThatThrownBy(() -> read(client, SqlQuery.of("SELECT max(time) FROM t")))
                    .isInstanceOf(TooManyFilesException.class)
                    .hasMessageContaining("narrower time range");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT v FROM missing | table 'public.iox.missing' not found",
                "SELECT missing FROM t | No field named missing",
                "SELECT FROM | SQL error"
            })
    void doesNotAskAgainWhatIsWrong(String sql, String message) throws Exception {
        try (QueryClient client = client()) {
            assertThatThrownBy(() -> read(client, SqlQuery.of(sql)))
                    .isInstanceOf(InfluxDb3RequestException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining("Check the query");
        }
    }

    @Test
    void namesADatabaseThatIsNotThere() throws Exception {
        InfluxDb3ConnectionOptions other =
                connection(Duration.ofSeconds(10)).toBuilder().setDatabase("other").build();
        try (QueryClient client = new HttpQueryClient(new HttpLink(other))) {
            assertThatThrownBy(() -> read(client, SqlQuery.of("SELECT 1")))
                    .asInstanceOf(type(InfluxDb3RequestException.class))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(404))
                    .satisfies(e -> assertThat(e).hasMessageContaining("database 'other'"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void mayAskAgainAfterAFault(int status) throws Exception {
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).fail(status);
        try (QueryClient client = client()) {
            assertThatThrownBy(() -> read(client, SqlQuery.of("SELECT 1")))
                    .isInstanceOf(RetryableIOException.class);
        }
    }

    @Test
    void passesOnThePauseThatTheServerAsksFor() throws Exception {
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).throttle(Duration.ofSeconds(7));
        try (QueryClient client = client()) {
            assertThatThrownBy(() -> read(client, SqlQuery.of("SELECT 1")))
                    .asInstanceOf(type(BackpressureException.class))
                    .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
        }
    }

    @Test
    void showsNoTokenThatWasRefused() throws Exception {
        try (InfluxDb3Emulator guarded = InfluxDb3Emulator.builder().token("apiv3_good").start();
                QueryClient client =
                        new HttpQueryClient(
                                new HttpLink(
                                        InfluxDb3ConnectionOptions.builder()
                                                .setUrl(guarded.url().toString())
                                                .setDatabase("db")
                                                .setToken(Secret.inline("planted"))
                                                .build()))) {
            assertThatThrownBy(() -> read(client, SqlQuery.of("SELECT 1")))
                    .isInstanceOf(InfluxDb3RequestException.class)
                    .hasMessageContaining("may read this database")
                    .hasMessageNotContaining("planted");
        }
    }

    @Test
    void readsSmallResultsAsObjects() throws Exception {
        try (QueryClient client = client()) {
            assertThat(SmallResult.of(client, SqlQuery.of("SELECT count(*) AS n FROM t")))
                    .singleElement()
                    .satisfies(row -> assertThat(row.path("n").asLong()).isEqualTo(POINTS));
            assertThat(SmallResult.of(client, SqlQuery.of("SELECT v FROM t WHERE v < 0")))
                    .isEmpty();
        }
    }

    private static InfluxLines lines() {
        return new InfluxLines(SERVER.emulator(), "db");
    }

    private static QueryClient client() throws IOException {
        return client(Duration.ofSeconds(30));
    }

    private static QueryClient client(Duration timeout) throws IOException {
        return new HttpQueryClient(new HttpLink(connection(timeout)));
    }

    private static InfluxDb3ConnectionOptions connection(Duration timeout) {
        return InfluxDb3ConnectionOptions.builder()
                .setUrl(SERVER.emulator().url().toString())
                .setDatabase("db")
                .setRequestTimeout(timeout)
                .build();
    }

    private static String read(QueryClient client, SqlQuery query) throws Exception {
        try (ResultBytes result = client.query(query)) {
            return readAll(result);
        }
    }

    private static String readAll(ResultBytes result) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[4_096];
        int count;
        while ((count = result.read(chunk, 0, chunk.length)) != ResultBytes.END) {
            all.write(chunk, 0, count);
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
