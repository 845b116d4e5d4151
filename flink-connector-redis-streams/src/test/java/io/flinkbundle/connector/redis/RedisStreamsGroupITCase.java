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
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsGroupSource;
import io.flinkbundle.connector.redis.source.RedisStreamsGroupSourceBuilder;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
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
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RedisStreamsGroupITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path serverFolder;
    @TempDir private Path savepoints;

    private RedisTestServer server;
    private MiniCluster cluster;

    @BeforeEach
    void takeCluster(@InjectMiniCluster MiniCluster injected) {
        cluster = injected;
    }

    @BeforeEach
    void startServer() {
        server = new RedisTestServer(serverFolder);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void sharesAStreamOutAndAcknowledgesAtCheckpoints() throws Exception {
        List<String> added = add("in", 0, 500);
        SeenElements.expect(500, 0);
        JobClient job = run(source(), 3, new Configuration());
        SeenElements.awaitElements();
        CommonTestUtils.waitUntilCondition(() -> pending("in") == 0);
        job.cancel().get();

        assertThat(SeenElements.elements()).containsExactlyInAnyOrderElementsOf(added);
    }

    @Test
    void losesNothingAfterACrash() throws Exception {
        List<String> added = add("in", 0, 3000);
        SeenElements.failAfterCheckpoints(3);
        Configuration restarting = new Configuration();
        restarting.setString("restart-strategy.type", "fixed-delay");
        restarting.setString("restart-strategy.fixed-delay.delay", "1 ms");

        run(
                        source().setMaxRecordsPerSecond(1500)
                                .setBoundedMode(BoundedMode.idle(Duration.ofSeconds(1))),
                        2,
                        restarting)
                .getJobExecutionResult()
                .get();

        assertThat(SeenElements.hasFailed()).isTrue();
        assertThat(SeenElements.elements()).containsAll(added);
        assertThat(pending("in")).isZero();
    }

    @Test
    void readsAgainWhatItWasReadingWhenItWasStopped() throws Exception {
        List<String> added = add("in", 0, 300);
        server.call(Command.XGROUP, "CREATE", "in", "workers", "0");
        deliver("in", "flink-0", 100);
        SeenElements.expect(300, 0);

        JobClient job = run(source(), 1, new Configuration());
        SeenElements.awaitElements();
        job.cancel().get();

        assertThat(SeenElements.elements()).containsExactlyElementsOf(added);
    }

    @Test
    void takesOverWhatIsLeftWhenThereAreFewerSubtasks() throws Exception {
        List<String> added = add("in", 0, 100);
        SeenElements.expect(100, 0);
        JobClient wide = run(source(), 4, new Configuration());
        SeenElements.awaitElements();
        String savepoint = Savepoints.stop(cluster, wide, savepoints);
        added.addAll(add("in", 100, 200));
        deliver("in", "flink-3", 50);

        SeenElements.expect(100, 0);
        Configuration restore = new Configuration();
        restore.setString("execution.state-recovery.path", savepoint);
        JobClient narrow = run(source().setClaimMinIdle(Duration.ofMillis(1)), 1, restore);
        SeenElements.awaitElements();
        narrow.cancel().get();

        assertThat(SeenElements.elements()).containsAll(added);
    }

    @Test
    void goesOnWhenItsStreamAndGroupWereRemoved() throws Exception {
        add("in", 0, 10);
        SeenElements.expect(10, 0);
        JobClient job = run(source(), 1, new Configuration());
        SeenElements.awaitElements();

        server.delete("in");
        add("in", 10, 11);
        SeenElements.awaitLast("in-10");
        job.cancel().get();
    }

    @Test
    void goesOnWhileTheServerRestarts() throws Exception {
        List<String> added = add("in", 0, 1000);
        SeenElements.expect(200, 0);
        JobClient job =
                run(source().setMaxRecordsPerSecond(1000).setBatchSize(50), 1, new Configuration());
        SeenElements.awaitElements();

        server.stop();
        server.start();
        added.addAll(add("in", 1000, 1001));
        SeenElements.awaitLast("in-1000");
        job.cancel().get();

        assertThat(SeenElements.elements()).containsAll(added);
    }

    private JobClient run(
            RedisStreamsGroupSourceBuilder<String> source,
            int parallelism,
            Configuration configuration)
            throws Exception {
        if (!configuration.containsKey("restart-strategy.type")) {
            configuration.setString("restart-strategy.type", "none");
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(parallelism);
        env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "in")
                .uid("in")
                .map(new SeenElements())
                .uid("seen")
                .setParallelism(1);
        return env.executeAsync();
    }

    private RedisStreamsGroupSourceBuilder<String> source() {
        return RedisStreamsGroupSource.<String>builder()
                .setConnection(server.options())
                .setStreams("in")
                .setGroupId("workers")
                .setBlockTimeout(Duration.ofMillis(20))
                .setBatchSize(100)
                .setDeserializer(
                        RedisStreamsDeserializationSchema.payload(
                                "value", new SimpleStringSchema()));
    }

    private List<String> add(String stream, int from, int to) {
        List<String> values =
                IntStream.range(from, to).mapToObj(number -> stream + "-" + number).toList();
        values.forEach(value -> server.add(stream, "value", value));
        return new ArrayList<>(values);
    }

    /** Lets a consumer have entries that it never acknowledges. */
    private void deliver(String stream, String consumer, int count) {
        server.call(
                Command.XREADGROUP,
                "GROUP",
                "workers",
                consumer,
                "COUNT",
                Integer.toString(count),
                "STREAMS",
                stream,
                ">");
    }

    private long pending(String stream) {
        return (Long) ((List<?>) server.call(Command.XPENDING, stream, "workers")).get(0);
    }
}
