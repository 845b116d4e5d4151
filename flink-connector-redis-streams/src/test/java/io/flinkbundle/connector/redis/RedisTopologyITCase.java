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

import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.RedisMode;
import io.flinkbundle.connector.redis.client.RedisNode;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.sink.RedisStreamsSinkBuilder;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsGroupSource;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.RedisTestCluster;
import io.flinkbundle.connector.redis.testing.RedisTestSentinel;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs whose servers change their parts while they run. */
class RedisTopologyITCase {

    private static final int ENTRIES = 1500;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void losesNothingWhileSlotsMove(DeliveryGuarantee guarantee) throws Exception {
        try (RedisTestCluster servers = new RedisTestCluster(folder, 3)) {
            List<String> written = fill(servers::add, "a", "b");
            JobClient job = copy(servers.options(), guarantee, "a", "b");
            SeenElements.awaitElements();

            servers.move("a");
            servers.move("out");
            job.getJobExecutionResult().get();

            List<String> out =
                    servers.entries("out").stream().map(entry -> entry.get("value")).toList();
            if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
                assertThat(out).containsExactlyInAnyOrderElementsOf(written);
            } else {
                assertThat(out).containsAll(written);
            }
        }
    }

    @Test
    void losesNothingAsAGroupWhileSlotsMove() throws Exception {
        try (RedisTestCluster servers = new RedisTestCluster(folder, 3)) {
            List<String> written = fill(servers::add, "a", "b");
            SeenElements.expect(300, 0);
            StreamExecutionEnvironment env = environment();
            env.fromSource(
                            RedisStreamsGroupSource.<String>builder()
                                    .setConnection(servers.options())
                                    .setStreams("a", "b")
                                    .setGroupId("g")
                                    .setBoundedMode(BoundedMode.idle(Duration.ofSeconds(2)))
                                    .setMaxRecordsPerSecond(750)
                                    .setBatchSize(50)
                                    .setBlockTimeout(Duration.ofMillis(20))
                                    .setDeserializer(deserializer())
                                    .build(),
                            WatermarkStrategy.noWatermarks(),
                            "in")
                    .map(new SeenElements())
                    .setParallelism(1);
            JobClient job = env.executeAsync();
            SeenElements.awaitElements();

            servers.move("a");
            servers.move("b");
            job.getJobExecutionResult().get();

            assertThat(SeenElements.elements()).containsAll(written);
        }
    }

    @Test
    void worksInAClusterOfOne() throws Exception {
        try (RedisTestCluster server = new RedisTestCluster(folder, 1)) {
            List<String> written = fill(server::add, "a", "b");

            copy(server.options(), DeliveryGuarantee.EXACTLY_ONCE, "a", "b")
                    .getJobExecutionResult()
                    .get();

            assertThat(server.entries("out"))
                    .extracting(entry -> entry.get("value"))
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    /** Writers are paused for the hand-over, because Redis copies to replicas behind their back. */
    @ParameterizedTest
    @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void followsTheMasterWhenSentinelsMakeAnotherOne(DeliveryGuarantee guarantee) throws Exception {
        try (RedisTestServer first =
                        new RedisTestServer(Files.createDirectory(folder.resolve("1")));
                RedisTestServer second =
                        new RedisTestServer(
                                Files.createDirectory(folder.resolve("2")),
                                "replicaof 127.0.0.1 " + first.port());
                RedisTestSentinel sentinel = new RedisTestSentinel(folder, "main", first)) {
            List<String> written = fill(first::add, "a", "b");
            sentinel.awaitReplicaInSync(first, second);
            JobClient job =
                    copy(
                            RedisConnectionOptions.builder()
                                    .setMode(RedisMode.SENTINEL)
                                    .setNodes(List.of(new RedisNode("127.0.0.1", sentinel.port())))
                                    .setSentinelMaster("main")
                                    .build(),
                            guarantee,
                            "a",
                            "b");
            SeenElements.awaitElements();

            first.call(Command.CLIENT, "PAUSE", "60000", "WRITE");
            sentinel.awaitReplicaInSync(first, second);
            first.stop();
            sentinel.awaitMaster(second);
            job.getJobExecutionResult().get();

            List<String> out =
                    second.entries("out").stream().map(entry -> entry.get("value")).toList();
            if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
                assertThat(out).containsExactlyInAnyOrderElementsOf(written);
            } else {
                assertThat(out).containsAll(written);
            }
        }
    }

    @Test
    void readsFromAReplicaWhenToldTo() throws Exception {
        try (RedisTestServer first =
                        new RedisTestServer(Files.createDirectory(folder.resolve("1")));
                RedisTestServer second =
                        new RedisTestServer(
                                Files.createDirectory(folder.resolve("2")),
                                "replicaof 127.0.0.1 " + first.port());
                RedisTestSentinel sentinel = new RedisTestSentinel(folder, "main", first)) {
            sentinel.awaitReplicaKnown();
            RedisConnectionOptions options =
                    RedisConnectionOptions.builder()
                            .setMode(RedisMode.SENTINEL)
                            .setNodes(List.of(new RedisNode("127.0.0.1", sentinel.port())))
                            .setSentinelMaster("main")
                            .build();

            try (StreamReaderConnection connection =
                    new JedisStreamsClient(options).openReplicaReader(Duration.ZERO)) {
                assertThat(connection.serverTimeMillis()).isPositive();
                assertThat(new String((byte[]) second.call(Command.CLIENT, "LIST"), UTF_8))
                        .contains("name=flink-connector-redis-streams");
            }
        }
    }

    private static List<String> fill(BiConsumer<String, String[]> add, String... streams) {
        List<String> values = new ArrayList<>();
        for (String stream : streams) {
            IntStream.range(0, ENTRIES)
                    .mapToObj(number -> stream + "-" + number)
                    .forEach(
                            value -> {
                                add.accept(stream, new String[] {"value", value});
                                values.add(value);
                            });
        }
        return values;
    }

    /** Copies streams to the stream "out", slowly enough for something to happen meanwhile. */
    private static JobClient copy(
            RedisConnectionOptions connection, DeliveryGuarantee guarantee, String... streams)
            throws Exception {
        SeenElements.expect(300, 0);
        StreamExecutionEnvironment env = environment();
        RedisStreamsSource<String> source =
                RedisStreamsSource.<String>builder()
                        .setConnection(connection)
                        .setStreams(streams)
                        .setStartupMode(StartupMode.earliest())
                        .setBoundedMode(BoundedMode.latest())
                        .setMaxRecordsPerSecond(750)
                        .setBatchSize(50)
                        .setBlockTimeout(Duration.ofMillis(20))
                        .setDeserializer(deserializer())
                        .build();
        RedisStreamsSinkBuilder<String> sink =
                RedisStreamsSink.<String>builder()
                        .setConnection(connection)
                        .setStreams("out")
                        .setDeliveryGuarantee(guarantee)
                        .setSerializer(
                                (text, entry) ->
                                        entry.field("value".getBytes(UTF_8), text.getBytes(UTF_8)));
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "in")
                .map(new SeenElements())
                .setParallelism(1)
                .sinkTo(sink.build());
        return env.executeAsync();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(2);
        return env;
    }

    private static RedisStreamsDeserializationSchema<String> deserializer() {
        return RedisStreamsDeserializationSchema.payload("value", new SimpleStringSchema());
    }
}
