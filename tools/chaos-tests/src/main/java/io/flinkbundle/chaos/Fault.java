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

/** What is done to a running job. */
@Internal
enum Fault {
    KILL_TASK_MANAGER("kill -9 of a TaskManager"),
    PAUSE_TASK_MANAGER("a TaskManager stopped for a while"),
    KILL_JOB_MANAGER("kill -9 of the JobManager, job submitted from its last checkpoint"),
    KILL_SERVER("kill -9 of Redis, started again on its files"),
    PAUSE_SERVER("Redis stopped for a while"),
    RESCALE("stopped with a savepoint, started with another parallelism");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    @Override
    public String toString() {
        return description;
    }
}
