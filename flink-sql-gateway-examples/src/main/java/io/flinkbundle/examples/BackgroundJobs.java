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

package io.flinkbundle.examples;

import io.flinkbundle.examples.SqlScript.Statement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The jobs that a script has started and that go on while its next statements are executed.
 *
 * <p>What a client of the gateway can know of them is asked through the gateway; only the reason of
 * a failure needs the JobManager, where it can be reached.
 */
final class BackgroundJobs {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    /** How Flink names the job that keeps a materialized table fresh. */
    private static final String REFRESH_JOB = "Materialized_table_";

    private static final String REFRESH_JOB_OF = ".`%s`_continuous_refresh_job";

    private final SqlGatewayClient gateway;
    private final FailureReasons reasons;
    private final List<Job> running = new ArrayList<>();
    private Optional<Expected> expected = Optional.empty();

    /** Knows why a job failed, where that can be known. */
    interface FailureReasons {
        Optional<String> of(String job) throws InterruptedException;
    }

    private record Job(String id, Statement statement) {}

    /** A job that a statement may have started, told from the others by not having been there. */
    private record Expected(Statement statement, String table, Set<String> before) {}

    private interface Action {
        void on(Job job) throws InterruptedException;
    }

    BackgroundJobs(SqlGatewayClient gateway, FailureReasons reasons) {
        this.gateway = gateway;
        this.reasons = reasons;
    }

    /**
     * Takes over a job unless it is over already.
     *
     * @return whether it goes on
     */
    boolean add(String id, Statement statement) throws InterruptedException {
        Job job = new Job(id, statement);
        if (hasEnded(job)) {
            return false;
        }
        running.add(job);
        return true;
    }

    /**
     * To be told before a statement that may start the job that keeps a materialized table fresh,
     * which the gateway does not name. The job is taken over with the next check, or cancelled with
     * the others when the statement fails.
     */
    void expectRefresh(String table, Statement statement) throws InterruptedException {
        expected = Optional.of(new Expected(statement, table, refreshJobs(table)));
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    /** Forgets those that have finished; throws when one has failed. */
    void check() throws InterruptedException {
        takeOverExpected();
        List<Job> ended = new ArrayList<>();
        for (Job job : running) {
            if (hasEnded(job)) {
                ended.add(job);
            }
        }
        running.removeAll(ended);
    }

    /**
     * Cancels all, and waits until they have ended; one that cannot be cancelled keeps no other
     * from it.
     */
    void cancelAll() throws InterruptedException {
        takeOverExpected();
        forAll(this::stop);
        forAll(
                job ->
                        Await.until(
                                STOP_TIMEOUT,
                                () -> ENDED.contains(state(job)),
                                () ->
                                        "The job of line %d has not stopped"
                                                .formatted(job.statement().line())));
        running.clear();
    }

    private void takeOverExpected() throws InterruptedException {
        if (expected.isPresent()) {
            Expected refresh = expected.get();
            Set<String> started = refreshJobs(refresh.table());
            started.removeAll(refresh.before());
            started.forEach(id -> running.add(new Job(id, refresh.statement())));
            expected = Optional.empty();
        }
    }

    private Set<String> refreshJobs(String table) throws InterruptedException {
        ResultTable jobs = gateway.run("SHOW JOBS").rows();
        int id = jobs.columns().indexOf("job id");
        int name = jobs.columns().indexOf("job name");
        String end = REFRESH_JOB_OF.formatted(table);
        return jobs.rows().stream()
                .filter(job -> job.get(name).startsWith(REFRESH_JOB) && job.get(name).endsWith(end))
                .map(job -> job.get(id))
                .collect(Collectors.toSet());
    }

    private void forAll(Action action) throws InterruptedException {
        List<ExampleException> failures = new ArrayList<>();
        for (Job job : running) {
            try {
                action.on(job);
            } catch (ExampleException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            ExampleException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private void stop(Job job) throws InterruptedException {
        if (ENDED.contains(state(job))) {
            return;
        }
        try {
            gateway.run("STOP JOB '%s'".formatted(job.id()));
        } catch (ExampleException e) {
            if (!ENDED.contains(state(job))) { // else it has ended by itself meanwhile
                throw e;
            }
        }
    }

    private boolean hasEnded(Job job) throws InterruptedException {
        String state = state(job);
        if ("FAILED".equals(state)) {
            running.remove(job);
            throw StatementFailure.of(
                    job.statement(),
                    "its job failed: "
                            + reasons.of(job.id())
                                    .orElse("see job %s on the JobManager".formatted(job.id())));
        }
        return ENDED.contains(state);
    }

    private String state(Job job) throws InterruptedException {
        ResultTable description = gateway.run("DESCRIBE JOB '%s'".formatted(job.id())).rows();
        return description.rows().get(0).get(description.columns().indexOf("status"));
    }
}
