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

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines of the sink, read by the parser of QuestDB and compared value by value. */
@Timeout(120)
class QuestDbITCase {

    private static final int ROWS = 2_000;

    /** What must be escaped somewhere, what is close to it, and text of several bytes a letter. */
    private static final String[] PIECES = {
        " ", ",", "=", "\\", "\"", "a", "n", "i", "ß", "日", "🦆", "#", "'", "\\\\", "x=1i", "0", ";"
    };

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static QuestDb server;

    private static final TypeInformation<Row> ROW =
            Types.ROW_NAMED(
                    new String[] {"id", "tag", "txt", "d", "f", "b", "time"},
                    Types.LONG,
                    Types.STRING,
                    Types.STRING,
                    Types.DOUBLE,
                    Types.FLOAT,
                    Types.BOOLEAN,
                    Types.INSTANT);

    private final StreamExecutionEnvironment flink =
            StreamExecutionEnvironment.getExecutionEnvironment();
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(flink);

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = QuestDb.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void readsEveryValueAsItWasWritten(String api) throws Exception {
        List<Row> rows = randomRows(api);
        String table = "points_" + api;
        tables.executeSql(
                "CREATE TABLE "
                        + table
                        + " (id BIGINT, tag STRING, txt STRING, d DOUBLE, f FLOAT, b BOOLEAN,"
                        + " `time` TIMESTAMP_LTZ(6)) WITH ('connector' = 'influxdb3', 'url' = '"
                        + server.url()
                        + "', 'api' = '"
                        + api
                        + "', 'database' = 'qdb', 'tag.columns' = 'tag', 'table-name' = '"
                        + table
                        + "'"
                        + (api.equals("v2") ? ", 'organization' = 'o'" : "")
                        + ", 'sink.buffer-flush.max-rows' = '300')");

        tables.fromDataStream(flink.fromData(rows, ROW).setParallelism(1))
                .insertInto(table)
                .execute()
                .await(60, TimeUnit.SECONDS);

        JsonNode found = awaitRows(table);
        assertThat(found).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            Row written = rows.get(i);
            JsonNode read = found.get(i);
            assertThat(read.get(1).isNull() ? null : read.get(1).asText())
                    .as("tag of row %d", i)
                    .isEqualTo(written.getField(1));
            assertThat(read.get(2).asText()).isEqualTo(written.getField(2));
            assertThat(Double.parseDouble(read.get(3).asText())).isEqualTo(written.getField(3));
            assertThat(read.get(4).isNull() ? null : Float.parseFloat(read.get(4).asText()))
                    .isEqualTo(written.getField(4));
            assertThat(read.get(5).asBoolean()).isEqualTo(written.getField(5));
            assertThat(Instant.parse(read.get(6).asText())).isEqualTo(written.getField(6));
        }
    }

    /** The server answers before what it has stored can be queried. */
    private static JsonNode awaitRows(String table) throws Exception {
        server.query("SELECT wait_wal_table('" + table + "')");
        return server.query(
                "SELECT id, tag, txt, d, f, b, timestamp FROM " + table + " ORDER BY id");
    }

    private static List<Row> randomRows(String api) {
        Random random = new Random(api.hashCode());
        List<Row> rows = new ArrayList<>();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (long id = 0; id < ROWS; id++) {
            // QuestDB takes a backslash in a tag for an escape of whatever follows, unlike
            // InfluxDB.
            String tag = text(random).replace("\\", "");
            rows.add(
                    Row.of(
                            id,
                            tag.isEmpty() ? null : tag,
                            text(random),
                            finite(random),
                            random.nextInt(5) == 0 ? null : random.nextFloat(),
                            random.nextBoolean(),
                            start.plus(id * 1_000_003 + random.nextInt(1000), ChronoUnit.MICROS)));
        }
        return rows;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static double finite(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : random.nextInt() / 100.0;
    }
}
