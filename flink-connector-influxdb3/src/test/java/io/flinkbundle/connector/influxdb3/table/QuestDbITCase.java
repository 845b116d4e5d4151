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

import io.flinkbundle.connector.influxdb3.testing.QuestDb;
import io.flinkbundle.connector.influxdb3.testing.RandomPoints;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines of the sink, read by the parser of QuestDB and compared value by value. */
@Timeout(120)
class QuestDbITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static QuestDb server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = QuestDb.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"v1, 1", "v2, 2"})
    void readsEveryValueAsItWasWritten(String api, long seed) throws Exception {
        List<Row> rows = RandomPoints.rows(seed);
        String table = "points_" + api;

        RandomPoints.write(
                rows,
                table,
                "'url' = '%s', 'database' = 'qdb', 'api' = '%s'%s"
                        .formatted(
                                server.url(),
                                api,
                                api.equals("v2") ? ", 'organization' = 'o'" : ""));

        assertThat(read(table)).containsExactlyElementsOf(rows);
    }

    private static List<Row> read(String table) throws Exception {
        // The server answers before what it has stored can be queried.
        server.query("SELECT wait_wal_table('" + table + "')");
        List<Row> rows = new ArrayList<>();
        for (JsonNode row :
                server.query(
                        "SELECT id, tag, txt, d, f, b, timestamp FROM " + table + " ORDER BY id")) {
            rows.add(
                    Row.of(
                            row.get(0).asLong(),
                            row.get(1).isNull() ? null : row.get(1).asText(),
                            row.get(2).asText(),
                            Double.parseDouble(row.get(3).asText()),
                            row.get(4).isNull() ? null : Float.parseFloat(row.get(4).asText()),
                            row.get(5).asBoolean(),
                            Instant.parse(row.get(6).asText())));
        }
        return rows;
    }
}
