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
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RedisStreamsDynamicTableFactoryTest {

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @Test
    void offersEveryDeclaredOption() {
        OptionContract.assertComplete(
                new RedisStreamsDynamicTableFactory(),
                RedisStreamsConnectorOptions.class,
                RedisServerOptions.class);
    }

    @Test
    void isDocumented() {
        OptionContract.assertDocumented(
                new RedisStreamsDynamicTableFactory(),
                Path.of("..", "docs", "redis-streams.md"),
                RedisStreamsConnectorOptions.class,
                RedisServerOptions.class,
                CommonConnectorOptions.class);
    }

    static Stream<Arguments> badSources() {
        return Stream.of(
                arguments("'port' = '0'", "Option 'port' is '0', but must be a port"),
                arguments("'database' = '-1'", "Option 'database' is '-1'"),
                arguments("'nodes' = 'a:1'", "Set one of the options 'host' and 'nodes', not both"),
                arguments(
                        "'scan.read-from' = 'replica'",
                        "only where 'mode' is 'sentinel' or 'cluster'"),
                arguments("'mode' = 'sentinel'", "Option 'sentinel.master' is missing"),
                arguments("'sentinel.master' = 'm'", "only where 'mode' is 'sentinel'"),
                arguments("'mode' = 'cluster', 'database' = '1'", "no other database than 0"),
                arguments("'ssl.truststore.path' = '/t'", "only where 'ssl.enabled' is 'true'"),
                arguments(
                        "'ssl.enabled' = 'true', 'ssl.keystore.password' = 'planted'",
                        "only where 'ssl.keystore.path' is set"),
                arguments(
                        "'ssl.enabled' = 'true', 'ssl.keystore.path' = '/k', 'ssl.keystore.type'"
                                + " = 'PEM'",
                        "must be 'PKCS12' or 'JKS'"),
                arguments("'streams' = 'a;a'", "Option 'streams' is '[a, a]', but must be each"),
                arguments("'streams' = ' '", "Option 'streams'"),
                arguments("'username' = 'x'", "Set 'password.file' or 'password' too."),
                arguments(
                        "'password' = 'p', 'password.file' = '/f'",
                        "Set 'password' or 'password.file', not both."),
                arguments("'scan.batch-size' = '0'", "Option 'scan.batch-size' is '0'"),
                arguments("'scan.block-timeout' = '2 min'", "from 1 ms to 10000 ms"),
                arguments("'scan.max-records-per-second' = '0'", "must be a number above 0"),
                arguments("'scan.startup.mode' = 'timestamp'", "needs 'scan.startup.timestamp'"),
                arguments(
                        "'scan.startup.mode' = 'timestamp', 'scan.startup.timestamp' = 'now'",
                        "'now', which is neither"),
                arguments("'scan.bounded.mode' = 'timestamp'", "needs 'scan.bounded.timestamp'"),
                arguments(
                        "'scan.startup.mode' = 'specific-ids'",
                        "Option 'scan.startup.specific-ids' is missing"),
                arguments(
                        "'scan.startup.mode' = 'specific-ids', 'scan.startup.specific-ids' ="
                                + " 'other=0-0'",
                        "Give one id for each stream"),
                arguments(
                        "'scan.bounded.mode' = 'specific-ids', 'scan.bounded.specific-ids' ="
                                + " 'other=0-0'",
                        "Option 'scan.bounded.specific-ids' names the streams [other]"),
                arguments(
                        "'scan.bounded.mode' = 'duration'",
                        "Option 'scan.bounded.duration' is missing: it is required where"
                                + " 'scan.bounded.mode' is 'duration'"),
                arguments(
                        "'scan.bounded.mode' = 'duration', 'scan.bounded.duration' = '0 s'",
                        "must be a time above 0"),
                arguments(
                        "'scan.bounded.mode' = 'idle'",
                        "Option 'scan.bounded.idle-timeout' is missing"),
                arguments(
                        "'scan.bounded.idle-timeout' = '1 s'",
                        "only where 'scan.bounded.mode' is 'idle'"),
                arguments(
                        "'scan.mode' = 'consumer-group'",
                        "Option 'group.id' is missing: it is required where 'scan.mode' is"),
                arguments(
                        "'scan.mode' = 'consumer-group', 'group.id' = 'g', 'scan.bounded.mode' ="
                                + " 'latest'",
                        "must be 'unbounded' or 'idle' where"),
                arguments(
                        "'scan.mode' = 'consumer-group', 'group.id' = 'g', 'scan.on-data-loss' ="
                                + " 'log'",
                        "only where 'scan.mode' is 'offsets'"),
                arguments("'group.id' = 'g'", "only where 'scan.mode' is 'consumer-group'"),
                arguments(
                        "'scan.startup.mode' = 'group-offsets'",
                        "must be another one where 'scan.mode' is 'offsets'"),
                arguments("'topic' = 't'", "not [streams, topic]"),
                arguments("'topic.partitions' = '2'", "only where 'topic' is set"),
                arguments(
                        "'scan.stream-discovery.interval' = '1 s'",
                        "only where 'streams.pattern' is set"),
                arguments("'scan.progress-group' = ' '", "must be a name"),
                arguments(
                        "'scan.startup.mode' = 'specific-ids', 'scan.startup.specific-ids' ="
                                + " 'orders'",
                        "must be pairs 'key=id'"),
                arguments(
                        "'scan.startup.mode' = 'specific-ids', 'scan.startup.specific-ids' ="
                                + " 'orders=$'",
                        "'$' is not the id of a stream entry"),
                arguments(
                        "'scan.startup.specific-ids' = 'orders=1-0'",
                        "only where 'scan.startup.mode' is 'specific-ids'"),
                arguments(
                        "'scan.startup.timestamp' = '2026-01-01T00:00:00Z', 'scan.startup.mode' ="
                                + " 'earliest'",
                        "only where 'scan.startup.mode' is 'timestamp'"),
                arguments(
                        "'scan.bounded.timestamp' = '2026-01-01T00:00:00Z'",
                        "only where 'scan.bounded.mode' is 'timestamp'"),
                arguments("'payload-field' = 'p'", "only where 'format' is set"),
                arguments(
                        "'format' = 'raw', 'fields.unknown' = 'fail'",
                        "only where 'format' is not set"),
                arguments("'dead-letter.path' = '/d'", "'sink.on-rejected' is 'dead-letter'"),
                arguments("'scan.on-malformed' = 'dead-letter'", "set 'dead-letter.path'"),
                arguments("'scan.startup.mode' = 'middle'", "scan.startup.mode"),
                arguments("'scan.colour' = 'red'", "scan.colour"));
    }

    @ParameterizedTest
    @MethodSource("badSources")
    void refusesABadSource(String options, String message) {
        create("t", "id BIGINT", options);

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .satisfies(failure -> assertThat(textOf(failure)).contains(message));
    }

    static Stream<Arguments> badSinks() {
        return Stream.of(
                arguments(
                        "'sink.delivery-guarantee' = 'exactly-once'",
                        "needs checkpoints, and there are none in this job"),
                arguments("'sink.delivery-guarantee' = 'none'", "not 'none'"),
                arguments("'sink.id' = 'x'", "'sink.delivery-guarantee' is 'exactly-once'"),
                arguments(
                        "'sink.delivery-guarantee' = 'exactly-once',"
                                + " 'sink.buffer-flush.interval' = '1 s'",
                        "'sink.delivery-guarantee' is 'at-least-once'"),
                arguments("'sink.trim.exact' = 'true'", "'sink.trim.max-len' or"),
                arguments("'key.fields' = 'id'", "only where 'topic' or 'key.format' is set"),
                arguments("'key.format' = 'raw'", "only where 'format' is set"),
                arguments(
                        "'format' = 'raw', 'key.format' = 'raw'", "Option 'key.fields' is missing"),
                arguments(
                        "'format' = 'raw', 'key.format' = 'raw', 'key.fields' = 'x'",
                        "columns of the table, each once"),
                arguments(
                        "'format' = 'raw', 'key.format' = 'raw', 'key.fields' = 'id', 'key-field'"
                                + " = 'payload'",
                        "another one than 'payload-field'"),
                arguments(
                        "'format' = 'raw', 'key.format' = 'raw', 'key.fields' = 'id',"
                                + " 'value.fields-include' = 'EXCEPT_KEY'",
                        "'ALL' where all columns are in the key"),
                arguments("'format' = 'raw', 'value.format' = 'raw'", "two names of one option"),
                arguments("'sink.trim.limit' = '5'", "'sink.trim.max-len' or"),
                arguments("'sink.wait.timeout' = '1 s'", "'sink.wait.replicas' is above 0"),
                arguments("'sink.wait.replicas' = '-1'", "must be 0 or more"),
                arguments(
                        "'sink.on-rejected' = 'dead-letter', 'dead-letter.path' = '/d',"
                                + " 'dead-letter.stream' = 's'",
                        "'dead-letter.path' or 'dead-letter.stream', not both"),
                arguments("'dead-letter.stream' = 's'", "'sink.on-rejected' is 'dead-letter'"),
                arguments("'sink.trim.max-len' = '0'", "keeps at least one entry"),
                arguments("'sink.trim.min-id' = 'x'", "is not the id of a stream entry"),
                arguments(
                        "'sink.trim.min-id' = '1-1', 'sink.trim.max-len' = '5'",
                        "exclude each other"),
                arguments("'sink.buffer-flush.max-rows' = '0'", "must be at least 1"),
                arguments("'sink.buffer-flush.max-size' = '0 b'", "must be at least 1 byte"),
                arguments("'sink.retry.max-backoff' = '1 ms'", "'sink.retry.*' do not fit"),
                arguments("'sink.on-rejected' = 'dead-letter'", "set 'dead-letter.path'"),
                arguments("'sink.colour' = 'red'", "sink.colour"));
    }

    @ParameterizedTest
    @MethodSource("badSinks")
    void refusesABadSink(String options, String message) {
        create("t", "id BIGINT", options);

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .satisfies(failure -> assertThat(textOf(failure)).contains(message));
    }

    @Test
    void asksForHostAndStreams() {
        tables.executeSql("CREATE TABLE t (id BIGINT) WITH ('connector' = 'redis-streams')");
        tables.executeSql(
                "CREATE TABLE u (id BIGINT) WITH ('connector' = 'redis-streams', 'streams' ="
                        + " 's')");

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .satisfies(failure -> assertThat(textOf(failure)).contains("'streams'"));
        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM u"))
                .satisfies(
                        failure ->
                                assertThat(textOf(failure))
                                        .contains("Set one of the options 'host' and 'nodes'"));
    }

    static Stream<Arguments> badTopicsAndPatterns() {
        return Stream.of(
                arguments("'topic' = 't'", "Option 'topic.partitions' is missing"),
                arguments("'topic' = 't', 'topic.partitions' = '0'", "must be at least 1"),
                arguments(
                        "'topic' = 't', 'streams.pattern' = 'x*'", "not [topic, streams.pattern]"),
                arguments("'port' = '6379'", "none is set"),
                arguments(
                        "'streams.pattern' = 'x*', 'scan.startup.mode' = 'specific-ids',"
                                + " 'scan.startup.specific-ids' = 'x1=0-0'",
                        "only where 'streams' or 'topic' names the streams"));
    }

    @ParameterizedTest
    @MethodSource("badTopicsAndPatterns")
    void refusesABadChoiceOfStreams(String options, String message) {
        createWith("t", "id BIGINT", options);

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .satisfies(failure -> assertThat(textOf(failure)).contains(message));
    }

    @Test
    void refusesToWriteToAPattern() {
        createWith("t", "id BIGINT", "'streams.pattern' = 'x*'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .satisfies(
                        failure ->
                                assertThat(textOf(failure))
                                        .contains("'streams.pattern' is for reading"));
    }

    @Test
    void splitsStartIdsAtTheLastEqualsSign() {
        create(
                "t",
                "id BIGINT",
                "'streams' = 'a=b', 'scan.startup.mode' = 'specific-ids',"
                        + " 'scan.startup.specific-ids' = 'a=b=1-2'");

        assertThatCode(() -> tables.explainSql("SELECT * FROM t")).doesNotThrowAnyException();
    }

    @Test
    void refusesANestedColumnWithoutAFormat() {
        create("t", "items ARRAY<STRING>", "'port' = '6379'");

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Column 'items'");
    }

    @Test
    void neverShowsThePassword() {
        create("t", "id BIGINT", "'password' = 'planted', 'port' = 'x'");

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .satisfies(failure -> assertThat(textOf(failure)).doesNotContain("planted"));
    }

    private void create(String table, String columns, String options) {
        String streams = options.contains("'streams'") ? "" : "'streams' = 'orders', ";
        createWith(table, columns, streams + options);
    }

    private void createWith(String table, String columns, String options) {
        tables.executeSql(
                "CREATE TABLE "
                        + table
                        + " ("
                        + columns
                        + ") WITH ('connector' = 'redis-streams', 'host' = 'localhost', "
                        + options
                        + ")");
    }

    private static String textOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
