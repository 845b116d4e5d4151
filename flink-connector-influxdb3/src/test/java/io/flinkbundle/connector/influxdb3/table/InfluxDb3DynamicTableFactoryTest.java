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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.testing.OptionContract;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class InfluxDb3DynamicTableFactoryTest {

    private static final String COLUMNS =
            "room STRING, storey INT, v DOUBLE, n BIGINT, `time` TIMESTAMP_LTZ(3)";

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @Test
    void offersEveryDeclaredOption() {
        OptionContract.assertComplete(
                new InfluxDb3DynamicTableFactory(), InfluxDb3ConnectorOptions.class);
    }

    @Test
    void isDocumented() {
        OptionContract.assertDocumented(
                new InfluxDb3DynamicTableFactory(),
                Path.of("..", "docs", "influxdb3.md"),
                InfluxDb3ConnectorOptions.class,
                CommonConnectorOptions.class);
    }

    static Stream<Arguments> badSinks() {
        return Stream.of(
                arguments(
                        "'url' = 'localhost'", "Option 'url' is wrong. 'localhost' is no address"),
                arguments("'database' = ' '", "Option 'database' is ' '"),
                arguments("'table-name' = '#x'", "must not begin with '#'"),
                arguments("'api' = 'v2'", "Option 'organization' is missing"),
                arguments(
                        "'organization' = 'o'",
                        "databases of InfluxDB 3 belong to no organization"),
                arguments(
                        "'token' = 'planted', 'token.file' = '/f'",
                        "Set 'token' or 'token.file', not both."),
                arguments("'tag.columns' = 'nope'", "names the column 'nope'"),
                arguments("'tag.columns' = 'room;room'", "each column once"),
                arguments("'tag.columns' = 'v'", "cannot be a tag"),
                arguments("'tag.columns' = 'time'", "stands in 'tag.columns' and is the time"),
                arguments(
                        "'tag.columns' = 'room', 'field.columns' = 'room;v'",
                        "'room' stands in 'tag.columns' and in 'field.columns'"),
                arguments(
                        "'tag.columns' = 'room', 'tag.defaults' = 'room:x'",
                        "'room' stands in 'tag.defaults' and in 'tag.columns'"),
                arguments("'tag.defaults' = 'v:x'", "'tag.defaults' and is a field"),
                arguments("'time.column' = 'room'", "must be TIMESTAMP, TIMESTAMP_LTZ or BIGINT"),
                arguments("'time.column' = 'when'", "names the column 'when'"),
                arguments("'field.unsigned-columns' = 'v'", "must be a whole number"),
                arguments(
                        "'field.unsigned-columns' = 'room', 'tag.columns' = 'room'",
                        "columns that are fields"),
                arguments(
                        "'api' = 'v1', 'field.unsigned-columns' = 'n'",
                        "InfluxDB 1 has no unsigned fields"),
                arguments("'api' = 'v1', 'sink.no-sync' = 'true'", "only where 'api' is 'v3'"),
                arguments(
                        "'sink.buffer-flush.max-size' = '10 mb'",
                        "servers take no more than 10 MiB"),
                arguments("'sink.buffer-flush.max-rows' = '0'", "must be at least 1"),
                arguments("'sink.requests.max-inflight' = '0'", "from 1 to 1000"),
                arguments("'sink.request-timeout' = '0 s'", "from 1 ms to"),
                arguments("'sink.compression.level' = '10'", "from 1 to 9"),
                arguments(
                        "'sink.compression' = 'none', 'sink.compression.level' = '2'",
                        "only where 'sink.compression' is 'gzip'"),
                arguments("'sink.on-rejected' = 'dead-letter'", "set 'dead-letter.path'"),
                arguments(
                        "'dead-letter.path' = '/tmp/x'",
                        "only where 'scan.on-malformed' or 'sink.on-rejected' is 'dead-letter'"),
                arguments(
                        "'sink.delivery-guarantee' = 'exactly-once'",
                        "InfluxDB has no transactions"),
                arguments("'ssl.truststore.password' = 'planted'", "'ssl.truststore.path' is set"));
    }

    @ParameterizedTest
    @MethodSource("badSinks")
    void refusesWhatCannotWorkBeforeTheJobRuns(String options, String message) {
        create(COLUMNS, options);

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t SELECT * FROM t_rows"))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining(message)
                .hasMessageNotContaining("planted");
    }

    @Test
    void wantsAField() {
        create("room STRING, `time` BIGINT", "'tag.columns' = 'room'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES ('a', 1)"))
                .hasStackTraceContaining("No column is left to be a field");
    }

    @Test
    void wantsATime() {
        create("room STRING, v DOUBLE", "'tag.columns' = 'room'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES ('a', 1.0)"))
                .hasStackTraceContaining("No column holds the time of a point");
    }

    @Test
    void takesTheColumnOfTheWatermarkForTheTime() {
        create(
                "v DOUBLE, taken TIMESTAMP_LTZ(3), WATERMARK FOR taken AS taken",
                "'tag.defaults' = 'a:b'");

        assertThatCode(() -> tables.explainSql("INSERT INTO t SELECT v, `time` FROM t_rows"))
                .doesNotThrowAnyException();
    }

    @Test
    void wantsATableName() {
        tables.executeSql(
                "CREATE TABLE t (v DOUBLE, `time` BIGINT) WITH ('connector' = 'influxdb3',"
                        + " 'url' = 'http://localhost:1', 'database' = 'd')");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1.0, 1)"))
                .hasStackTraceContaining("Option 'table-name' is missing");
    }

    @Test
    void takesInsertsOnly() {
        create("v DOUBLE, `time` TIMESTAMP_LTZ(3)", "'tag.defaults' = 'a:b'");
        tables.executeSql(
                "CREATE TABLE g (v DOUBLE, taken TIMESTAMP_LTZ(3)) WITH ('connector' = 'datagen')");

        assertThatThrownBy(
                        () ->
                                tables.explainSql(
                                        "INSERT INTO t SELECT SUM(v), taken FROM g GROUP BY taken"))
                .hasStackTraceContaining("doesn't support consuming update changes");
    }

    @Test
    void takesTheNamesOfOtherTools() {
        tables.executeSql(
                "CREATE TABLE t (v DOUBLE, `time` BIGINT) WITH ('connector' = 'influxdb3', 'host' ="
                        + " 'http://localhost:1', 'database' = 'd', 'measurement' = 'm')");

        assertThatCode(() -> tables.explainSql("INSERT INTO t VALUES (1.0, 1)"))
                .doesNotThrowAnyException();
    }

    private void create(String columns, String options) {
        String defaults =
                Stream.of("'url' = 'http://localhost:1'", "'database' = 'd'", "'table-name' = 'm'")
                        .filter(option -> !options.contains(option.substring(0, 7)))
                        .reduce("", (all, option) -> all + ", " + option);
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'influxdb3'"
                        + defaults
                        + ", "
                        + options
                        + ")");
        tables.executeSql("CREATE TABLE t_rows (" + COLUMNS + ") WITH ('connector' = 'datagen')");
    }
}
