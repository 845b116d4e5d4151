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

import io.flinkbundle.connector.influxdb3.testing.InfluxDb1;
import io.flinkbundle.connector.influxdb3.testing.RandomPoints;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines of the sink, read by InfluxDB 1. */
@Timeout(120)
@EnabledIfEnvironmentVariable(
        named = InfluxDb1.BINARY,
        matches = ".+",
        disabledReason = "no server of InfluxDB 1; set INFLUXDB1_BINARY to the path of influxd")
class InfluxDb1ITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static InfluxDb1 server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = InfluxDb1.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void readsEveryValueAsItWasWritten() throws Exception {
        List<Row> rows = RandomPoints.rows(3);

        RandomPoints.write(rows, "points", options());

        assertThat(read("points")).containsExactlyElementsOf(rows);
    }

    @Test
    void hasEachPointOnceWhenItIsWrittenTwice() throws Exception {
        List<Row> rows = RandomPoints.rows(4);

        RandomPoints.write(rows, "twice", options());
        RandomPoints.write(rows, "twice", options());

        assertThat(read("twice")).containsExactlyElementsOf(rows);
    }

    /** The server refuses tags of more than 65,535 bytes, and keeps the lines around them. */
    @Test
    void keepsTheGoodPointsBesideABadOne() throws Exception {
        List<Row> first = RandomPoints.rows(5);
        List<Row> withBad = new ArrayList<>(first);
        Row bad = Row.copy(first.get(1));
        bad.setField(1, "t".repeat(70_000));
        withBad.set(1, bad);

        RandomPoints.write(withBad, "mixed", options() + ", 'sink.on-rejected' = 'skip'");

        List<Row> good = new ArrayList<>(first);
        good.remove(1);
        assertThat(read("mixed")).containsExactlyElementsOf(good);
    }

    private static String options() {
        return "'url' = '%s', 'database' = 'db', 'api' = 'v1'".formatted(server.url());
    }

    private static List<Row> read(String measurement) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row :
                server.query("SELECT id, \"tag\", txt, d, f, b FROM \"" + measurement + "\"")) {
            rows.add(
                    Row.of(
                            row.get(1).asLong(),
                            row.get(2).isNull() ? null : row.get(2).asText(),
                            row.get(3).asText(),
                            row.get(4).asDouble(),
                            row.get(5).isNull() ? null : (float) row.get(5).asDouble(),
                            row.get(6).asBoolean(),
                            Instant.EPOCH.plus(row.get(0).asLong(), ChronoUnit.MICROS)));
        }
        rows.sort(Comparator.comparing(row -> (Long) row.getField(0)));
        return rows;
    }
}
