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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsGroupSource;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Jobs that meet entries they cannot read, and keys that turn into something else. */
class RedisStreamsBadDataITCase {

    private static final int ENTRIES = 1000;
    private static final int POISON = 500;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;
    @TempDir private Path letters;

    private RedisTestServer server;

    @BeforeEach
    void start() {
        server = new RedisTestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acknowledgesAPoisonEntryThatAGroupSkips() throws Exception {
        fillWithPoison();
        StreamExecutionEnvironment env = environment();

        seen(env, group(BadRecordHandling.skip()));
        env.execute();

        assertThat(SeenElements.elements()).hasSize(ENTRIES - 1).doesNotContain("" + POISON);
        assertThat(pending()).isZero();
    }

    @Test
    void keepsAPoisonEntryPendingUntilSomebodyDecides() throws Exception {
        fillWithPoison();
        StreamExecutionEnvironment failing = environment();
        seen(failing, group(BadRecordHandling.fail()));
        assertThatThrownBy(failing::execute).hasStackTraceContaining("stream 'in'");
        assertThat(pending()).isPositive();

        StreamExecutionEnvironment decided = environment();
        seen(decided, group(BadRecordHandling.deadLetter(letters.toUri().toString())));
        decided.execute();

        assertThat(pending()).isZero();
        assertThat(letters).isDirectoryContaining("glob:**.jsonl");
    }

    @Test
    void failsWhenAStreamTurnsIntoSomethingElseWhileItIsRead() throws Exception {
        fill();
        SeenElements.expect(ENTRIES, 0);
        StreamExecutionEnvironment env = environment();
        seen(
                env,
                RedisStreamsSource.<String>builder()
                        .setConnection(server.options())
                        .setStreams("in")
                        .setStartupMode(StartupMode.earliest())
                        .setBlockTimeout(Duration.ofMillis(20))
                        .setDeserializer(deserializer())
                        .build());
        JobClient job = env.executeAsync();
        SeenElements.awaitElements();

        server.delete("in");
        server.call(Command.LPUSH, "in", "x");

        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .hasStackTraceContaining("WRONGTYPE")
                .hasStackTraceContaining("'in'")
                .hasStackTraceContaining("The key holds a value of another kind");
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void writesOnToOneStreamWhenTheOtherTurnsIntoSomethingElse(DeliveryGuarantee guarantee)
            throws Exception {
        fill();
        SeenElements.expect(200, 0);
        StreamExecutionEnvironment env = environment();
        DataStream<String> seen =
                seen(
                        env,
                        RedisStreamsSource.<String>builder()
                                .setConnection(server.options())
                                .setStreams("in")
                                .setStartupMode(StartupMode.earliest())
                                .setBoundedMode(BoundedMode.latest())
                                .setMaxRecordsPerSecond(ENTRIES)
                                .setBatchSize(50)
                                .setDeserializer(deserializer())
                                .build());
        seen.sinkTo(
                RedisStreamsSink.<String>builder()
                        .setConnection(server.options())
                        .setStreams("good", "bad")
                        .setDeliveryGuarantee(guarantee)
                        .setOnRejected(BadRecordHandling.deadLetter(letters.toUri().toString()))
                        .setSerializer(
                                (text, entry) ->
                                        entry.field("value".getBytes(UTF_8), text.getBytes(UTF_8)))
                        .build());
        JobClient job = env.executeAsync();
        SeenElements.awaitElements();

        server.delete("bad");
        server.call(Command.LPUSH, "bad", "x");
        job.getJobExecutionResult().get();

        assertThat(server.entries("good"))
                .extracting(entry -> entry.get("value"))
                .containsExactlyInAnyOrderElementsOf(values());
        assertThat(letters).isDirectoryContaining("glob:**.jsonl");
        assertThat((Long) server.call(Command.LLEN, "bad")).isOne();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(1);
        return env;
    }

    private static DataStream<String> seen(
            StreamExecutionEnvironment env, Source<String, ?, ?> source) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "in")
                .map(new SeenElements());
    }

    private Source<String, ?, ?> group(BadRecordHandling onMalformed) {
        SeenElements.expect(ENTRIES, 0);
        return RedisStreamsGroupSource.<String>builder()
                .setConnection(server.options())
                .setStreams("in")
                .setGroupId("g")
                .setBoundedMode(BoundedMode.idle(Duration.ofSeconds(1)))
                .setBlockTimeout(Duration.ofMillis(20))
                .setOnMalformed(onMalformed)
                .setDeserializer(deserializer())
                .build();
    }

    private static RedisStreamsDeserializationSchema<String> deserializer() {
        return RedisStreamsDeserializationSchema.payload("value", new SimpleStringSchema());
    }

    private void fill() {
        values().forEach(value -> server.add("in", "value", value));
    }

    /** One entry lacks the field that holds the record. */
    private void fillWithPoison() {
        values().forEach(
                        value ->
                                server.add(
                                        "in",
                                        value.equals("" + POISON) ? "other" : "value",
                                        value));
    }

    private static List<String> values() {
        return IntStream.range(0, ENTRIES).mapToObj(Integer::toString).toList();
    }

    private long pending() {
        return (Long) ((List<?>) server.call(Command.XPENDING, "in", "g")).get(0);
    }
}
