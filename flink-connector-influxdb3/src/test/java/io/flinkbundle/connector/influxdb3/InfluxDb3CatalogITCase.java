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

package io.flinkbundle.connector.influxdb3;

import io.flinkbundle.connector.influxdb3.testing.InfluxLines;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Extension;

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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class InfluxDb3CatalogITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension
    static final InfluxDb3Extension SERVER =
            new InfluxDb3Extension(InfluxDb3Emulator.builder().token("apiv3_planted"));

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inBatchMode());

    @BeforeEach
    void createCatalog() throws Exception {
        new InfluxLines(SERVER.emulator(), "building", "apiv3_planted")
                .write(
                        "climate,room=hall,storey=1 t=1.5,n=2i,u=3u,ok=true,note=\"x\" 1000000001",
                        "climate,room=attic t=2.5 2000000000");
        create("apiv3_planted", "building");
        tables.useCatalog("influx");
    }

    private void create(String token, String database) {
        tables.executeSql(
                "CREATE CATALOG influx WITH ('type' = 'influxdb3', 'url' = '"
                        + SERVER.emulator().url()
                        + "', 'token' = '"
                        + token
                        + "', 'default-database' = '"
                        + database
                        + "')");
    }

    @Test
    void showsDatabasesTablesAndColumns() {
        assertThat(tables.listDatabases()).contains("building");
        assertThat(tables.listTables()).containsExactly("climate");
        assertThat(
                        rows("DESCRIBE climate").stream()
                                .map(row -> row.getField(0) + " " + row.getField(1)))
                .containsExactlyInAnyOrder(
                        "room STRING",
                        "storey STRING",
                        "n BIGINT",
                        "note STRING",
                        "ok BOOLEAN",
                        "t DOUBLE",
                        "u DECIMAL(20, 0)",
                        "time TIMESTAMP_LTZ(9)");
        assertThat(rows("SHOW CREATE TABLE climate").get(0).toString())
                .contains("PRIMARY KEY (`room`, `storey`, `time`) NOT ENFORCED");
    }

    @Test
    void readsTables() {
        assertThat(rows("SELECT room, storey, t, n, u, ok, note, `time` FROM climate"))
                .containsExactlyInAnyOrder(
                        Row.of(
                                "hall",
                                "1",
                                1.5,
                                2L,
                                new BigDecimal(3),
                                true,
                                "x",
                                Instant.ofEpochSecond(1, 1)),
                        Row.of("attic", "", 2.5, null, null, null, null, Instant.ofEpochSecond(2)));
    }

    @Test
    void createsWritesAndDropsTables() throws Exception {
        tables.executeSql("CREATE DATABASE other");
        tables.executeSql(
                "CREATE TABLE other.copy (room STRING, n BIGINT, u DECIMAL(20, 0), `time`"
                        + " TIMESTAMP_LTZ(9)) WITH ('tag.columns' = 'room',"
                        + " 'field.unsigned-columns' = 'u')");
        tables.executeSql(
                        "INSERT INTO other.copy SELECT room, n, u, `time` FROM climate WHERE n > 0")
                .await();

        assertThat(rows("SELECT room, n, u FROM other.copy"))
                .containsExactly(Row.of("hall", 2L, new BigDecimal(3)));
        assertThatThrownBy(() -> tables.executeSql("DROP DATABASE other RESTRICT"))
                .hasStackTraceContaining("is not empty");
        tables.executeSql("DROP TABLE other.copy");
        assertThat(tables.listTables("influx", "other")).isEmpty();
        tables.executeSql("DROP DATABASE other");
        assertThat(tables.listDatabases()).doesNotContain("other");
    }

    @Test
    void refusesWhatTheServerCannotKeep() {
        assertThatThrownBy(
                        () ->
                                tables.executeSql(
                                        "CREATE TABLE t2 (n BIGINT, `time` TIMESTAMP_LTZ(3)) WITH"
                                                + " ('scan.split-duration' = '1 h')"))
                .hasStackTraceContaining("Option 'scan.split-duration' of table 'building.t2'");
        assertThatThrownBy(() -> tables.executeSql("ALTER TABLE climate RENAME TO x"))
                .hasStackTraceContaining("cannot rename tables");
        assertThatThrownBy(() -> rows("SELECT * FROM missing"))
                .hasStackTraceContaining("'missing' not found");
    }

    @Test
    void saysWhatIsWrongWithTheServer() {
        tables.useCatalog("default_catalog");
        tables.executeSql("DROP CATALOG influx");

        assertThatThrownBy(() -> create("apiv3_other", "building"))
                .hasStackTraceContaining("Check that the token is valid")
                // What Flink says of its own statement is not ours.
                .rootCause()
                .hasMessageNotContaining("apiv3_other");
        assertThatThrownBy(() -> create("apiv3_planted", "nowhere"))
                .hasStackTraceContaining("The server has no database 'nowhere'");
    }

    private List<Row> rows(String sql) {
        List<Row> rows = new ArrayList<>();
        CloseableIterator<Row> result = tables.executeSql(sql).collect();
        result.forEachRemaining(rows::add);
        return rows;
    }
}
