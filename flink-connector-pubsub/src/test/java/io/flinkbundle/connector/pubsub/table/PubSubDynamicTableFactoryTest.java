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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.testing.OptionContract;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PubSubDynamicTableFactoryTest {

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    @Test
    void offersEveryDeclaredOption() {
        OptionContract.assertComplete(
                new PubSubDynamicTableFactory(),
                PubSubConnectorOptions.class,
                PubSubSourceOptions.class);
    }

    @Test
    void isDocumented() {
        OptionContract.assertDocumented(
                new PubSubDynamicTableFactory(),
                Path.of("..", "docs", "pubsub.md"),
                PubSubConnectorOptions.class,
                PubSubSourceOptions.class,
                CommonConnectorOptions.class);
    }

    static Stream<Arguments> badSinks() {
        return Stream.of(
                arguments("'topic' = '1'", "Option 'topic' is wrong. '1' is no id of a topic"),
                arguments("'topic' = 'a/b'", "'a/b' is no topic"),
                arguments("'value.format' = 'json'", "two names of one option"),
                arguments("'key.format' = 'raw'", "only where 'key.fields' is set"),
                arguments("'key.fields' = 'nope'", "names the column 'nope'"),
                arguments("'emulator-host' = 'here'", "'here' is no address of the form host:port"),
                arguments("'endpoint' = 'e:1'", "only where 'emulator-host' is not set"),
                arguments("'credentials.type' = 'file'", "Option 'credentials.file' is missing"),
                arguments("'credentials.type' = 'secret'", "'credentials.secret' is missing"),
                arguments(
                        "'credentials.type' = 'access-token'",
                        "'credentials.access-token.file' is missing"),
                arguments(
                        "'credentials.secret' = 'planted'",
                        "only where 'credentials.type' is 'secret'"),
                arguments("'sink.buffer-flush.max-rows' = '1001'", "from 1 to 1000"),
                arguments("'sink.buffer-flush.max-size' = '10 mb'", "no more than 10 MB"),
                arguments("'sink.requests.max-inflight' = '0'", "from 1 to 10000"),
                arguments("'sink.message-id-attribute' = 'google'", "does not begin with 'goog'"),
                arguments("'sink.on-rejected' = 'dead-letter'", "set 'dead-letter.path'"),
                arguments("'dead-letter.path' = '/tmp/x'", "is 'dead-letter'"),
                arguments(
                        "'sink.delivery-guarantee' = 'exactly-once'",
                        "Pub/Sub has no transactions"));
    }

    @ParameterizedTest
    @MethodSource("badSinks")
    void refusesWhatCannotWorkBeforeTheJobRuns(String options, String message) {
        create("id BIGINT, name STRING", options);

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1, 'a')"))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining(message)
                .hasMessageNotContaining("planted");
    }

    static Stream<Arguments> badSources() {
        return Stream.of(
                arguments("'subscription' = '1'", "'1' is no id of a subscription"),
                arguments("'subscription' = 'abc;abc'", "without repetition"),
                arguments("'scan.startup.mode' = 'timestamp'", "'scan.startup.timestamp'"),
                arguments("'scan.startup.timestamp' = '1'", "is 'timestamp'"),
                arguments("'scan.startup.mode' = 'snapshot'", "'scan.startup.snapshot' is missing"),
                arguments("'scan.startup.snapshot' = 'abc'", "is 'snapshot'"),
                arguments("'scan.bounded.mode' = 'timestamp'", "'scan.bounded.timestamp'"),
                arguments(
                        "'scan.bounded.mode' = 'max-messages'",
                        "'scan.bounded.max-messages' is missing"),
                arguments(
                        "'subscription' = 'abc;def', 'scan.bounded.mode' = 'max-messages',"
                                + " 'scan.bounded.max-messages' = '5'",
                        "one subscription where"),
                arguments("'scan.bounded.max-messages' = '5'", "is 'max-messages'"),
                arguments("'scan.bounded.idle-timeout' = '1 s'", "'timestamp' or 'idle'"),
                arguments("'scan.subscription.temporary' = 'true'", "is 'true'"),
                arguments("'scan.subscription.filter' = 'a'", "is 'true'"),
                arguments("'scan.lease-extension' = '5 s'", "from 10000 ms to 600000 ms"),
                arguments("'scan.max-outstanding-messages' = '0'", "at least 1"),
                arguments("'scan.max-outstanding-size' = '0 b'", "at least 1 byte"),
                arguments("'scan.streams-per-reader' = '0'", "from 1 to 100"),
                arguments("'scan.max-records-per-second' = '0'", "a number above 0"),
                arguments("'scan.on-malformed' = 'dead-letter'", "set 'dead-letter.path'"),
                arguments("'scan.dead-letter-topic' = 'abc'", "is 'dead-letter'"),
                arguments("'scan.delivery-guarantee' = 'none'", "or 'exactly-once'"),
                arguments(
                        "'scan.delivery-guarantee' = 'exactly-once'",
                        "set 'execution.checkpointing.interval'"),
                arguments(
                        "'scan.delivery-guarantee' = 'exactly-once', 'scan.ack-mode' = 'on-emit'",
                        "must be 'on-checkpoint' where"),
                arguments(
                        "'scan.delivery-guarantee' = 'exactly-once', 'scan.bounded.mode' = 'idle'",
                        "must be 'unbounded' where"),
                arguments(
                        "'scan.delivery-guarantee' = 'exactly-once',"
                                + " 'scan.restore.seek' = 'checkpoint-time'",
                        "must be 'none' where"),
                arguments(
                        "'scan.on-malformed' = 'dead-letter', 'dead-letter.path' = '/tmp/x',"
                                + " 'scan.dead-letter-topic' = 'abc'",
                        "not both"),
                arguments("'key.fields' = 'nope'", "names the column 'nope'"));
    }

    @ParameterizedTest
    @MethodSource("badSources")
    void refusesToReadWhatCannotWorkBeforeTheJobRuns(String options, String message) {
        create("id BIGINT, name STRING", options);

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining(message);
    }

    @Test
    void wantsASubscription() {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'pubsub', 'format' = 'json',"
                        + " 'topic' = 'abc', 'project' = 'p')");

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .hasStackTraceContaining("Option 'subscription' is missing");
    }

    @Test
    void wantsATopicForASubscriptionToCreate() {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'pubsub', 'format' = 'json',"
                        + " 'subscription' = 'abc', 'project' = 'p',"
                        + " 'scan.subscription.create' = 'true')");

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .hasStackTraceContaining("Option 'topic' is missing");
    }

    @Test
    void wantsATopic() {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'pubsub', 'format' = 'json')");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("Option 'topic' is missing");
    }

    @Test
    void wantsAFormat() {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'pubsub', 'topic' = 'abc',"
                        + " 'project' = 'p')");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("Option 'format' is missing");
    }

    @Test
    void wantsOneOrderingKey() {
        create("id BIGINT, k STRING METADATA FROM 'ordering-key'", "'key.fields' = 'id'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1, 'a')"))
                .hasStackTraceContaining("both say what the ordering key is");
    }

    @Test
    void wantsATopicWhoseSchemaItCanKnow() {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT, topic STRING METADATA) WITH ('connector' = 'pubsub',"
                        + " 'format' = 'pubsub-schema', 'project' = 'p')");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1, 'a')"))
                .hasStackTraceContaining("Option 'topic' is missing");
    }

    @Test
    void refusesSeveralTopicsWhereTheSchemaOfOneIsWritten() {
        create("id BIGINT, topic STRING METADATA", "'format' = 'pubsub-schema'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1, 'a')"))
                .hasStackTraceContaining("Write a table for each topic.");
    }

    @Test
    void refusesToCreateATopicThatWouldHaveNoSchema() {
        create("id BIGINT", "'format' = 'pubsub-schema', 'sink.topic.create' = 'true'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("a topic that is created has no schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'format' = 'pubsub-schema'", "'value.format' = 'pubsub-schema'"})
    void plansWithTheSchemasOfTheService(String format) {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'pubsub', 'project' = 'p',"
                        + " 'topic' = 'orders', 'subscription' = 'orders-flink', "
                        + format
                        + ")");

        assertThatCode(() -> tables.explainSql("SELECT * FROM t")).doesNotThrowAnyException();
        assertThatCode(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .doesNotThrowAnyException();
    }

    @Test
    void takesFullNamesWithoutAProject() {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'pubsub', 'format' = 'json',"
                        + " 'topic' = 'projects/p/topics/abc')");

        assertThatCode(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .doesNotThrowAnyException();
    }

    private void create(String columns, String options) {
        String defaults =
                Stream.of(
                                "'project' = 'p'",
                                "'topic' = 'orders'",
                                "'subscription' = 'orders-flink'",
                                "'format' = 'json'",
                                "'emulator-host' = 'localhost:1'")
                        .filter(option -> !options.startsWith(option.substring(0, 8)))
                        .reduce("", (all, option) -> all + ", " + option);
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'pubsub'"
                        + defaults
                        + ", "
                        + options
                        + ")");
    }
}
