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

import io.flinkbundle.connector.pubsub.testing.PubSubSchemas;
import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;

import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaSettings;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The format {@code pubsub-schema}, against schemas of the service. */
@Timeout(120)
class PubSubSchemaTableITCase {

    private static final String ID = "orders";
    private static final String ORDER =
            record("{'name':'id','type':'long'},{'name':'item','type':['null','string']}");
    private static final String ORDER_WITH_NOTE =
            record(
                    "{'name':'id','type':'long'},{'name':'item','type':['null','string']},"
                            + "{'name':'note','type':['null','string'],'default':null}");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension static final PubSubEmulatorExtension SERVER = new PubSubEmulatorExtension();

    private PubSubTopics topics;
    private PubSubSchemas schemas;
    private TableEnvironment tables;

    @BeforeEach
    void setUp() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        schemas = new PubSubSchemas(SERVER.emulator());
        topics.createTopic(ID);
        topics.subscribe(ID, subscription -> subscription);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(1);
        environment.enableCheckpointing(100);
        tables = StreamTableEnvironment.create(environment);
    }

    @AfterEach
    void closeConnections() {
        schemas.close();
        topics.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"JSON", "BINARY"})
    void readsWhatItWrites(Encoding encoding) throws Exception {
        schemas.create(
                "order",
                Schema.Type.AVRO,
                record(
                        "{'name':'id','type':'long'},"
                                + "{'name':'amount','type':{'type':'bytes','logicalType':'decimal',"
                                + "'precision':10,'scale':2}},"
                                + "{'name':'placed','type':{'type':'long',"
                                + "'logicalType':'timestamp-micros'}},"
                                + "{'name':'state','type':{'type':'enum','name':'State',"
                                + "'symbols':['OPEN','PAID']}},"
                                + "{'name':'tags','type':{'type':'array','items':'string'}},"
                                + "{'name':'address','type':['null',{'type':'record',"
                                + "'name':'Address','fields':[{'name':'city','type':'string'}]}]}"));
        schemas.use(ID, "order", encoding);
        create(
                "address ROW<city STRING>, id BIGINT, amount DECIMAL(10, 2),"
                        + " placed TIMESTAMP_LTZ(6), state STRING, tags ARRAY<STRING>",
                "");

        tables.executeSql(
                        "INSERT INTO t SELECT ROW('Rome'), 1, 9.50,"
                                + " TO_TIMESTAMP_LTZ(1700000000123, 3), 'PAID', ARRAY['a', 'b']"
                                + " UNION ALL SELECT CAST(NULL AS ROW<city STRING>), 2, -0.01,"
                                + " TO_TIMESTAMP_LTZ(0, 3), 'OPEN', ARRAY['c']")
                .await();

        assertThat(rows("SELECT id, address, amount, placed, state, tags FROM t"))
                .containsExactlyInAnyOrder(
                        Row.of(
                                1L,
                                Row.of("Rome"),
                                new BigDecimal("9.50"),
                                Instant.ofEpochMilli(1_700_000_000_123L),
                                "PAID",
                                new String[] {"a", "b"}),
                        Row.of(
                                2L,
                                null,
                                new BigDecimal("-0.01"),
                                Instant.EPOCH,
                                "OPEN",
                                new String[] {"c"}));
    }

    @Test
    void readsEachMessageByItsRevisionAndAsksForEachOnce() throws Exception {
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        topics.publish(ID, List.of(order(1), order(2)));
        schemas.commit("order", Schema.Type.AVRO, ORDER_WITH_NOTE);
        topics.publish(
                ID, List.of("{\"id\":3,\"item\":null,\"note\":{\"string\":\"n\"}}", order(4)));
        create("note STRING, id BIGINT", "");

        assertThat(rows("SELECT * FROM t"))
                .containsExactlyInAnyOrder(
                        Row.of(null, 1L), Row.of(null, 2L), Row.of("n", 3L), Row.of(null, 4L));
        assertThat(SERVER.emulator().calls().count(Rpc.GET_SCHEMA)).isEqualTo(2);
    }

    @Test
    void readsAlsoMetadataAndOnlyColumnsThatAreNeeded() throws Exception {
        String revision = schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        topics.publish(ID, List.of(order(1)));
        create("id BIGINT, item STRING, attributes MAP<STRING, STRING> METADATA VIRTUAL", "");

        assertThat(
                        rows(
                                "SELECT item, attributes['googclient_schemarevisionid'],"
                                        + " attributes['googclient_schemaencoding'] FROM t"))
                .containsExactly(Row.of("tea", revision, "JSON"));
    }

    @Test
    void readsMessagesThatNameNoSchemaByThatOfTheTopic() throws Exception {
        topics.publish(ID, List.of("{\"id\":1,\"item\":null}"));
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        create("id BIGINT, item STRING", "");

        assertThat(rows("SELECT * FROM t")).containsExactly(Row.of(1L, null));
    }

    @Test
    void writesTheLastRevisionThatTheTopicAllows() throws Exception {
        String first = schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.commit("order", Schema.Type.AVRO, ORDER_WITH_NOTE);
        schemas.use(
                ID,
                SchemaSettings.newBuilder()
                        .setSchema(PubSubSchemas.schema("order"))
                        .setEncoding(Encoding.BINARY)
                        .setLastRevisionId(first)
                        .build());
        create("id BIGINT, item STRING", "");

        tables.executeSql("INSERT INTO t VALUES (1, 'tea')").await();

        PubsubMessage message = topics.take(ID, 1).get(0);
        assertThat(message.getAttributesOrThrow("googclient_schemarevisionid")).isEqualTo(first);
        assertThat(message.getData().toByteArray()).containsExactly(2, 2, 6, 't', 'e', 'a');
    }

    @Test
    void refusesATopicWithoutASchema() {
        create("id BIGINT", "");

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining(PubSubTopics.topic(ID) + " has no schema");
        assertThatThrownBy(() -> tables.executeSql("INSERT INTO t VALUES (1)").await())
                .hasStackTraceContaining(PubSubTopics.topic(ID) + " has no schema");
    }

    @Test
    void refusesAColumnThatTheSchemaLacksAtTheStart() {
        String revision = schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        create("id BIGINT, itm STRING", "");
        String message =
                "The table does not fit the schema "
                        + PubSubSchemas.schema("order")
                        + "@"
                        + revision
                        + ": column 'itm' is no field of the record Order, whose fields are: id,"
                        + " item.";

        assertThatThrownBy(() -> rows("SELECT * FROM t")).hasStackTraceContaining(message);
        assertThatThrownBy(() -> tables.executeSql("INSERT INTO t VALUES (1, 'a')").await())
                .hasStackTraceContaining(message);
    }

    @Test
    void saysWhichPermissionIsMissing() {
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        create("id BIGINT, item STRING", "");
        SERVER.emulator().faults().on(Rpc.GET_SCHEMA).always().fail(Status.PERMISSION_DENIED);

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining("which needs pubsub.schemas.get: PERMISSION_DENIED");
    }

    @Test
    void asksAgainWhereTheServiceIsAwayForAMoment() throws Exception {
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        topics.publish(ID, List.of(order(1)));
        create("id BIGINT, item STRING", "");
        SERVER.emulator()
                .faults()
                .on(Rpc.GET_SCHEMA, Rpc.GET_TOPIC)
                .times(3)
                .fail(Status.UNAVAILABLE);

        assertThat(rows("SELECT * FROM t")).containsExactly(Row.of(1L, "tea"));
    }

    @Test
    void skipsMalformedMessagesIfToldTo() throws Exception {
        topics.publish(ID, List.of("nonsense"));
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        topics.publish(ID, List.of(order(1)));
        create("id BIGINT, item STRING", ", 'scan.on-malformed' = 'skip'");

        assertThat(rows("SELECT * FROM t")).containsExactly(Row.of(1L, "tea"));
    }

    @Test
    void skipsMessagesOfARevisionThatWasDeleted() throws Exception {
        String first = schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        topics.publish(ID, List.of(order(1), order(2)));
        schemas.commit("order", Schema.Type.AVRO, ORDER_WITH_NOTE);
        schemas.deleteRevision("order", first);
        create("id BIGINT, item STRING", ", 'scan.on-malformed' = 'skip'");

        assertThat(rows("SELECT * FROM t")).isEmpty();
        assertThat(SERVER.emulator().calls().count(Rpc.GET_SCHEMA)).isEqualTo(2);
    }

    @Test
    void doesNotSkipMessagesWhoseSchemaItCannotHave() {
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        topics.publish(ID, List.of(order(1)));
        schemas.commit("order", Schema.Type.AVRO, ORDER_WITH_NOTE);
        create("id BIGINT, item STRING", ", 'scan.on-malformed' = 'skip'");
        SERVER.emulator().faults().on(Rpc.GET_SCHEMA).call(2).fail(Status.PERMISSION_DENIED);

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining("The schema of messages could not be had.");
    }

    @Test
    void rejectsRowsThatTheSchemaDoesNotTake() throws Exception {
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        create("id BIGINT, item STRING", ", 'sink.on-rejected' = 'skip'");

        tables.executeSql("INSERT INTO t VALUES (CAST(NULL AS BIGINT), 'a'), (2, 'b')").await();

        assertThat(topics.take(ID, 1).get(0).getData().toStringUtf8())
                .isEqualTo("{\"id\":2,\"item\":{\"string\":\"b\"}}");
        assertThat(SERVER.emulator().backlog(PubSubTopics.subscription(ID)).undelivered()).isZero();
    }

    @Test
    void readsThroughASubscriptionThatItCreates() {
        schemas.create("order", Schema.Type.AVRO, ORDER);
        schemas.use(ID, "order", Encoding.JSON);
        topics.unsubscribe(ID);
        create("id BIGINT, item STRING", ", 'scan.subscription.create' = 'true'");

        assertThat(rows("SELECT * FROM t")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"JSON", "BINARY"})
    void readsProtocolBuffersThatItWrites(Encoding encoding) throws Exception {
        schemas.create(
                "order",
                Schema.Type.PROTOCOL_BUFFER,
                """
                syntax = "proto3";
                message Order {
                  enum State { OPEN = 0; PAID = 1; }
                  message Address { string city = 1; }
                  int64 id = 1;
                  State state = 2;
                  repeated string tags = 3;
                  map<string, uint64> counts = 4;
                  Address address = 5;
                  optional double discount = 6;
                }
                """);
        schemas.use(ID, "order", encoding);
        create(
                "address ROW<city STRING>, id BIGINT, state STRING, tags ARRAY<STRING>,"
                        + " counts MAP<STRING, DECIMAL(20, 0)>, discount DOUBLE",
                "");

        tables.executeSql(
                        "INSERT INTO t SELECT ROW('Rome'), 1, 'PAID', ARRAY['a', 'b'],"
                                + " MAP['x', CAST('18446744073709551615' AS DECIMAL(20, 0))], 0.0"
                                + " UNION ALL SELECT CAST(NULL AS ROW<city STRING>), 2, 'OPEN',"
                                + " CAST(NULL AS ARRAY<STRING>),"
                                + " CAST(NULL AS MAP<STRING, DECIMAL(20, 0)>),"
                                + " CAST(NULL AS DOUBLE)")
                .await();

        assertThat(rows("SELECT id, address, state, tags, counts, discount FROM t"))
                .containsExactlyInAnyOrder(
                        Row.of(
                                1L,
                                Row.of("Rome"),
                                "PAID",
                                new String[] {"a", "b"},
                                Map.of("x", new BigDecimal("18446744073709551615")),
                                0.0),
                        Row.of(2L, null, "OPEN", new String[0], Map.of(), null));
    }

    @Test
    void saysWhereADefinitionOfProtocolBuffersCannotBeRead() {
        schemas.create("order", Schema.Type.PROTOCOL_BUFFER, "message Order { int64 id = 1; }");
        schemas.use(ID, "order", Encoding.BINARY);
        create("id BIGINT", "");

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining("its definition cannot be read at 1:17,");
    }

    private static String order(int id) {
        return "{\"id\":" + id + ",\"item\":{\"string\":\"tea\"}}";
    }

    private static String record(String fields) {
        return ("{'type':'record','name':'Order','fields':[" + fields + "]}").replace('\'', '"');
    }

    private void create(String columns, String options) {
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'pubsub', 'project' = '"
                        + PubSubTopics.PROJECT
                        + "', 'emulator-host' = '"
                        + SERVER.emulator().endpoint()
                        + "', 'topic' = 'orders', 'subscription' = 'orders',"
                        + " 'scan.bounded.mode' = 'idle', 'scan.bounded.idle-timeout' = '1 s',"
                        + " 'format' = 'pubsub-schema'"
                        + options
                        + ")");
    }

    private List<Row> rows(String query) {
        return CollectionUtil.iteratorToList(tables.executeSql(query).collect());
    }
}
