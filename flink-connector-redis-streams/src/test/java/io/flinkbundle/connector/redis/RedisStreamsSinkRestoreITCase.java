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

import io.flinkbundle.connector.common.testing.Savepoints;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Exactly-once sinks that are restored from savepoints, with another parallelism or an old one. */
class RedisStreamsSinkRestoreITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;
    @TempDir private Path savepoints;

    private RedisTestServer server;
    private MiniCluster cluster;

    @BeforeEach
    void takeCluster(@InjectMiniCluster MiniCluster injected) {
        cluster = injected;
    }

    @BeforeEach
    void start() {
        server = new RedisTestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1", "3, 2"})
    void writesEachRowOnceWhenItIsRescaled(int from, int to) throws Exception {
        List<String> rows = new ArrayList<>(add(0, 600));
        SeenElements.expect(600, 0);
        JobClient job = copy(from, new Configuration());
        SeenElements.awaitElements();
        String savepoint = Savepoints.stop(cluster, job, savepoints);
        rows.addAll(add(600, 1200));

        SeenElements.expect(600, 0);
        JobClient restored = copy(to, restoring(savepoint));
        SeenElements.awaitElements();
        CommonTestUtils.waitUntilCondition(() -> written().size() >= rows.size());
        restored.cancel().get();

        assertThat(written()).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void doesNotRepeatWhatAnOlderSavepointHolds() throws Exception {
        List<String> before = add(0, 600);
        SeenElements.expect(600, 0);
        JobClient job = copy(2, new Configuration());
        SeenElements.awaitElements();
        String older = Savepoints.take(cluster, job, savepoints);
        List<String> after = add(600, 1200);
        CommonTestUtils.waitUntilCondition(() -> written().size() >= 1200);
        job.cancel().get();

        SeenElements.expect(600, 0);
        JobClient restored = copy(3, restoring(older));
        SeenElements.awaitElements();
        CommonTestUtils.waitUntilCondition(() -> written().size() >= 1800);
        restored.cancel().get();

        // What follows the savepoint is read again, and the rows of the first time stay.
        List<String> expected = new ArrayList<>(before);
        expected.addAll(after);
        expected.addAll(after);
        Collections.sort(expected);
        assertThat(written().stream().sorted()).containsExactlyElementsOf(expected);
    }

    private static Configuration restoring(String savepoint) {
        Configuration configuration = new Configuration();
        configuration.setString("execution.state-recovery.path", savepoint);
        return configuration;
    }

    private JobClient copy(int parallelism, Configuration configuration) throws Exception {
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(parallelism);
        env.setMaxParallelism(8);
        env.fromSource(
                        RedisStreamsSource.<String>builder()
                                .setConnection(server.options())
                                .setStreams("in")
                                .setStartupMode(StartupMode.earliest())
                                .setBlockTimeout(Duration.ofMillis(20))
                                .setDeserializer(
                                        RedisStreamsDeserializationSchema.payload(
                                                "row", new SimpleStringSchema()))
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "in")
                .uid("in")
                .map(new SeenElements())
                .uid("seen")
                .setParallelism(1)
                .rebalance()
                .sinkTo(
                        RedisStreamsSink.<String>builder()
                                .setConnection(server.options())
                                .setStreams("out")
                                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .setSerializer(
                                        (row, entry) ->
                                                entry.field(
                                                        "row".getBytes(UTF_8), row.getBytes(UTF_8)))
                                .build())
                .uid("out");
        return env.executeAsync();
    }

    private List<String> add(int from, int to) {
        List<String> rows = IntStream.range(from, to).mapToObj(Integer::toString).toList();
        rows.forEach(row -> server.add("in", "row", row));
        return rows;
    }

    private List<String> written() {
        return server.entries("out").stream().map(entry -> entry.get("row")).toList();
    }
}
