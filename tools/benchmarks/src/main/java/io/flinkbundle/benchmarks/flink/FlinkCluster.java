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

package io.flinkbundle.benchmarks.flink;

import io.flinkbundle.benchmarks.measure.ClockReading;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The cluster that all jobs of a run share, in this process. Closing it stops it. */
@Internal
public final class FlinkCluster implements AutoCloseable {

    public static final int SLOTS = 4;

    private final MiniCluster cluster;
    private final Path checkpoints;
    private final int parallelism;

    private FlinkCluster(MiniCluster cluster, Path checkpoints, int parallelism) {
        this.cluster = cluster;
        this.checkpoints = checkpoints;
        this.parallelism = parallelism;
    }

    /**
     * @param parallelism of every job, at most {@value #SLOTS}
     */
    public static FlinkCluster start(int parallelism) throws Exception {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(SLOTS)
                                .withRandomPorts()
                                .build());
        cluster.start();
        return new FlinkCluster(
                cluster, Files.createTempDirectory("flink-bench-checkpoints-"), parallelism);
    }

    /** Of every job that runs here. */
    public int parallelism() {
        return parallelism;
    }

    /**
     * Runs a job to its end.
     *
     * <p>A job with checkpoints that has come to its end takes a last one, which is when a sink
     * commits the last rows. Flink starts it at once, not at the next interval, so nothing idles
     * inside the clock.
     *
     * @param settings how the job runs
     * @param pipeline builds the job
     * @return when the job had ended
     */
    public ClockReading run(JobSettings settings, Consumer<StreamExecutionEnvironment> pipeline)
            throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
        environment.setParallelism(parallelism);
        pipeline.accept(environment);
        JobGraph job = environment.getStreamGraph().getJobGraph();
        cluster.submitJob(job).get();
        JobResult result = cluster.requestJobResult(job.getJobID()).get();
        ClockReading end = ClockReading.now();
        result.toJobExecutionResult(FlinkCluster.class.getClassLoader());
        return end;
    }

    private Configuration configuration(JobSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(PipelineOptions.OBJECT_REUSE, settings.objectReuse());
        // The JobManager's memory takes 5 MB of a subtask's state.
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.checkpointInterval()
                .ifPresent(
                        interval ->
                                configuration.set(
                                        CheckpointingOptions.CHECKPOINTING_INTERVAL, interval));
        return configuration;
    }

    @Override
    public void close() throws Exception {
        try {
            cluster.close();
        } finally {
            FileUtils.deleteDirectory(checkpoints.toFile());
        }
    }

    /**
     * How a job runs.
     *
     * @param objectReuse whether chained operators hand over rows without copying them
     * @param checkpointInterval empty: no checkpoints at all
     */
    public record JobSettings(boolean objectReuse, Optional<Duration> checkpointInterval) {

        public static JobSettings withoutCheckpoints(boolean objectReuse) {
            return new JobSettings(objectReuse, Optional.empty());
        }
    }
}
