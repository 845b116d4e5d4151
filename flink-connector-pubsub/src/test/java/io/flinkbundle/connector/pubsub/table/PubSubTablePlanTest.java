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

package io.flinkbundle.connector.pubsub.table;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PubSubTablePlanTest {

    private TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @Test
    void readsOnlyTheColumnsThatAreUsed() {
        create("a INT, b STRING, c DOUBLE", "");

        assertThat(plan("SELECT c, a FROM t")).contains("project=[c, a]");
    }

    @Test
    void readsOnlyTheMetadataThatIsUsed() {
        create(
                "a INT, id STRING METADATA FROM 'message-id' VIRTUAL,"
                        + " published TIMESTAMP_LTZ(3) METADATA FROM 'publish-time' VIRTUAL",
                "");

        assertThat(plan("SELECT id FROM t")).contains("project=[], metadata=[message-id]");
    }

    @Test
    void endsWhenALimitIsReached() {
        tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        create("a INT, b STRING", ", 'scan.bounded.mode' = 'idle'");

        assertThat(plan("SELECT a FROM t LIMIT 7")).contains("limit=[7]");
    }

    @Test
    void makesWatermarksInTheSource() {
        create(
                "a INT, published TIMESTAMP_LTZ(3) METADATA FROM 'publish-time' VIRTUAL,"
                        + " WATERMARK FOR published AS published - INTERVAL '1' SECOND",
                "");

        assertThat(plan("SELECT a, published FROM t"))
                .contains("watermark=[-(")
                .doesNotContain("WatermarkAssigner");
    }

    @Test
    void takesWatermarksFromTheTimesOfMessages() {
        create(
                "a INT, published TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,"
                        + " WATERMARK FOR published AS SOURCE_WATERMARK()",
                "");

        assertThat(plan("SELECT a, published FROM t"))
                .contains("watermark=[SOURCE_WATERMARK()]")
                .doesNotContain("WatermarkAssigner");
    }

    @Test
    void refusesToReadWithoutAnEndInABatchJob() {
        tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        create("a INT", "");

        assertThatThrownBy(() -> plan("SELECT a FROM t"))
                .hasStackTraceContaining("unbounded table");
    }

    private void create(String columns, String options) {
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'pubsub', 'emulator-host' = 'localhost:1',"
                        + " 'project' = 'p', 'subscription' = 'orders', 'format' = 'json'"
                        + options
                        + ")");
    }

    private String plan(String sql) {
        String explained = tables.explainSql(sql);
        return explained.substring(explained.indexOf("== Optimized Physical Plan =="));
    }
}
