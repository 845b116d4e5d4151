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

import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import java.util.ArrayList;
import java.util.List;

/** Tables of one server, on the cluster of the test. */
final class KeyTables {

    private final RedisTestServer server;

    final StreamExecutionEnvironment environment;
    final StreamTableEnvironment sql;

    KeyTables(RedisTestServer server) {
        this(server, EnvironmentSettings.inStreamingMode());
    }

    static KeyTables inBatchMode(RedisTestServer server) {
        return new KeyTables(server, EnvironmentSettings.inBatchMode());
    }

    private KeyTables(RedisTestServer server, EnvironmentSettings mode) {
        this.server = server;
        Configuration settings = new Configuration();
        settings.setString("restart-strategy.type", "none");
        this.environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(2);
        this.sql = StreamTableEnvironment.create(environment, mode);
        sql.getConfig().set("table.local-time-zone", "UTC");
    }

    /**
     * @param options more of them, as {@code 'key' = 'value', …}; may be empty
     */
    void create(String table, String columns, String options) {
        String port = options.contains("'port'") ? "" : ", 'port' = '" + server.port() + "'";
        sql.executeSql(
                "CREATE TABLE "
                        + table
                        + " ("
                        + columns
                        + ") WITH ('connector' = 'redis', 'host' = '127.0.0.1'"
                        + port
                        + (options.isEmpty() ? "" : ", " + options)
                        + ")");
    }

    void insert(String statement) throws Exception {
        sql.executeSql(statement).await();
    }

    List<Row> rows(String query) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> each = sql.executeSql(query).collect()) {
            each.forEachRemaining(rows::add);
        }
        return rows;
    }
}
