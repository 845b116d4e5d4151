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

package io.flinkbundle.connector.influxdb3.source;

import io.flinkbundle.connector.common.testing.KeptSavepoints;
import io.flinkbundle.connector.common.testing.Savepoints;
import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The source goes on from the savepoint of an older version. */
@Timeout(120)
class InfluxDb3KeptSavepointITCase {

    private static final String SAVEPOINT = "1.0/source";

    /** Before the savepoint was taken, by more than the source waits for late points. */
    private static final Instant READ = Instant.parse("2026-11-01T00:00:00Z");

    private static final int BEFORE = 200;
    private static final int ALL = 300;

    private static final Queue<Long> SEEN = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @RegisterExtension static final InfluxDb3Server SERVER = new InfluxDb3Server();

    @TempDir private Path savepoints;

    @BeforeEach
    void writeWhatWasRead(@InjectMiniCluster MiniCluster cluster) throws Exception {
        SEEN.clear();
        write(0, BEFORE, READ);
        if (KeptSavepoints.areUpdated()) {
            JobClient job = follow(new Configuration());
            CommonTestUtils.waitUntilCondition(() -> SEEN.size() == BEFORE);
            KeptSavepoints.keep(SAVEPOINT, Savepoints.stop(cluster, job, savepoints));
            SEEN.clear();
        }
    }

    @Test
    void goesOnBehindWhatTheSavepointHasRead() throws Exception {
        write(BEFORE, ALL, Instant.now());

        JobClient job =
                follow(
                        new Configuration()
                                .set(
                                        StateRecoveryOptions.SAVEPOINT_PATH,
                                        KeptSavepoints.path(SAVEPOINT)));
        CommonTestUtils.waitUntilCondition(() -> SEEN.contains(ALL - 1L));
        job.cancel().get();

        assertThat(SEEN)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(BEFORE, ALL).boxed().toList());
    }

    private static JobClient follow(Configuration settings) throws Exception {
        settings.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.enableCheckpointing(100);
        environment.setParallelism(1);
        environment.setMaxParallelism(8);
        environment
                .fromSource(
                        InfluxDb3Source.builder(row -> row.getLong(0), Types.LONG)
                                .setConnection(SERVER.connection().build())
                                .setTables("t")
                                .setRowType(DataTypes.ROW(DataTypes.FIELD("v", DataTypes.BIGINT())))
                                .setBoundedMode(ScanBoundedMode.UNBOUNDED)
                                .setPollInterval(Duration.ofMillis(20))
                                .setDelay(Duration.ZERO)
                                .setLateness(Duration.ofSeconds(60))
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "influxdb3")
                .uid("source")
                .map(InfluxDb3KeptSavepointITCase::remember)
                .uid("seen")
                .sinkTo(new DiscardingSink<>())
                .uid("end");
        return environment.executeAsync();
    }

    private static long remember(long value) {
        SEEN.add(value);
        return value;
    }

    private static void write(int from, int to, Instant first) throws Exception {
        long nanos = EpochNanos.of(first);
        SERVER.lines()
                .write(
                        IntStream.range(from, to)
                                .mapToObj(i -> "t,host=h v=" + i + "i " + (nanos + i - from))
                                .toArray(String[]::new));
    }
}
