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

import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.emulators.pubsub.PubSubEmulator;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.RecordedCall;
import io.flinkbundle.emulators.pubsub.call.Rpc;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class PubSubSinkTableITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @RegisterExtension
    static final PubSubEmulatorExtension SERVER =
            new PubSubEmulatorExtension(PubSubEmulator.builder().keepRequests(true));

    private PubSubTopics topics;
    private TableEnvironment tables;

    @BeforeEach
    void setUp() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        topics.create("orders");
        tables = environment(RuntimeExecutionMode.STREAMING);
    }

    @AfterEach
    void closeConnection() {
        topics.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void publishesRows(RuntimeExecutionMode mode) throws Exception {
        tables = environment(mode);
        create("id BIGINT, item STRING", "'topic' = 'orders', 'format' = 'json'");

        insert("VALUES (1, 'tea'), (2, CAST(NULL AS STRING))");

        assertThat(topics.take("orders", 2))
                .extracting(message -> message.getData().toStringUtf8())
                .containsExactlyInAnyOrder(
                        "{\"id\":1,\"item\":\"tea\"}", "{\"id\":2,\"item\":null}");
    }

    @Test
    void takesTheOrderingKeyFromColumns() throws Exception {
        // Rows of one key must come from one subtask, and those of VALUES are dealt out to all.
        tables.getConfig().set("parallelism.default", "1");
        create(
                "id BIGINT, customer STRING",
                "'topic' = 'orders', 'format' = 'json', 'key.fields' = 'customer'");

        insert("VALUES (1, 'ada'), (2, 'bob'), (3, 'ada'), (4, CAST(NULL AS STRING))");

        List<PubsubMessage> messages = topics.take("orders", 4);
        assertThat(messages)
                .extracting(PubsubMessage::getOrderingKey)
                .containsExactlyInAnyOrder("ada", "ada", "bob", "");
        assertThat(messages.stream().filter(m -> m.getOrderingKey().equals("ada")))
                .extracting(message -> message.getData().toStringUtf8())
                .containsExactly(
                        "{\"id\":1,\"customer\":\"ada\"}", "{\"id\":3,\"customer\":\"ada\"}");
    }

    @Test
    void makesOneKeyOfSeveralColumnsWithAFormat() throws Exception {
        create(
                "a STRING, b INT",
                "'topic' = 'orders', 'value.format' = 'json', 'key.fields' = 'b;a',"
                        + " 'key.format' = 'json'");

        insert("VALUES ('x', 1)");

        assertThat(topics.take("orders", 1).get(0).getOrderingKey())
                .isEqualTo("{\"b\":1,\"a\":\"x\"}");
    }

    @Test
    void writesMetadata() throws Exception {
        topics.create("others");
        create(
                "id BIGINT, attributes MAP<STRING, STRING> METADATA, k STRING METADATA FROM"
                        + " 'ordering-key', topic STRING METADATA",
                "'topic' = 'orders', 'format' = 'json'");

        insert(
                "VALUES (1, MAP['a', '1', 'b', '2'], 'k1', CAST(NULL AS STRING)),"
                        + " (2, CAST(NULL AS MAP<STRING, STRING>), CAST(NULL AS STRING),"
                        + " 'others')");

        PubsubMessage first = topics.take("orders", 1).get(0);
        assertThat(first.getAttributesMap()).containsOnly(entry("a", "1"), entry("b", "2"));
        assertThat(first.getOrderingKey()).isEqualTo("k1");
        assertThat(first.getData().toStringUtf8()).isEqualTo("{\"id\":1}");
        PubsubMessage second = topics.take("others", 1).get(0);
        assertThat(second.getAttributesMap()).isEmpty();
        assertThat(second.getData().toStringUtf8()).isEqualTo("{\"id\":2}");
    }

    private static Map.Entry<String, String> entry(String key, String value) {
        return Map.entry(key, value);
    }

    @Test
    void givesMessagesAnIdAndCompressesThem() throws Exception {
        create(
                "id BIGINT, filler STRING",
                "'topic' = 'orders', 'format' = 'json', 'sink.message-id-attribute' = 'uid',"
                        + " 'sink.compression' = 'gzip'");

        insert("SELECT v, REPEAT('x', 1000) FROM (VALUES (1), (2), (3)) AS t(v)");

        assertThat(topics.take("orders", 3))
                .extracting(message -> message.getAttributesOrThrow("uid"))
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsToTheSizeOfRequestsThatIsSet() throws Exception {
        create(
                "id BIGINT",
                "'topic' = 'orders', 'format' = 'json', 'sink.buffer-flush.max-rows' = '2'");

        insert("VALUES (1), (2), (3), (4), (5)");

        assertThat(SERVER.emulator().calls().calls(Rpc.PUBLISH))
                .extracting(PubSubSinkTableITCase::messages)
                .allMatch(messages -> messages <= 2);
        assertThat(topics.take("orders", 5)).hasSize(5);
    }

    private static int messages(RecordedCall call) {
        return call.requestAs(PublishRequest.class).getMessagesCount();
    }

    private static TableEnvironment environment(RuntimeExecutionMode mode) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration()
                                .set(ExecutionOptions.RUNTIME_MODE, mode)
                                .set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(1);
        return StreamTableEnvironment.create(environment);
    }

    private void create(String columns, String options) {
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'pubsub', 'project' = '"
                        + PubSubTopics.PROJECT
                        + "', 'emulator-host' = '"
                        + SERVER.emulator().endpoint()
                        + "', "
                        + options
                        + ")");
    }

    private void insert(String rows) throws Exception {
        tables.executeSql("INSERT INTO t " + rows).await();
    }
}
