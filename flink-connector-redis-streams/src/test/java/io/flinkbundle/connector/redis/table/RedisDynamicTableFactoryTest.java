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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.testing.OptionContract;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.connector.source.lookup.LookupOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RedisDynamicTableFactoryTest {

    private static final String KEYED = "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED";

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @Test
    void offersEveryDeclaredOption() {
        OptionContract.assertComplete(
                new RedisDynamicTableFactory(),
                RedisConnectorOptions.class,
                RedisServerOptions.class);
    }

    @Test
    void isDocumented() {
        OptionContract.assertDocumented(
                new RedisDynamicTableFactory(),
                Path.of("..", "docs", "redis.md"),
                RedisConnectorOptions.class,
                RedisServerOptions.class,
                CommonConnectorOptions.class,
                LookupOptions.class);
    }

    static Stream<Arguments> badTables() {
        return Stream.of(
                arguments("id INT, v STRING", "'key.prefix' = 'x'", "The table has no key"),
                arguments(KEYED, "'key.columns' = 'other'", "columns of the table, each once"),
                arguments(KEYED, "'key.columns' = 'v'", "the columns of the PRIMARY KEY"),
                arguments(KEYED, "'value.type' = 'string'", "Option 'format' is missing"),
                arguments(KEYED, "'format' = 'json'", "'value.type' is 'string' or 'list'"),
                arguments(
                        KEYED,
                        "'sink.delivery-guarantee' = 'exactly-once'",
                        "must be 'at-least-once'"),
                arguments(KEYED, "'sink.ttl' = '0 s'", "must be at least 1 ms"),
                arguments(
                        KEYED, "'dead-letter.path' = '/d'", "'sink.on-rejected' is 'dead-letter'"),
                arguments(KEYED, "'nodes' = 'a:1'", "'host' and 'nodes', not both"),
                arguments(KEYED, "'sink.colour' = 'red'", "sink.colour"));
    }

    @ParameterizedTest
    @MethodSource("badTables")
    void refusesABadTable(String columns, String options, String message) {
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'redis', 'host' = 'localhost', "
                        + options
                        + ")");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1, 'a')"))
                .hasStackTraceContaining(message);
    }
}
