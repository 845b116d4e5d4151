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

package io.flinkbundle.connector.common.commit;

import io.flinkbundle.connector.common.commit.FolderSink.Crash;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The topology in running jobs, with a failure on either side of a commit. */
class SingleCommitTopologyITCase {

    private static final long ROWS = 200;

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "STREAMING, EVERY_CHECKPOINT, NONE",
        "STREAMING, EVERY_CHECKPOINT, BEFORE_COMMIT",
        "STREAMING, EVERY_CHECKPOINT, AFTER_COMMIT",
        "STREAMING, END_OF_INPUT, NONE",
        "STREAMING, END_OF_INPUT, BEFORE_COMMIT",
        "STREAMING, END_OF_INPUT, AFTER_COMMIT",
        "BATCH, END_OF_INPUT, NONE",
        "BATCH, END_OF_INPUT, BEFORE_COMMIT",
        "BATCH, END_OF_INPUT, AFTER_COMMIT"
    })
    void writesEachRecordOnce(RuntimeExecutionMode mode, CommitTiming timing, Crash crash)
            throws Exception {
        StreamExecutionEnvironment environment = environment(mode);
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                n -> n, ROWS, RateLimiterStrategy.perSecond(400), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .sinkTo(new FolderSink(folder.toString(), timing, crash))
                .setParallelism(3);

        environment.execute();

        assertThat(FolderSink.read(folder))
                .containsExactlyElementsOf(LongStream.range(0, ROWS).boxed().toList());
        if (timing == CommitTiming.END_OF_INPUT) {
            assertThat(FolderSink.commits(folder)).isEqualTo(1);
        }
        assertThat(FolderSink.crashed(folder)).isEqualTo(crash != Crash.NONE);
    }

    private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
        Configuration config =
                new Configuration()
                        .set(ExecutionOptions.RUNTIME_MODE, mode)
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(1));
        return StreamExecutionEnvironment.getExecutionEnvironment(config)
                .enableCheckpointing(50)
                .setParallelism(2);
    }
}
