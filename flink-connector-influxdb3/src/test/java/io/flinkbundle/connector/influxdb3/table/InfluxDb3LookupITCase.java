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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;
import io.flinkbundle.connector.influxdb3.testing.InfluxLines;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.schema.Limits;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(180)
class InfluxDb3LookupITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension
    static final InfluxDb3Server SERVER =
            new InfluxDb3Server(
                    InfluxDb3Emulator.builder()
                            .keepBodies(true)
                            .limits(Limits.CORE.withQueryFiles(2)));

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @BeforeEach
    void writePoints() throws Exception {
        lines().write(
                        "climate,room=kitchen,storey=1 t=20.5 1",
                        "climate,room=kitchen,storey=1 t=21.5 3",
                        "climate,room=kitchen,storey=2 t=9 2",
                        "climate,room=o'hall,storey=1 t=-1 1");
        tables.executeSql(
                "CREATE TEMPORARY VIEW wanted AS SELECT *, PROCTIME() AS p FROM (VALUES"
                        + " ('kitchen', 1), ('kitchen', 2), ('o''hall', 1), ('none', 1),"
                        + " (CAST(NULL AS STRING), 1)) AS v(room, storey)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'lookup.async' = 'true'",
                "'lookup.async' = 'false'",
                "'lookup.cache' = 'PARTIAL', 'lookup.partial-cache.max-rows' = '10'",
                "'lookup.cache' = 'FULL', 'lookup.full-cache.periodic-reload.interval' = '1 h'"
            })
    void findsTheLastPointOfEachKey(String options) {
        create(options);

        assertThat(join())
                .containsExactlyInAnyOrder(
                        Row.of("kitchen", 1, 21.5),
                        Row.of("kitchen", 2, 9.0),
                        Row.of("o'hall", 1, -1.0),
                        Row.of("none", 1, null),
                        Row.of(null, 1, null));
    }

    @Test
    void asksACacheOfLastValues() throws Exception {
        createLastCache();
        lines().write("climate,room=kitchen,storey=1 t=30 4");
        create("'lookup.last-cache' = 'latest'");

        assertThat(join()).contains(Row.of("kitchen", 1, 30.0), Row.of("o'hall", 1, null));
        assertThat(SERVER.emulator().calls().calls(Endpoint.QUERY_SQL))
                .anySatisfy(
                        call ->
                                assertThat(call.body().orElseThrow())
                                        .contains("FROM last_cache('climate', 'latest') WHERE")
                                        .doesNotContain("'kitchen'"));
    }

    @Test
    void looksBackNoFurtherThanAsked() throws Exception {
        long now = System.currentTimeMillis() * 1_000_000;
        lines().write("climate,room=none,storey=1 t=5 " + now);
        create("'lookup.max-age' = '5 min'");

        assertThat(join()).contains(Row.of("none", 1, 5.0), Row.of("kitchen", 1, null));
    }

    @Test
    void saysWhatToDoAboutALongHistory() throws Exception {
        SERVER.requireEmulator();
        lines().write("climate,room=x,storey=1 t=5 3600000000000", "climate t=5 7200000000000");
        create("'lookup.async' = 'true'");

        assertThatThrownBy(this::join).hasStackTraceContaining("set 'lookup.max-age'");
    }

    @Test
    void asksAgainAfterAFault() {
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).call(2).fail(503);
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).call(3).dropConnection();
        create("'lookup.max-retries' = '3'");

        assertThat(join()).contains(Row.of("kitchen", 1, 21.5)).hasSize(5);
    }

    @Test
    void refusesAKeyThatIsNoTagOrField() {
        create("'lookup.async' = 'true'");

        assertThatThrownBy(
                        () ->
                                tables.explainSql(
                                        "SELECT c.t FROM wanted AS w JOIN climate FOR SYSTEM_TIME"
                                                + " AS OF w.p AS c ON c.t = CAST(w.storey AS"
                                                + " DOUBLE)"))
                .hasStackTraceContaining("Points cannot be looked up by column 't'");
    }

    private static InfluxLines lines() {
        return SERVER.lines();
    }

    private static void createLastCache() throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        SERVER.emulator().url()
                                                                + "/api/v3/configure/last_cache"))
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "{\"db\":\"db\",\"table\":\"climate\","
                                                                + "\"name\":\"latest\"}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private void create(String options) {
        tables.executeSql(
                "CREATE TABLE climate (room STRING, storey INT, t DOUBLE, `time` TIMESTAMP_LTZ(3))"
                        + " WITH ('connector' = 'influxdb3', "
                        + SERVER.options()
                        + ", 'table-name' = 'climate', "
                        + options
                        + ")");
    }

    private List<Row> join() {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> result =
                tables.executeSql(
                                "SELECT w.room, w.storey, c.t FROM wanted AS w LEFT JOIN climate"
                                        + " FOR SYSTEM_TIME AS OF w.p AS c ON w.room = c.room AND"
                                        + " w.storey = c.storey")
                        .collect()) {
            result.forEachRemaining(rows::add);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
