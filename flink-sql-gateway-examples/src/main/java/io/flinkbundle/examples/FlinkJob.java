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

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.util.Set;

/** One job, seen through the REST API of the JobManager. */
final class FlinkJob {

    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    private final RestClient jobManager;
    private final String path;

    FlinkJob(RestClient jobManager, String id) {
        this.jobManager = jobManager;
        this.path = "/jobs/" + id;
    }

    /** Whether it is over. A job that failed says why instead. */
    boolean hasEnded() throws InterruptedException {
        String state = state();
        if ("FAILED".equals(state)) {
            throw new ExampleException("The job failed: " + failure());
        }
        return ENDED.contains(state);
    }

    boolean isRunning() throws InterruptedException {
        return "RUNNING".equals(state());
    }

    void cancel() throws InterruptedException {
        jobManager.patch(path + "?mode=cancel");
    }

    private String state() throws InterruptedException {
        return jobManager.get(path + "/status").get("status").asText();
    }

    String failure() throws InterruptedException {
        JsonNode entries =
                jobManager.get(path + "/exceptions").path("exceptionHistory").path("entries");
        return entries.isEmpty()
                ? "the JobManager has no reason"
                : RootCause.of(entries.get(0).path("stacktrace").asText());
    }
}
