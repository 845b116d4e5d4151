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

import org.apache.flink.annotation.Internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done to a running job. */
@Internal
enum Fault {
    KILL_TASK_MANAGER("kill-taskmanager", "kill -9 of a TaskManager that runs tasks"),
    PAUSE_TASK_MANAGER("pause-taskmanager", "a TaskManager stopped for a while"),
    KILL_JOB_MANAGER(
            "kill-jobmanager", "kill -9 of the JobManager, job submitted from its last checkpoint"),
    KILL_REDIS("kill-redis", "kill -9 of Redis, started again on its files"),
    PAUSE_SERVER("pause-server", "the server under test stopped for a while"),
    CUT_SERVER("cut-server", "the server under test cut off for a while"),
    HALF_OPEN("half-open", "connections to the server under test half-open"),
    RESCALE("rescale", "stopped with a savepoint, started with another parallelism"),
    FULL_DISK("full-disk", "no space in the staging folder for a while"),
    OLDER_SAVEPOINT("older-savepoint", "cancelled, started from a savepoint that is older");

    private final String label;
    private final String description;

    Fault(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** Whether a process ends by it without a chance to say goodbye. */
    boolean isKill() {
        return label.startsWith("kill-");
    }

    /** Whether rows must arrive again: those that came behind the savepoint. */
    boolean repeatsRows() {
        return this == OLDER_SAVEPOINT;
    }

    static Optional<Fault> of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    /** All faults, as the command line takes them. */
    static String labels() {
        return Arrays.stream(values()).map(each -> each.label).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return description;
    }
}
