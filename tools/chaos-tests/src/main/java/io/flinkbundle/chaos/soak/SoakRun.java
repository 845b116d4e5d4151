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

package io.flinkbundle.chaos.soak;

import io.flinkbundle.chaos.ChaosException;
import io.flinkbundle.chaos.cluster.FlinkCluster;
import io.flinkbundle.chaos.cluster.FlinkJob;
import io.flinkbundle.chaos.cluster.ProcessUsage;
import io.flinkbundle.chaos.load.NumberedRows;
import io.flinkbundle.chaos.load.RowFeed;
import io.flinkbundle.chaos.process.Await;
import io.flinkbundle.chaos.process.Layout;
import io.flinkbundle.chaos.process.RedisProcess;
import io.flinkbundle.chaos.scenario.Scenario;
import io.flinkbundle.chaos.scenario.Stage;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One job at a steady rate for a long time, without any fault: what its processes hold must not
 * grow, and it must keep up with its source.
 */
@Internal
public final class SoakRun implements AutoCloseable {

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
    private static final Duration ARRIVAL_TIMEOUT = Duration.ofMinutes(10);
    private static final long SAMPLE_SECONDS = 10;

    /** Rows that were read this long ago are in a checkpoint. */
    private static final long KEPT_SECONDS = 60;

    private final Scenario scenario;
    private final Consumer<String> progress;
    private final int rate;
    private final RedisProcess redis;
    private final Stage stage;
    private final FlinkCluster cluster;
    private final FlinkJob job;
    private final RowFeed feed;

    private SoakRun(Scenario scenario, Layout layout, int rate, Consumer<String> progress)
            throws InterruptedException {
        this.scenario = scenario;
        this.progress = progress;
        this.rate = rate;
        this.redis = RedisProcess.start(layout);
        this.stage = scenario.open(layout, redis);
        this.cluster = FlinkCluster.start(layout);
        this.feed = RowFeed.start(stage.origin(), rate);
        this.job =
                new FlinkJob(
                        cluster,
                        layout,
                        CHECKPOINT_INTERVAL,
                        stage.definitions(),
                        stage.target().insert());
    }

    /**
     * Runs the job, and counts every row at the end.
     *
     * @param rate rows a second
     * @param progress takes a line a minute
     * @throws ChaosException if a row was lost or altered
     */
    public static SoakReport run(
            Scenario scenario,
            Layout layout,
            int rate,
            Duration duration,
            Consumer<String> progress)
            throws InterruptedException {
        try (SoakRun run = new SoakRun(scenario, layout, rate, progress)) {
            return run.run(duration);
        }
    }

    private SoakReport run(Duration duration) throws InterruptedException {
        Await.until(
                ARRIVAL_TIMEOUT,
                () -> feed.added() >= NumberedRows.KEYS,
                () -> "No rows are there");
        job.submit(FlinkCluster.SLOTS, Optional.empty());
        job.awaitProgress();
        List<Sample> samples = sample(duration);
        long sent = feed.finish();
        requireAll(sent);
        job.cancel();
        return new SoakReport(
                String.format(
                        Locale.ROOT,
                        "%s, %,d rows a second for %d minutes, %,d rows, none lost",
                        scenario.label(),
                        rate,
                        duration.toMinutes(),
                        sent),
                samples);
    }

    private List<Sample> sample(Duration duration) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        long seconds = 0;
        while (seconds < duration.toSeconds()) {
            TimeUnit.SECONDS.sleep(SAMPLE_SECONDS);
            seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            Optional<Map<String, ProcessUsage>> usage = cluster.usage();
            if (usage.isPresent()) {
                long sent = feed.added();
                long read = job.readRows();
                stage.origin().forgetBefore(read - KEPT_SECONDS * rate);
                Sample sample = new Sample(seconds, sent, Math.max(0, sent - read), usage.get());
                if (samples.isEmpty() || seconds / 60 > last(samples).seconds() / 60) {
                    progress.accept(describe(sample));
                }
                samples.add(sample);
            }
        }
        if (samples.isEmpty()) {
            throw new ChaosException("The cluster has told no metrics.");
        }
        return samples;
    }

    private static Sample last(List<Sample> samples) {
        return samples.get(samples.size() - 1);
    }

    private static String describe(Sample sample) {
        return String.format(
                Locale.ROOT,
                "  %4d s  %,14d rows sent  %,10d not read yet",
                sample.seconds(),
                sample.sent(),
                sample.lag());
    }

    private void requireAll(long sent) throws InterruptedException {
        Verdict[] last = new Verdict[1];
        Await.until(
                ARRIVAL_TIMEOUT,
                () -> {
                    stage.target().read().ifPresent(verdict -> last[0] = verdict);
                    return last[0] != null && last[0].lost(sent) == 0;
                },
                () -> "Rows are missing");
        if (last[0].wrong() + last[0].repeated() > 0) {
            throw new ChaosException(
                    "%d rows are wrong and %d are there twice"
                            .formatted(last[0].wrong(), last[0].repeated()));
        }
    }

    @Override
    public void close() {
        feed.close();
        cluster.close();
        stage.close();
        redis.close();
    }
}
