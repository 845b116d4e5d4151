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

package io.flinkbundle.connector.common.testing;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;

import java.nio.file.Path;

/**
 * Savepoints of jobs whose tasks may still be starting. The rows that a test waits for can be
 * through before the last task runs, and Flink takes no savepoint until it does.
 */
public final class Savepoints {

    private Savepoints() {}

    /** Stops the job with a savepoint below the folder, and returns where that is. */
    public static String stop(MiniCluster cluster, JobClient job, Path folder) throws Exception {
        awaitRunning(cluster, job);
        return job.stopWithSavepoint(
                        false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    /** Takes a savepoint below the folder while the job runs on, and returns where that is. */
    public static String take(MiniCluster cluster, JobClient job, Path folder) throws Exception {
        awaitRunning(cluster, job);
        return job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
    }

    private static void awaitRunning(MiniCluster cluster, JobClient job) throws Exception {
        CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    }
}
