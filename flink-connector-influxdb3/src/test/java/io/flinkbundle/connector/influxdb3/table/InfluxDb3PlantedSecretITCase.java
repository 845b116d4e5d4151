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

import io.flinkbundle.connector.common.testing.JobTexts;
import io.flinkbundle.connector.influxdb3.testing.CapturedLog;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.InjectClusterRESTAddress;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A secret in the options of a table appears nowhere that people read while the job runs. */
@Timeout(180)
class InfluxDb3PlantedSecretITCase {

    private static final String SECRET = "planted-4711";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path savepoints;

    private TableEnvironment tables;

    /** On the stream environment, because only that runs on the cluster of the test. */
    @BeforeEach
    void setUp() {
        tables =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());
        tables.getConfig().set("parallelism.default", "1");
        tables.getConfig().set("execution.checkpointing.interval", "100 ms");
    }

    private static final String INSERT =
            "INSERT INTO guarded SELECT n, TO_TIMESTAMP_LTZ(n, 3) FROM numbers";

    @Test
    void aTokenIsShownNowhere(@InjectClusterRESTAddress URI rest) throws Exception {
        try (InfluxDb3Emulator server = InfluxDb3Emulator.builder().token(SECRET).start();
                CapturedLog log = new CapturedLog()) {
            tables.executeSql(
                    """
                    CREATE TABLE guarded (n BIGINT, `time` TIMESTAMP_LTZ(3)) WITH (
                      'connector' = 'influxdb3', 'url' = '%s', 'database' = 'db',
                      'table-name' = 'guarded', 'token' = '%s')"""
                            .formatted(server.url(), SECRET));

            assertThat(textsOfInsert(rest)).contains("guarded").doesNotContain(SECRET);
            assertThat(log.text()).contains("guarded").doesNotContain(SECRET);
        }
    }

    private String textsOfInsert(URI rest) throws Exception {
        tables.executeSql(
                "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen',"
                        + " 'rows-per-second' = '100', 'fields.n.min' = '0', 'fields.n.max' = '1000000')");
        return JobTexts.of(tables, INSERT, rest, savepoints);
    }
}
