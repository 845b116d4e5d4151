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

package io.flinkbundle.connector.redis;

import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.keyvalue.KeyChange;
import io.flinkbundle.connector.redis.keyvalue.KeyValueSerializationSchema;
import io.flinkbundle.connector.redis.keyvalue.RedisKeyValueSink;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.Fault;
import io.flinkbundle.connector.redis.testing.FaultyLink;
import io.flinkbundle.connector.redis.testing.RedisKeys;
import io.flinkbundle.connector.redis.testing.RedisTestCluster;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that write keys and look them up while something fails. */
class RedisKeysFailoverITCase {

    private static final int ELEMENTS = 2000;
    private static final int KEYS = 10;

    /** Sets key 'k:<last digit>' to the element, which is a number. */
    private static final KeyValueSerializationSchema<String> LAST_OF_KEY =
            (element, out) ->
                    out.accept(new KeyChange.SetString(bytes(keyOf(element)), bytes(element)));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path inFolder;
    @TempDir private Path outFolder;

    private RedisTestServer in;
    private RedisTestServer out;
    private RedisKeys keys;

    @BeforeEach
    void startServers() {
        in = new RedisTestServer(inFolder);
        out = new RedisTestServer(outFolder);
        keys = new RedisKeys(out);
        for (int element = 0; element < ELEMENTS; element++) {
            in.add("in", "value", Integer.toString(element));
        }
    }

    @AfterEach
    void stopServers() {
        in.close();
        out.close();
    }

    @Test
    void leavesTheLastValueOfEachKeyAfterACrash() throws Exception {
        SeenElements.failAfterCheckpoints(3);
        StreamExecutionEnvironment env = environment(true);

        byKey(env).sinkTo(sink(LAST_OF_KEY));
        env.execute();

        assertThat(SeenElements.hasFailed()).isTrue();
        assertKeysHoldTheirLastValues();
    }

    @Test
    void losesNoElementOfAListAfterACrash() throws Exception {
        SeenElements.failAfterCheckpoints(3);
        StreamExecutionEnvironment env = environment(true);

        byKey(env)
                .sinkTo(
                        sink(
                                (element, changes) ->
                                        changes.accept(
                                                new KeyChange.Append(
                                                        bytes(keyOf(element)), bytes(element)))));
        env.execute();

        assertThat(SeenElements.hasFailed()).isTrue();
        for (int key = 0; key < KEYS; key++) {
            assertThat(keys.list("k:" + key)).containsAll(elementsOf(key));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheLastValueOfEachKeyWhateverHappensToTheServer(Fault fault) throws Exception {
        try (FaultyLink link = new FaultyLink(out)) {
            SeenElements.expect(300, 0);
            StreamExecutionEnvironment env = environment(false);
            byKey(env).sinkTo(sink(link.options(), LAST_OF_KEY));
            JobClient job = env.executeAsync();
            SeenElements.awaitElements();

            fault.happen(out, link);
            job.getJobExecutionResult().get();

            assertKeysHoldTheirLastValues();
        }
    }

    @Test
    void leavesTheLastValueOfEachKeyOverConnectionsThatBreakInTheMiddleOfReplies()
            throws Exception {
        try (FaultyLink link = FaultyLink.cuttingAfter(out, 1_000)) {
            SeenElements.expect(0, 0);
            StreamExecutionEnvironment env = environment(false);
            byKey(env).sinkTo(sink(link.options(), LAST_OF_KEY));
            env.execute();

            assertThat(link.cuts()).isGreaterThan(2);
            assertKeysHoldTheirLastValues();
        }
    }

    @Test
    void losesNothingWhileSlotsMove(@TempDir Path folder) throws Exception {
        try (RedisTestCluster cluster = new RedisTestCluster(folder, 3)) {
            SeenElements.expect(300, 0);
            StreamExecutionEnvironment env = environment(false);
            byKey(env)
                    .sinkTo(
                            RedisKeyValueSink.<String>builder()
                                    .setConnection(cluster.options())
                                    .setSerializer(LAST_OF_KEY)
                                    .build());
            JobClient job = env.executeAsync();
            SeenElements.awaitElements();

            for (int key = 0; key < KEYS; key++) {
                cluster.move("k:" + key);
            }
            job.getJobExecutionResult().get();

            for (int key = 0; key < KEYS; key++) {
                RedisTestServer owner = cluster.master(cluster.ownerOf("k:" + key));
                assertThat((byte[]) owner.call(Command.GET, "k:" + key))
                        .asString(UTF_8)
                        .isEqualTo(elementsOf(key).get(elementsOf(key).size() - 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, KILLED", "true, HALF_OPEN", "false, KILLED", "false, PAUSED"})
    void looksUpEachRowOnceWhateverHappensToTheServer(String async, Fault fault) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            keys.setHash("k:" + key, "name", "n" + key);
        }
        try (FaultyLink link = new FaultyLink(out)) {
            JobClient job = lookUp(async, link.port());
            SeenElements.awaitElements();

            fault.happen(out, link);
            job.getJobExecutionResult().get();
        }

        assertThat(SeenElements.elements())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ELEMENTS)
                                .mapToObj(element -> element + "n" + element % KEYS)
                                .toList());
    }

    private JobClient lookUp(String async, int port) throws Exception {
        SeenElements.expect(300, 0);
        StreamExecutionEnvironment env = environment(false);
        StreamTableEnvironment sql = StreamTableEnvironment.create(env);
        sql.executeSql(
                "CREATE TABLE numbers (`value` INT, placed AS PROCTIME()) WITH ('connector' ="
                        + " 'redis-streams', 'host' = '127.0.0.1', 'port' = '"
                        + in.port()
                        + "', 'streams' = 'in', 'scan.bounded.mode' = 'latest',"
                        + " 'scan.max-records-per-second' = '1500', 'scan.batch-size' = '100')");
        sql.executeSql(
                "CREATE TABLE names (id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED) WITH"
                        + " ('connector' = 'redis', 'host' = '127.0.0.1', 'port' = '"
                        + port
                        + "', 'key.prefix' = 'k:', 'lookup.max-retries' = '10', 'lookup.async' = '"
                        + async
                        + "')");
        sql.toDataStream(
                        sql.sqlQuery(
                                "SELECT CAST(o.`value` AS STRING) || n.name FROM numbers AS o"
                                        + " JOIN names FOR SYSTEM_TIME AS OF o.placed AS n"
                                        + " ON MOD(o.`value`, 10) = n.id"))
                .map(row -> (String) row.getField(0))
                .returns(Types.STRING)
                .map(new SeenElements())
                .setParallelism(1);
        return env.executeAsync();
    }

    private static StreamExecutionEnvironment environment(boolean restarts) {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", restarts ? "fixed-delay" : "none");
        configuration.setString("restart-strategy.fixed-delay.delay", "1 ms");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(2);
        return env;
    }

    /** The elements in their order, those of a key in one subtask. */
    private DataStream<String> byKey(StreamExecutionEnvironment env) {
        return env.fromSource(
                        RedisStreamsSource.<String>builder()
                                .setConnection(in.options())
                                .setStreams("in")
                                .setStartupMode(StartupMode.earliest())
                                .setBoundedMode(BoundedMode.latest())
                                .setMaxRecordsPerSecond(1500)
                                .setBatchSize(100)
                                .setBlockTimeout(Duration.ofMillis(20))
                                .setDeserializer(
                                        RedisStreamsDeserializationSchema.payload(
                                                "value", new SimpleStringSchema()))
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "in")
                .setParallelism(1)
                .map(new SeenElements())
                .setParallelism(1)
                .keyBy(RedisKeysFailoverITCase::keyOf);
    }

    private RedisKeyValueSink<String> sink(KeyValueSerializationSchema<String> schema) {
        return sink(out.options(), schema);
    }

    private static RedisKeyValueSink<String> sink(
            RedisConnectionOptions connection, KeyValueSerializationSchema<String> schema) {
        return RedisKeyValueSink.<String>builder()
                .setConnection(connection)
                .setSerializer(schema)
                .build();
    }

    private void assertKeysHoldTheirLastValues() {
        for (int key = 0; key < KEYS; key++) {
            assertThat(keys.string("k:" + key)).isEqualTo(Integer.toString(ELEMENTS - KEYS + key));
        }
        assertThat(keys.all()).hasSize(KEYS);
    }

    private static List<String> elementsOf(int key) {
        return IntStream.range(0, ELEMENTS)
                .filter(element -> element % KEYS == key)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static String keyOf(String element) {
        return "k:" + element.charAt(element.length() - 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
