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
import io.flinkbundle.connector.redis.source.DataLossPolicy;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.RedisStreamsSourceBuilder;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.RedisBinary;
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
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Streams that come, are trimmed and vanish while a job reads them or is down. */
class RedisStreamsChangingStreamsITCase {

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
    void findsStreamsThatComeWhileItRuns() throws Exception {
        add("in:1", "first");
        SeenElements.expect(1, 0);
        JobClient job =
                run(source().setStreamPattern("in:*", Duration.ofMillis(50)), new Configuration());
        SeenElements.awaitElements();

        add("in:2", "second");
        SeenElements.awaitLast("second");

        job.cancel().get();
        assertThat(SeenElements.elements()).containsExactly("first", "second");
    }

    @Test
    void failsWhenEntriesWereTrimmedWhileItWasDown() throws Exception {
        String savepoint = savepointBehindFirstOfThree();
        server.call(Command.XTRIM, "in", "MAXLEN", "1");

        JobClient restored = run(source().setStreams("in"), restoring(savepoint));

        assertThatThrownBy(() -> restored.getJobExecutionResult().get())
                .hasStackTraceContaining("Stream 'in' was read up to")
                .hasStackTraceContaining("1 entries")
                .hasStackTraceContaining("'scan.on-data-loss' to 'log'");
    }

    @Test
    void readsOnWhenToldThatALossIsAcceptable() throws Exception {
        String savepoint = savepointBehindFirstOfThree();
        server.call(Command.XTRIM, "in", "MAXLEN", "1");

        SeenElements.expect(1, 0);
        JobClient restored =
                run(
                        source().setStreams("in").setOnDataLoss(DataLossPolicy.LOG),
                        restoring(savepoint));
        SeenElements.awaitElements();

        restored.cancel().get();
        assertThat(SeenElements.elements()).containsExactly("1", "3");
    }

    @Test
    void failsWhenItsStreamWasMadeAnewWhileItWasDown() throws Exception {
        RedisBinary.assumeRedis7();
        String savepoint = savepointBehindFirstOfThree();
        server.delete("in");
        add("in", "4", "5", "6", "7");

        JobClient restored = run(source().setStreams("in"), restoring(savepoint));

        assertThatThrownBy(() -> restored.getJobExecutionResult().get())
                .hasStackTraceContaining("the stream was made anew since");
    }

    @Test
    void showsItsProgressAndTrimsBehindIt() throws Exception {
        RedisBinary.assumeRedis7();
        add("in", "1", "2", "3");
        SeenElements.expect(3, 0);

        JobClient job =
                run(
                        source().setStreams("in")
                                .setProgressGroup("ops")
                                .setTrimAfterCheckpoint(true),
                        new Configuration());
        SeenElements.awaitElements();
        CommonTestUtils.waitUntilCondition(() -> server.entries("in").size() == 1);
        job.cancel().get();

        List<?> groups = (List<?>) server.call(Command.XINFO, "GROUPS", "in");
        List<?> namesAndValues = (List<?>) groups.get(0);
        // The lag is the last of them; it would be nil if the server could not tell.
        assertThat(namesAndValues.get(namesAndValues.size() - 1)).isEqualTo(0L);
        assertThat(server.entries("in")).extracting(entry -> entry.get("value")).containsOnly("3");
    }

    /** Reads entry 1, then adds 2 and 3 while nobody reads. */
    private String savepointBehindFirstOfThree() throws Exception {
        add("in", "1");
        SeenElements.expect(1, 0);
        JobClient job = run(source().setStreams("in"), new Configuration());
        SeenElements.awaitElements();
        String savepoint = Savepoints.stop(cluster, job, savepoints);
        add("in", "2", "3");
        return savepoint;
    }

    private static Configuration restoring(String savepoint) {
        Configuration restore = new Configuration();
        restore.setString("execution.state-recovery.path", savepoint);
        return restore;
    }

    private static JobClient run(
            RedisStreamsSourceBuilder<String> source, Configuration configuration)
            throws Exception {
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(50);
        env.setParallelism(1);
        env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "in")
                .uid("in")
                .map(new SeenElements())
                .uid("seen");
        return env.executeAsync();
    }

    private RedisStreamsSourceBuilder<String> source() {
        return RedisStreamsSource.<String>builder()
                .setConnection(server.options())
                .setStartupMode(StartupMode.earliest())
                .setBlockTimeout(Duration.ofMillis(20))
                .setDeserializer(
                        RedisStreamsDeserializationSchema.payload(
                                "value", new SimpleStringSchema()));
    }

    private void add(String stream, String... values) {
        for (String value : values) {
            server.add(stream, "value", value);
        }
    }
}
