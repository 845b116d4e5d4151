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
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.sink.RedisStreamsSinkBuilder;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.RedisStreamsSourceBuilder;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.FailOnce;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStreamsFailoverITCase {

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(100);
    private static final int OUTAGE_IN_CHECKPOINTS = 5;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path inFolder;
    @TempDir private Path outFolder;
    @TempDir private Path savepoints;

    private RedisTestServer in;
    private MiniCluster cluster;
    private RedisTestServer out;

    @BeforeEach
    void takeCluster(@InjectMiniCluster MiniCluster injected) {
        cluster = injected;
    }

    @BeforeEach
    void startServers() {
        in = new RedisTestServer(inFolder);
        out = new RedisTestServer(outFolder);
    }

    @AfterEach
    void stopServers() {
        in.close();
        out.close();
    }

    @Test
    void readsEachEntryExactlyOnceIntoStateAfterACrash() throws Exception {
        List<String> written = fill(1500, "a", "b", "c");
        SeenElements.failAfterCheckpoints(3);
        StreamExecutionEnvironment env = environment(true);

        seen(env, bounded(1000), "a", "b", "c");
        env.execute();

        assertThat(SeenElements.hasFailed()).isTrue();
        assertThat(SeenElements.elements()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void losesNothingOnTheWayOutAfterACrash() throws Exception {
        List<String> written = fill(2000, "a");
        SeenElements.failAfterCheckpoints(3);
        StreamExecutionEnvironment env = environment(true);

        seen(env, bounded(2000), "a").sinkTo(sink());
        env.execute();

        assertThat(SeenElements.hasFailed()).isTrue();
        assertThat(writtenOut()).containsAll(written);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesEachRowExactlyOnceAfterACrash(boolean bounded) throws Exception {
        List<String> written = fill(2000, "a");
        SeenElements.failAfterCheckpoints(3);
        StreamExecutionEnvironment env = environment(true);
        DataStream<String> seen =
                seen(env, bounded ? bounded(2000) : unbounded().setMaxRecordsPerSecond(2000), "a");

        seen.sinkTo(exactlyOnce().build());
        JobClient job = env.executeAsync();
        awaitWrittenOut(written.size(), job);
        if (bounded) {
            job.getJobExecutionResult().get();
        } else {
            job.cancel().get();
        }

        assertThat(SeenElements.hasFailed()).isTrue();
        assertThat(writtenOut()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void writesEachRowExactlyOnceWhenTheServerGoesAwayAndRowsAreSpilled() throws Exception {
        List<String> written = fill(3000, "a");
        SeenElements.expect(300, 0);
        StreamExecutionEnvironment env = environment(false);
        seen(env, bounded(1500).setBatchSize(100), "a")
                .sinkTo(
                        exactlyOnce()
                                .setExactlyOnceMaxBuffer(new MemorySize(2048))
                                .setStagingPath(savepoints.toUri().toString())
                                .build());
        JobClient job = env.executeAsync();
        SeenElements.awaitElements();

        out.stop();
        out.start();
        job.getJobExecutionResult().get();

        assertThat(writtenOut()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(savepoints).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(names = {"BATCH", "STREAMING"})
    void writesEachRowExactlyOnceWithoutCheckpointsThroughStaging(RuntimeExecutionMode mode)
            throws Exception {
        List<String> written = fill(500, "a", "b");
        FailOnce.at(300);
        Configuration configuration = new Configuration();
        configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
        StreamExecutionEnvironment env = environment(true, configuration);
        env.getCheckpointConfig().disableCheckpointing();
        env.fromSource(
                        bounded(10_000).setStreams("a", "b").build(),
                        WatermarkStrategy.noWatermarks(),
                        "in")
                .map(new FailOnce())
                .sinkTo(exactlyOnce().setStagingPath(savepoints.toUri().toString()).build());
        env.execute();

        assertThat(FailOnce.hasFailed()).isTrue();
        assertThat(writtenOut()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void refusesExactlyOnceWithoutCheckpointsAndStaging() {
        StreamExecutionEnvironment env = environment(false);
        env.getCheckpointConfig().disableCheckpointing();
        seen(env, bounded(1000), "a").sinkTo(exactlyOnce().build());

        assertThatThrownBy(env::getStreamGraph)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'sink.staging.path'")
                .hasMessageContaining("'execution.checkpointing.interval'");
    }

    @Test
    void refusesExactlyOnceOfAnEndlessInputWithoutCheckpoints() {
        StreamExecutionEnvironment env = environment(false);
        env.getCheckpointConfig().disableCheckpointing();
        seen(env, unbounded(), "a")
                .sinkTo(exactlyOnce().setStagingPath(savepoints.toUri().toString()).build());

        assertThatThrownBy(env::getStreamGraph)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'execution.checkpointing.interval'");
    }

    @Test
    void readsAgainWhatFollowedAnOlderSavepoint() throws Exception {
        List<String> before = fill(100, "a");
        SeenElements.expect(100, 0);
        StreamExecutionEnvironment first = environment(false);
        seen(first, unbounded(), "a");
        JobClient job = first.executeAsync();
        SeenElements.awaitElements();
        String savepoint = Savepoints.stop(cluster, job, savepoints);
        List<String> after = add(100, 200, "a");

        SeenElements.expect(100, 0);
        Configuration restore = new Configuration();
        restore.setString("execution.state-recovery.path", savepoint);
        StreamExecutionEnvironment second = environment(false, restore);
        seen(second, unbounded(), "a");
        JobClient restored = second.executeAsync();
        SeenElements.awaitElements();
        restored.cancel().get();

        List<String> all = new ArrayList<>(before);
        all.addAll(after);
        assertThat(SeenElements.elements()).containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "4, 1"})
    void losesAndRepeatsNothingWhenItIsRescaled(int from, int to) throws Exception {
        String[] streams = {"a", "b", "c"};
        List<String> all = fill(100, streams);
        SeenElements.expect(300, 0);
        StreamExecutionEnvironment first = environment(false).setParallelism(from);
        seen(first, unbounded(), streams);
        JobClient job = first.executeAsync();
        SeenElements.awaitElements();
        String savepoint = Savepoints.stop(cluster, job, savepoints);
        for (String stream : streams) {
            all.addAll(add(100, 200, stream));
        }

        SeenElements.expect(300, 0);
        Configuration restore = new Configuration();
        restore.setString("execution.state-recovery.path", savepoint);
        StreamExecutionEnvironment second = environment(false, restore).setParallelism(to);
        seen(second, unbounded(), streams);
        JobClient restored = second.executeAsync();
        SeenElements.awaitElements();
        restored.cancel().get();

        assertThat(SeenElements.elements()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void waitsWhileTheServerItReadsFromIsAway() throws Exception {
        List<String> written = fill(1000, "a");
        SeenElements.expect(300, OUTAGE_IN_CHECKPOINTS);
        StreamExecutionEnvironment env = environment(false);
        seen(env, unbounded().setMaxRecordsPerSecond(1000).setBatchSize(100), "a");
        JobClient job = env.executeAsync();
        SeenElements.awaitElements();

        in.stop();
        SeenElements.awaitIdleCheckpoints();
        in.start();
        written.addAll(add(1000, 1001, "a"));

        SeenElements.awaitLast("a-1000");
        job.cancel().get();
        assertThat(SeenElements.elements()).containsExactlyElementsOf(written);
    }

    @Test
    void waitsWhileTheServerItWritesToIsAway() throws Exception {
        List<String> written = fill(3000, "a");
        SeenElements.expect(300, 0);
        StreamExecutionEnvironment env = environment(false);
        seen(env, bounded(1500).setBatchSize(100), "a").sinkTo(sink());
        JobClient job = env.executeAsync();
        SeenElements.awaitElements();

        out.stop();
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try {
            later.schedule(
                            out::start,
                            CHECKPOINT_INTERVAL.toMillis() * OUTAGE_IN_CHECKPOINTS,
                            TimeUnit.MILLISECONDS)
                    .get();
        } finally {
            later.shutdown();
        }
        job.getJobExecutionResult().get();

        assertThat(writtenOut()).containsAll(written);
    }

    private static StreamExecutionEnvironment environment(boolean restarts) {
        return environment(restarts, new Configuration());
    }

    private static StreamExecutionEnvironment environment(
            boolean restarts, Configuration configuration) {
        configuration.setString("restart-strategy.type", restarts ? "fixed-delay" : "none");
        configuration.setString("restart-strategy.fixed-delay.delay", "1 ms");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
        env.setParallelism(2);
        return env;
    }

    private DataStream<String> seen(
            StreamExecutionEnvironment env,
            RedisStreamsSourceBuilder<String> source,
            String... streams) {
        return env.fromSource(
                        source.setStreams(streams).build(), WatermarkStrategy.noWatermarks(), "in")
                .uid("in")
                .map(new SeenElements())
                .uid("seen")
                .setParallelism(1);
    }

    private RedisStreamsSourceBuilder<String> bounded(int recordsPerSecond) {
        return unbounded()
                .setBoundedMode(BoundedMode.latest())
                .setMaxRecordsPerSecond(recordsPerSecond)
                .setBatchSize(100);
    }

    private RedisStreamsSourceBuilder<String> unbounded() {
        return RedisStreamsSource.<String>builder()
                .setConnection(in.options())
                .setStartupMode(StartupMode.earliest())
                .setBlockTimeout(Duration.ofMillis(20))
                .setDeserializer(
                        RedisStreamsDeserializationSchema.payload(
                                "value", new SimpleStringSchema()));
    }

    private Sink<String> sink() {
        return sinkBuilder().build();
    }

    private RedisStreamsSinkBuilder<String> exactlyOnce() {
        return sinkBuilder().setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE);
    }

    private RedisStreamsSinkBuilder<String> sinkBuilder() {
        RedisConnectionOptions connection = out.options();
        return RedisStreamsSink.<String>builder()
                .setConnection(connection)
                .setStreams("out")
                .setSerializer((text, entry) -> entry.field(bytes("value"), bytes(text)));
    }

    private void awaitWrittenOut(int entries, JobClient job) throws Exception {
        CommonTestUtils.waitUntilCondition(
                () -> writtenOut().size() >= entries || job.getJobStatus().get().isTerminalState());
    }

    private List<String> fill(int entries, String... streams) {
        List<String> written = new ArrayList<>();
        for (String stream : streams) {
            written.addAll(add(0, entries, stream));
        }
        return written;
    }

    private List<String> add(int from, int to, String stream) {
        List<String> values =
                IntStream.range(from, to).mapToObj(number -> stream + "-" + number).toList();
        values.forEach(value -> in.add(stream, "value", value));
        return new ArrayList<>(values);
    }

    private List<String> writtenOut() {
        return out.entries("out").stream().map(entry -> entry.get("value")).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
