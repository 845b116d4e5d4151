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

import io.flinkbundle.connector.common.deadletter.BadRecordException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.sink.StreamDeadLetters;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Rows that bring their ids to an exactly-once sink: one in a hundred has an id that is too small.
 */
class RedisStreamsChosenIdsITCase {

    private static final int ROWS = 2000;
    private static final RetryPolicy RETRY =
            RetryPolicy.of(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(30));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    private RedisTestServer server;

    @BeforeEach
    void start() {
        server = new RedisTestServer(folder);
        IntStream.range(0, ROWS).forEach(row -> server.add("in", "row", Integer.toString(row)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void writesTheGoodOnesOnceAndDeadLettersOfTheOthersInSpiteOfACrash() throws Exception {
        SeenElements.failAfterCheckpoints(3);
        StreamExecutionEnvironment env = environment(1);

        copy(
                env,
                BadRecordHandling.deadLetter(
                        StreamDeadLetters.to(server.options(), "rejected", RETRY)));
        env.execute();

        assertThat(SeenElements.hasFailed()).isTrue();
        assertThat(rows("out")).containsExactlyElementsOf(rows(false));
        assertThat(
                        server.entries("rejected").stream()
                                .map(
                                        letter ->
                                                letter.get("record")
                                                        .replace("XADD out 1-0 row ", ""))
                                .distinct()
                                .map(Integer::valueOf))
                .containsExactlyElementsOf(rows(true));
    }

    @Test
    void failsEachAttemptWhereABadIdIsAFailure() {
        SeenElements.expect(ROWS, 0);
        StreamExecutionEnvironment env = environment(2);
        copy(env, BadRecordHandling.fail());

        assertThatThrownBy(env::execute).rootCause().isInstanceOf(BadRecordException.class);

        assertThat(rows("out")).doesNotHaveDuplicates();
    }

    private static StreamExecutionEnvironment environment(int restarts) {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString(
                "restart-strategy.fixed-delay.attempts", Integer.toString(restarts));
        configuration.setString("restart-strategy.fixed-delay.delay", "1 ms");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(1);
        return env;
    }

    private void copy(StreamExecutionEnvironment env, BadRecordHandling onRejected) {
        RedisStreamsSource<String> source =
                RedisStreamsSource.<String>builder()
                        .setConnection(server.options())
                        .setStreams("in")
                        .setStartupMode(StartupMode.earliest())
                        .setBoundedMode(BoundedMode.latest())
                        .setMaxRecordsPerSecond(ROWS)
                        .setBatchSize(100)
                        .setDeserializer(
                                RedisStreamsDeserializationSchema.payload(
                                        "row", new SimpleStringSchema()))
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "in")
                .map(new SeenElements())
                .sinkTo(
                        RedisStreamsSink.<String>builder()
                                .setConnection(server.options())
                                .setStreams("out")
                                .setSerializer(
                                        (row, entry) ->
                                                entry.field(
                                                                "row".getBytes(UTF_8),
                                                                row.getBytes(UTF_8))
                                                        .id(idOf(Integer.parseInt(row))))
                                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .setOnRejected(onRejected)
                                .build());
    }

    private static String idOf(int row) {
        return isBad(row) ? "1-0" : (row + 2) + "-0";
    }

    private static boolean isBad(int row) {
        return row % 100 == 99;
    }

    private static List<Integer> rows(boolean bad) {
        return IntStream.range(0, ROWS).filter(row -> isBad(row) == bad).boxed().toList();
    }

    private List<Integer> rows(String stream) {
        return server.entries(stream).stream().map(e -> Integer.valueOf(e.get("row"))).toList();
    }
}
