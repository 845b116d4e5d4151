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

package io.flinkbundle.chaos;

import io.flinkbundle.chaos.cluster.FlinkCluster;
import io.flinkbundle.chaos.cluster.FlinkJob;
import io.flinkbundle.chaos.load.NumberedRows;
import io.flinkbundle.chaos.load.RowFeed;
import io.flinkbundle.chaos.process.Await;
import io.flinkbundle.chaos.process.ChildProcess;
import io.flinkbundle.chaos.process.Layout;
import io.flinkbundle.chaos.process.Link;
import io.flinkbundle.chaos.process.RedisProcess;
import io.flinkbundle.chaos.process.SmallDisk;
import io.flinkbundle.chaos.scenario.Scenario;
import io.flinkbundle.chaos.scenario.Stage;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One job on one cluster, through a number of faults drawn from a seed; at the end every row is
 * accounted for.
 */
@Internal
final class ChaosRun implements AutoCloseable {

    private static final Duration ARRIVAL_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(300);
    private static final int MAX_CALM_MILLIS = 1_500;

    /** Some pauses are shorter than the heartbeat timeout of the cluster, and some longer. */
    private static final int MAX_PAUSE_MILLIS = 5_000;

    private final Scenario scenario;
    private final Layout layout;
    private final Schedule schedule;
    private final Random random;
    private final Consumer<String> progress;
    private final RedisProcess redis;
    private final Stage stage;
    private final FlinkCluster cluster;
    private final FlinkJob job;
    private final RowFeed feed;
    private int parallelism = FlinkCluster.SLOTS;
    private int kills;

    private ChaosRun(
            Scenario scenario,
            Layout layout,
            Schedule schedule,
            int rate,
            Consumer<String> progress)
            throws InterruptedException {
        this.scenario = scenario;
        this.layout = layout;
        this.random = new Random(schedule.seed());
        this.progress = progress;
        this.redis = RedisProcess.start(layout);
        this.stage = scenario.open(layout, redis);
        this.schedule = schedule.without(this::isImpossible);
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
     * Runs a job through faults.
     *
     * @param rate rows a second
     * @param progress takes a line for each fault
     */
    static ChaosResult run(
            Scenario scenario,
            Layout layout,
            Schedule schedule,
            int rate,
            Consumer<String> progress)
            throws InterruptedException {
        try (ChaosRun run = new ChaosRun(scenario, layout, schedule, rate, progress)) {
            return run.run();
        }
    }

    private boolean isImpossible(Fault fault) {
        return switch (fault) {
            case FULL_DISK -> stage.target().disk().isEmpty();
            case OLDER_SAVEPOINT -> !scenario.isRepeatable();
            default -> false;
        };
    }

    private ChaosResult run() throws InterruptedException {
        Await.until(
                ARRIVAL_TIMEOUT,
                () -> feed.added() >= NumberedRows.KEYS,
                () -> "No rows are there");
        long start = System.nanoTime();
        job.submit(parallelism, Optional.empty());
        job.awaitProgress();
        for (int round = 1; round <= schedule.rounds(); round++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_CALM_MILLIS));
            Fault fault = schedule.draw(random);
            long faultStart = System.nanoTime();
            inflict(fault);
            kills += fault.isKill() ? 1 : 0;
            job.awaitProgress();
            stage.target().drain();
            progress.accept(
                    "  %3d  %-70s  recovered in %5.1f s, %,d rows sent"
                            .formatted(round, fault, seconds(faultStart), feed.added()));
        }
        long sent = feed.finish();
        Verdict verdict = awaitArrival(sent);
        job.cancel();
        return ChaosResult.of(scenario, schedule, kills, sent, verdict, seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void inflict(Fault fault) throws InterruptedException {
        switch (fault) {
            case KILL_TASK_MANAGER -> {
                int victim = busyTaskManager();
                cluster.taskManager(victim).kill();
                cluster.startTaskManager(victim);
            }
            case PAUSE_TASK_MANAGER -> pause(cluster.taskManager(busyTaskManager()));
            case KILL_JOB_MANAGER -> {
                cluster.jobManager().kill();
                cluster.startJobManager();
                cluster.awaitSlots();
                job.submit(parallelism, Optional.of(job.lastCheckpoint()));
            }
            case KILL_REDIS -> {
                redis.process().kill();
                redis.start();
            }
            case PAUSE_SERVER -> pause(stage.server().process());
            case CUT_SERVER -> {
                Link link = stage.server().link();
                forAWhile(link::cut, link::heal);
            }
            case HALF_OPEN -> {
                Link link = stage.server().link();
                forAWhile(link::swallow, link::heal);
            }
            case FULL_DISK -> {
                SmallDisk disk = stage.target().disk().orElseThrow();
                forAWhile(disk::fill, disk::free);
            }
            case OLDER_SAVEPOINT -> {
                Path savepoint = job.savepoint();
                job.awaitProgress();
                job.cancel();
                job.submit(parallelism, Optional.of(savepoint));
            }
            case RESCALE -> {
                Path savepoint = job.stopWithSavepoint();
                parallelism = parallelism == 1 ? FlinkCluster.SLOTS : 1;
                job.submit(parallelism, Optional.of(savepoint));
            }
        }
    }

    /** Any one that has tasks of the job: without the other ones it would not notice. */
    private int busyTaskManager() throws InterruptedException {
        List<Integer> busy = job.awaitTaskManagers();
        return busy.get(random.nextInt(busy.size()));
    }

    private void forAWhile(Runnable begin, Runnable end) throws InterruptedException {
        begin.run();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
        end.run();
    }

    private void pause(ChildProcess process) throws InterruptedException {
        process.pause();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
        process.resume();
    }

    /** Waits for the last row, and judges what is there; rows may be missing when time is over. */
    private Verdict awaitArrival(long sent) throws InterruptedException {
        long deadline = System.nanoTime() + ARRIVAL_TIMEOUT.toNanos();
        while (true) {
            Optional<Verdict> verdict = stage.target().read();
            boolean isLate = System.nanoTime() > deadline;
            if (verdict.isPresent() && (isLate || verdict.get().lost(sent) == 0)) {
                return verdict.get();
            }
            if (isLate) {
                throw new ChaosException("The target cannot be read; see " + layout.work());
            }
            TimeUnit.SECONDS.sleep(1);
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
