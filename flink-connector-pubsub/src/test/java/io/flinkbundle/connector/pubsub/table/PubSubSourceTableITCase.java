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
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class PubSubSourceTableITCase {

    private static final String ID = "orders";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @RegisterExtension static final PubSubEmulatorExtension SERVER = new PubSubEmulatorExtension();

    private PubSubTopics topics;
    private TableEnvironment tables;

    @BeforeEach
    void setUp() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        topics.createTopic(ID);
        topics.subscribe(ID, subscription -> subscription);
        tables = environment(RuntimeExecutionMode.STREAMING, true);
    }

    @AfterEach
    void closeConnection() {
        topics.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void readsRows(RuntimeExecutionMode mode) throws Exception {
        tables = environment(mode, false);
        topics.publish(ID, List.of("{\"id\":1,\"item\":\"tea\"}", "{\"id\":2,\"item\":null}"));
        create("id BIGINT, item STRING", "'format' = 'json'");

        assertThat(rows("SELECT * FROM t"))
                .containsExactlyInAnyOrder(Row.of(1L, "tea"), Row.of(2L, null));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        create(
                "id BIGINT, customer STRING, attributes MAP<STRING, STRING> METADATA",
                "'topic' = 'orders', 'format' = 'json', 'key.fields' = 'customer'");
        tables.executeSql(
                        "INSERT INTO t VALUES (1, 'ada', MAP['country', 'it']),"
                                + " (2, CAST(NULL AS STRING), CAST(NULL AS MAP<STRING, STRING>))")
                .await();

        assertThat(rows("SELECT id, customer, attributes['country'] FROM t"))
                .containsExactlyInAnyOrder(Row.of(1L, "ada", "it"), Row.of(2L, null, null));
    }

    @Test
    void readsAllMetadata() throws Exception {
        topics.createTopic("letters");
        topics.unsubscribe(ID);
        topics.subscribe(
                ID,
                subscription ->
                        subscription.setDeadLetterPolicy(
                                DeadLetterPolicy.newBuilder()
                                        .setDeadLetterTopic(PubSubTopics.topic("letters"))
                                        .setMaxDeliveryAttempts(5)));
        topics.publishMessages(
                ID,
                List.of(
                        PubsubMessage.newBuilder()
                                .setData(ByteString.copyFromUtf8("{\"id\":1}"))
                                .setOrderingKey("k")
                                .putAttributes("a", "b")
                                .putAttributes("time", "2026-01-31T12:00:00.500Z")
                                .build()));
        create(
                "id BIGINT,"
                        + " message_id STRING METADATA FROM 'message-id' VIRTUAL,"
                        + " published TIMESTAMP_LTZ(3) METADATA FROM 'publish-time' VIRTUAL,"
                        + " event_time TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,"
                        + " k STRING METADATA FROM 'ordering-key' VIRTUAL,"
                        + " attributes MAP<STRING, STRING> METADATA VIRTUAL,"
                        + " attempt INT METADATA FROM 'delivery-attempt' VIRTUAL,"
                        + " subscription STRING METADATA VIRTUAL",
                "'format' = 'json', 'scan.timestamp-attribute' = 'time'");

        Row row = rows("SELECT * FROM t").get(0);

        assertThat(row.getField(0)).isEqualTo(1L);
        assertThat((String) row.getField(1)).isNotEmpty();
        assertThat((Instant) row.getField(2)).isBeforeOrEqualTo(Instant.now());
        assertThat(row.getField(3)).isEqualTo(Instant.parse("2026-01-31T12:00:00.500Z"));
        assertThat(row.getField(4)).isEqualTo("k");
        assertThat(row.getField(5)).isEqualTo(Map.of("a", "b", "time", "2026-01-31T12:00:00.500Z"));
        assertThat(row.getField(6)).isEqualTo(1);
        assertThat(row.getField(7)).isEqualTo(PubSubTopics.subscription(ID));
    }

    @Test
    void takesKeyColumnsFromTheOrderingKey() throws Exception {
        topics.publishMessages(
                ID,
                List.of(
                        PubSubTopics.message("{\"id\":1}").toBuilder()
                                .setOrderingKey("{\"customer\":\"ada\"}")
                                .build()));
        topics.publish(ID, List.of("{\"id\":2,\"customer\":\"bob\"}"));
        create(
                "customer STRING, id BIGINT",
                "'format' = 'json', 'key.fields' = 'customer', 'key.format' = 'json'");

        assertThat(rows("SELECT id, customer FROM t"))
                .containsExactlyInAnyOrder(Row.of(1L, "ada"), Row.of(2L, "bob"));
    }

    @Test
    void readsNoMoreThanALimitAndLeavesTheRest() throws Exception {
        tables = environment(RuntimeExecutionMode.BATCH, false);
        topics.publish(
                ID, IntStream.range(0, 500).mapToObj(number -> "{\"id\":" + number + "}").toList());
        create("id BIGINT", "'format' = 'json', 'scan.batch.acknowledge' = 'on-read'");

        assertThat(rows("SELECT id FROM t LIMIT 7")).hasSize(7);
        assertThat(undelivered()).isGreaterThanOrEqualTo(500 - 4 * 7);
    }

    @Test
    void keepsMessagesThatABatchJobReads() throws Exception {
        tables = environment(RuntimeExecutionMode.BATCH, false);
        topics.publish(ID, List.of("{\"id\":1}", "{\"id\":2}"));
        create("id BIGINT", "'format' = 'json'");

        assertThat(rows("SELECT * FROM t")).hasSize(2);
        assertThat(rows("SELECT * FROM t")).hasSize(2);
    }

    @Test
    void removesMessagesThatABatchJobReadsIfToldTo() throws Exception {
        tables = environment(RuntimeExecutionMode.BATCH, false);
        topics.publish(ID, List.of("{\"id\":1}", "{\"id\":2}"));
        create("id BIGINT", "'format' = 'json', 'scan.batch.acknowledge' = 'on-read'");

        assertThat(rows("SELECT * FROM t")).hasSize(2);
        assertThat(undelivered()).isZero();
    }

    @Test
    void losesNothingWhereNoCheckpointsAreConfigured() throws Exception {
        tables = environment(RuntimeExecutionMode.STREAMING, false);
        topics.publish(ID, List.of("{\"id\":1}", "{\"id\":2}"));
        create("id BIGINT", "'format' = 'json'");

        assertThat(rows("SELECT * FROM t")).hasSize(2);
        assertThat(undelivered()).isEqualTo(2);
    }

    @Test
    void failsAtAMalformedMessage() throws Exception {
        topics.publish(ID, List.of("{\"id\":1}", "nonsense"));
        create("id BIGINT", "'format' = 'json'");

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining("'scan.on-malformed'");
        assertThat(undelivered()).isEqualTo(2);
    }

    @Test
    void publishesMalformedMessagesToATopic() throws Exception {
        topics.createTopic("letters");
        topics.subscribe("letters", subscription -> subscription);
        topics.publish(ID, List.of("{\"id\":1}", "nonsense", "{\"id\":2}"));
        create(
                "id BIGINT",
                "'format' = 'json', 'scan.on-malformed' = 'dead-letter',"
                        + " 'scan.dead-letter-topic' = 'letters'");

        assertThat(rows("SELECT * FROM t")).containsExactlyInAnyOrder(Row.of(1L), Row.of(2L));
        PubsubMessage letter = topics.take("letters", 1).get(0);
        assertThat(letter.getData().toStringUtf8()).isEqualTo("nonsense");
        assertThat(letter.getAttributesOrThrow("reason")).contains("cannot be read");
        assertThat(undelivered()).isZero();
    }

    @Test
    void readsATopicThroughASubscriptionOfItsOwn() throws Exception {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'pubsub', 'project' = '"
                        + PubSubTopics.PROJECT
                        + "', 'emulator-host' = '"
                        + SERVER.emulator().endpoint()
                        + "', 'topic' = 'orders', 'format' = 'json',"
                        + " 'scan.subscription.create' = 'true',"
                        + " 'scan.subscription.temporary' = 'true',"
                        + " 'scan.bounded.mode' = 'max-messages',"
                        + " 'scan.bounded.max-messages' = '1')");
        Publishing publishing = new Publishing();
        publishing.start();

        assertThat(rows("SELECT * FROM t")).containsExactly(Row.of(1L));
        publishing.stopAndWait();
    }

    /** Publishes until it is stopped: the subscription has only what comes after its creation. */
    private final class Publishing extends Thread {

        private volatile boolean stopped;

        @Override
        public void run() {
            while (!stopped) {
                topics.publish(ID, List.of("{\"id\":1}"));
            }
        }

        private void stopAndWait() throws InterruptedException {
            stopped = true;
            join();
        }
    }

    private static long undelivered() {
        return SERVER.emulator().backlog(PubSubTopics.subscription(ID)).undelivered();
    }

    private static TableEnvironment environment(RuntimeExecutionMode mode, boolean checkpoints) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration()
                                .set(ExecutionOptions.RUNTIME_MODE, mode)
                                .set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(2);
        if (checkpoints) {
            environment.enableCheckpointing(100);
        }
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
                        + "', 'subscription' = 'orders', 'scan.bounded.mode' = 'idle',"
                        + " 'scan.bounded.idle-timeout' = '1 s', "
                        + options
                        + ")");
    }

    private List<Row> rows(String query) {
        return CollectionUtil.iteratorToList(tables.executeSql(query).collect());
    }
}
