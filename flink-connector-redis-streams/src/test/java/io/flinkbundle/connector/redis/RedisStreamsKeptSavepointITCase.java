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

import io.flinkbundle.connector.common.testing.KeptSavepoints;
import io.flinkbundle.connector.common.testing.Savepoints;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Source and sink go on from the savepoint of an older version. */
@Timeout(120)
class RedisStreamsKeptSavepointITCase {

    private static final String SAVEPOINT = "1.0/copy";

    /** Entries that the job of the savepoint has read. */
    private static final int BEFORE = 300;

    private static final int ALL = 600;

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

    @BeforeEach
    void start(@InjectMiniCluster MiniCluster cluster) throws Exception {
        server = new RedisTestServer(folder);
        add(1, BEFORE);
        if (KeptSavepoints.areUpdated()) {
            JobClient job = copy(new Configuration());
            CommonTestUtils.waitUntilCondition(() -> written().size() >= BEFORE);
            KeptSavepoints.keep(SAVEPOINT, Savepoints.stop(cluster, job, savepoints));
            server.delete("out");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goesOnBehindWhatTheSavepointHasRead() throws Exception {
        add(BEFORE + 1, ALL);

        JobClient job =
                copy(
                        new Configuration()
                                .set(
                                        StateRecoveryOptions.SAVEPOINT_PATH,
                                        KeptSavepoints.path(SAVEPOINT)));
        CommonTestUtils.waitUntilCondition(() -> written().contains(Integer.toString(ALL)));
        job.cancel().get();

        assertThat(written()).containsExactlyInAnyOrderElementsOf(rows(BEFORE + 1, ALL));
    }

    private JobClient copy(Configuration configuration) throws Exception {
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(2);
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
                .rebalance()
                .sinkTo(
                        RedisStreamsSink.<String>builder()
                                .setConnection(server.options())
                                .setStreams("out")
                                .setSinkId("kept")
                                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .setSerializer(
                                        (row, entry) ->
                                                entry.field(
                                                        "row".getBytes(UTF_8), row.getBytes(UTF_8)))
                                .build())
                .uid("out");
        return env.executeAsync();
    }

    /** The ids are those that the savepoint knows. */
    private void add(int from, int to) {
        for (int i = from; i <= to; i++) {
            server.addWithId("in", i + "-0", "row", Integer.toString(i));
        }
    }

    private static List<String> rows(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private List<String> written() {
        return server.entries("out").stream().map(entry -> entry.get("row")).toList();
    }
}
