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

/**
 * The jobs that a script has started and that go on while its next statements are executed.
 *
 * <p>What a client of the gateway can know of them is asked through the gateway; only the reason of
 * a failure needs the JobManager, where it can be reached.
 */
final class BackgroundJobs {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final List<String> ENDED = List.of("FINISHED", "CANCELED", "FAILED");

    private final SqlGatewayClient gateway;
    private final FailureReasons reasons;
    private final List<Job> running = new ArrayList<>();

    /** Knows why a job failed, where that can be known. */
    interface FailureReasons {
        Optional<String> of(String job) throws InterruptedException;
    }

    private record Job(String id, Statement statement) {}

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

    boolean isEmpty() {
        return running.isEmpty();
    }

    /** Forgets those that have finished; throws when one has failed. */
    void check() throws InterruptedException {
        List<Job> ended = new ArrayList<>();
        for (Job job : running) {
            if (hasEnded(job)) {
                ended.add(job);
            }
        }
        running.removeAll(ended);
    }

    /** Cancels all, and waits until they have ended. */
    void cancelAll() throws InterruptedException {
        for (Job job : running) {
            if (!ENDED.contains(state(job))) {
                gateway.run("STOP JOB '%s'".formatted(job.id()));
            }
        }
        for (Job job : running) {
            Await.until(
                    STOP_TIMEOUT,
                    () -> ENDED.contains(state(job)),
                    () -> "The job of line %d has not stopped".formatted(job.statement().line()));
        }
        running.clear();
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
