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

import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.common.testing.Savepoints;
import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Each point counts once, whenever a job fails, and however many readers it has afterwards. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InfluxDb3SourceFailoverITCase {

    private static final int POINTS = 4_000;
    private static final long SECOND = 1_000_000_000L;
    private static final AtomicBoolean CRASHED = new AtomicBoolean();

    private static JobClient running;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @RegisterExtension static final InfluxDb3Server SERVER = new InfluxDb3Server();

    @TempDir private Path folder;

    private MiniCluster cluster;

    @BeforeEach
    void takeCluster(@InjectMiniCluster MiniCluster injected) {
        cluster = injected;
    }

    @Test
    void emitsEachPointOnceWhenAJobCrashesBehindACheckpoint() throws Exception {
        CRASHED.set(false);
        write(0, POINTS, 0);

        List<Long> read = new ArrayList<>();
        try (CloseableIterator<Long> records =
                environment(2)
                        .fromSource(
                                source().setSplitDuration(Duration.ofMinutes(10))
                                        .setMaxRecordsPerSecond(5_000)
                                        .build(),
                                WatermarkStrategy.noWatermarks(),
                                "influxdb3")
                        .map(new CrashBehindCheckpoint())
                        .executeAndCollect()) {
            records.forEachRemaining(read::add);
        }

        assertThat(CRASHED).isTrue();
        assertThat(read).containsExactlyInAnyOrderElementsOf(numbers(POINTS));
    }

    @Test
    void emitsEachPointOnceWhenAFollowingJobCrashes() throws Exception {
        CRASHED.set(false);
        long now = EpochNanos.of(Instant.now());
        write(0, 500, now - 3_600 * SECOND);
        write(500, 500, now - 20 * SECOND);

        List<Long> read = new ArrayList<>();
        try (CloseableIterator<Long> records =
                environment(1)
                        .fromSource(
                                following().build(), WatermarkStrategy.noWatermarks(), "influxdb3")
                        .map(new CrashBehindCheckpoint())
                        .executeAndCollect()) {
            take(records, read, 1_000);
            write(1_000, 1_000, EpochNanos.of(Instant.now()) - 2 * SECOND);
            take(records, read, 2_000);
        }

        assertThat(CRASHED).isTrue();
        assertThat(read).containsExactlyInAnyOrderElementsOf(numbers(2_000));
    }

    @Test
    void goesOnFromASavepointWithAnotherParallelism() throws Exception {
        long now = EpochNanos.of(Instant.now());
        write(0, 1_000, now - 20 * SECOND);
        List<Long> before = new ArrayList<>();
        String savepoint;
        try (CloseableIterator<Long> records = follow(new Configuration(), 1)) {
            take(records, before, 1_000);
            savepoint = Savepoints.stop(cluster, running, folder);
        }
        write(1_000, 500, EpochNanos.of(Instant.now()) - 2 * SECOND);

        List<Long> after = new ArrayList<>();
        // That which collects the records has another name in each job.
        Configuration restored =
                new Configuration()
                        .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint)
                        .set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        try (CloseableIterator<Long> records = follow(restored, 3)) {
            take(records, after, 500);
        }

        assertThat(before).containsExactlyInAnyOrderElementsOf(numbers(1_000));
        assertThat(after)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(1_000, 1_500).boxed().toList());
    }

    private static CloseableIterator<Long> follow(Configuration settings, int parallelism)
            throws Exception {
        StreamExecutionEnvironment environment = environment(settings, parallelism);
        var records =
                environment
                        .fromSource(
                                following().build(), WatermarkStrategy.noWatermarks(), "influxdb3")
                        .uid("source")
                        .collectAsync();
        running = environment.executeAsync();
        return records;
    }

    private static void take(CloseableIterator<Long> records, List<Long> all, int count) {
        while (all.size() < count) {
            all.add(records.next());
        }
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static void write(int from, int count, long firstNanos) throws Exception {
        SERVER.lines()
                .write(
                        IntStream.range(from, from + count)
                                .mapToObj(
                                        i ->
                                                "t,host=h"
                                                        + i % 4
                                                        + " v="
                                                        + i
                                                        + "i "
                                                        + (firstNanos + i / 4 * 1_000_000L))
                                .toArray(String[]::new));
    }

    private static InfluxDb3SourceBuilder<Long> source() {
        return InfluxDb3Source.builder(row -> row.getLong(0), Types.LONG)
                .setConnection(SERVER.connection().build())
                .setTables("t")
                .setRetry(
                        RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ZERO))
                .setRowType(DataTypes.ROW(DataTypes.FIELD("v", DataTypes.BIGINT())));
    }

    private static InfluxDb3SourceBuilder<Long> following() {
        return source().setBoundedMode(ScanBoundedMode.UNBOUNDED)
                .setPollInterval(Duration.ofMillis(20))
                .setDelay(Duration.ZERO)
                .setLateness(Duration.ofSeconds(60));
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return environment(new Configuration(), parallelism);
    }

    private static StreamExecutionEnvironment environment(Configuration settings, int parallelism) {
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(50);
        return environment;
    }

    /** Fails once, when records have come and a checkpoint with some of them is complete. */
    private static final class CrashBehindCheckpoint extends RichMapFunction<Long, Long>
            implements CheckpointListener {

        private static final long serialVersionUID = 1L;

        private int records;
        private int completed;

        @Override
        public Long map(Long value) {
            records++;
            if (completed >= 2 && CRASHED.compareAndSet(false, true)) {
                throw new IllegalStateException("A crash on purpose.");
            }
            return value;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            if (records > 0) {
                completed++;
            }
        }
    }
}
