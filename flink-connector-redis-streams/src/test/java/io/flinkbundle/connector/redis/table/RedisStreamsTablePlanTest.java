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

package io.flinkbundle.connector.redis.table;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStreamsTablePlanTest {

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @Test
    void readsOnlyTheColumnsThatAreUsed() {
        create("a INT, b STRING, c DOUBLE", "");

        assertThat(plan("SELECT c, a FROM t")).contains("project=[c, a]");
    }

    @Test
    void readsOnlyTheMetadataThatIsUsed() {
        create(
                "a INT, entry STRING METADATA FROM 'id' VIRTUAL,"
                        + " added TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL",
                "");

        assertThat(plan("SELECT entry FROM t")).contains("project=[], metadata=[id]");
    }

    @Test
    void projectsInsideAFormat() {
        create("a INT, b STRING", ", 'format' = 'json'");

        assertThat(plan("SELECT b FROM t")).contains("project=[b]");
    }

    @Test
    void makesWatermarksInTheSource() {
        create(
                "a INT, added TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,"
                        + " WATERMARK FOR added AS added - INTERVAL '1' SECOND",
                "");

        assertThat(plan("SELECT a, added FROM t"))
                .contains("watermark=[-(")
                .doesNotContain("WatermarkAssigner");
    }

    @Test
    void takesWatermarksFromTheIds() {
        create(
                "a INT, added TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,"
                        + " WATERMARK FOR added AS SOURCE_WATERMARK()",
                "");

        assertThat(plan("SELECT a, added FROM t"))
                .contains("watermark=[SOURCE_WATERMARK()]")
                .doesNotContain("WatermarkAssigner");
    }

    @Test
    void writesStreamAndId() {
        create("a INT, target STRING METADATA FROM 'stream', entry STRING METADATA FROM 'id'", "");

        assertThat(plan("INSERT INTO t SELECT 1, 'x', '5-1'")).contains("Sink(table=");
    }

    @Test
    void refusesToWriteTheTimeOfAnEntry() {
        create("a INT, entry TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'", "");

        assertThatThrownBy(() -> plan("INSERT INTO t SELECT 1, CURRENT_TIMESTAMP"))
                .hasStackTraceContaining("Invalid metadata key 'timestamp'");
    }

    @Test
    void refusesUpdates() {
        create("a INT, n BIGINT", "");

        assertThatThrownBy(() -> plan("INSERT INTO t SELECT a, COUNT(*) FROM t GROUP BY a"))
                .hasStackTraceContaining("doesn't support consuming update changes");
    }

    private void create(String columns, String options) {
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'redis-streams', 'host' = 'localhost',"
                        + " 'streams' = 'orders'"
                        + options
                        + ")");
    }

    private String plan(String sql) {
        String explained = tables.explainSql(sql);
        return explained.substring(explained.indexOf("== Optimized Physical Plan =="));
    }
}
