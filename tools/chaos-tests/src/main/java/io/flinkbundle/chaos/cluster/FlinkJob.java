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

package io.flinkbundle.chaos.cluster;

import io.flinkbundle.chaos.ChaosException;
import io.flinkbundle.chaos.process.Await;
import io.flinkbundle.chaos.process.Layout;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.MissingNode;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One INSERT on the cluster. It outlives failures of TaskManagers; when the JobManager is lost or
 * the job is stopped it is submitted again, from its last checkpoint or its savepoint, as an
 * operator of the cluster would do.
 */
@Internal
public final class FlinkJob {

    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(10);
    private static final String METADATA = "_metadata";

    private final FlinkCluster cluster;
    private final Path checkpoints;
    private final Path savepoints;
    private final Duration checkpointInterval;
    private final List<String> definitions;
    private final String insert;
    private String id = "";

    /**
     * @param checkpointInterval between the begins of two checkpoints
     * @param definitions the CREATE TABLE statements
     * @param insert the statement that makes the job
     */
    public FlinkJob(
            FlinkCluster cluster,
            Layout layout,
            Duration checkpointInterval,
            List<String> definitions,
            String insert) {
        this.cluster = cluster;
        this.checkpoints = layout.folder("checkpoints");
        this.savepoints = layout.folder("savepoints");
        this.checkpointInterval = checkpointInterval;
        this.definitions = List.copyOf(definitions);
        this.insert = insert;
    }

    /** Submits the job, from a checkpoint or savepoint if there is one. */
    public void submit(int parallelism, Optional<Path> from) {
        Configuration configuration = new Configuration();
        configuration.setString("execution.target", "remote");
        configuration.setString("rest.address", "127.0.0.1");
        configuration.setString("rest.port", Integer.toString(cluster.restPort()));
        configuration.setString("parallelism.default", Integer.toString(parallelism));
        configuration.setString(
                "execution.checkpointing.interval", checkpointInterval.toMillis() + " ms");
        configuration.setString("execution.checkpointing.timeout", "60 s");
        configuration.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
        configuration.setString("execution.checkpointing.num-retained", "3");
        configuration.setString(
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION");
        from.ifPresent(
                path ->
                        configuration.setString(
                                "execution.state-recovery.path", path.toUri().toString()));
        TableEnvironment tables =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .inStreamingMode()
                                .withConfiguration(configuration)
                                .build());
        definitions.forEach(tables::executeSql);
        id =
                tables.executeSql(insert)
                        .getJobClient()
                        .orElseThrow(() -> new ChaosException("The INSERT has made no job."))
                        .getJobID()
                        .toHexString();
    }

    /** Waits until the job completes a checkpoint that it has begun from now on. */
    public void awaitProgress() throws InterruptedException {
        // The next one to complete may have been begun before.
        long now = completed().orElse(0L);
        Await.until(
                RECOVERY_TIMEOUT,
                () -> {
                    failIfEnded();
                    return completed().filter(last -> last >= now + 2).isPresent();
                },
                () -> "The job (%s) has completed no checkpoint".formatted(state()));
    }

    private void failIfEnded() throws InterruptedException {
        String state = state();
        if (state.equals("FAILED") || state.equals("CANCELED") || state.equals("FINISHED")) {
            throw new ChaosException("The job is " + state + ": " + rootException());
        }
    }

    private String rootException() throws InterruptedException {
        return cluster.rest()
                .poll("/jobs/" + id + "/exceptions")
                .map(answer -> answer.path("root-exception").asText())
                .orElse("the JobManager does not say why");
    }

    private String state() {
        try {
            return cluster.rest()
                    .poll("/jobs/" + id)
                    .map(job -> job.path("state").asText())
                    .orElse("unknown");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** The indexes of the TaskManagers that have its tasks, once all of them run. */
    public List<Integer> awaitTaskManagers() throws InterruptedException {
        Set<Integer> indexes = new TreeSet<>();
        Await.until(
                RECOVERY_TIMEOUT,
                () -> {
                    failIfEnded();
                    indexes.clear();
                    return cluster.rest()
                            .poll("/jobs/" + id)
                            .filter(job -> addTaskManagers(job, indexes))
                            .isPresent();
                },
                () -> "The tasks of the job (%s) do not all run".formatted(state()));
        return List.copyOf(indexes);
    }

    private boolean addTaskManagers(JsonNode job, Set<Integer> indexes) {
        for (JsonNode vertex : job.path("vertices")) {
            for (JsonNode subtask : subtasks(vertex.path("id").asText())) {
                if (!subtask.path("status").asText().equals("RUNNING")) {
                    return false;
                }
                indexes.add(FlinkCluster.taskManagerIndex(subtask.path("taskmanager-id").asText()));
            }
        }
        return !indexes.isEmpty();
    }

    private JsonNode subtasks(String vertex) {
        try {
            return cluster.rest()
                    .poll("/jobs/" + id + "/vertices/" + vertex)
                    .map(answer -> answer.path("subtasks"))
                    .orElse(MissingNode.getInstance());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }

    /** How many rows the source has handed on since the job began to run. */
    public long readRows() throws InterruptedException {
        return cluster.rest()
                .poll("/jobs/" + id)
                .map(job -> job.path("vertices").path(0).path("metrics").path("write-records"))
                .map(JsonNode::asLong)
                .orElse(0L);
    }

    private Optional<Long> completed() throws InterruptedException {
        return cluster.rest()
                .poll("/jobs/" + id + "/checkpoints")
                .map(answer -> answer.path("latest").path("completed"))
                .filter(JsonNode::isObject)
                .map(checkpoint -> checkpoint.path("id").asLong());
    }

    /** The last checkpoint that was completed, whoever was alive to hear of it. */
    public Path lastCheckpoint() {
        try (Stream<Path> found = Files.list(checkpoints.resolve(id))) {
            return found.filter(folder -> folder.getFileName().toString().startsWith("chk-"))
                    .filter(folder -> Files.exists(folder.resolve(METADATA)))
                    .max((a, b) -> Long.compare(number(a), number(b)))
                    .orElseThrow(() -> new ChaosException("The job has no checkpoint yet."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    /** Stops the job with a savepoint, and returns where it is. */
    public Path stopWithSavepoint() throws InterruptedException {
        Path savepoint =
                savepoint("stop", Map.of("targetDirectory", savepointFolder(), "drain", false));
        awaitEnd();
        return savepoint;
    }

    /** Takes a savepoint while the job goes on, and returns where it is. */
    public Path savepoint() throws InterruptedException {
        return savepoint(
                "savepoints", Map.of("target-directory", savepointFolder(), "cancel-job", false));
    }

    private String savepointFolder() {
        return savepoints.toUri().toString();
    }

    private Path savepoint(String operation, Map<String, ?> request) throws InterruptedException {
        String trigger =
                cluster.rest()
                        .post("/jobs/" + id + "/" + operation, request)
                        .path("request-id")
                        .asText();
        JsonNode[] answer = new JsonNode[1];
        Await.until(
                RECOVERY_TIMEOUT,
                () -> {
                    Optional<JsonNode> status =
                            cluster.rest().poll("/jobs/" + id + "/savepoints/" + trigger);
                    answer[0] = status.map(each -> each.path("operation")).orElse(null);
                    return status.map(each -> each.path("status").path("id").asText())
                            .filter("COMPLETED"::equals)
                            .isPresent();
                },
                () -> "The savepoint is not complete");
        JsonNode location = answer[0].path("location");
        if (location.isMissingNode()) {
            throw new ChaosException(
                    "The savepoint has failed: " + answer[0].path("failure-cause"));
        }
        return Path.of(URI.create(location.asText()));
    }

    public void cancel() throws InterruptedException {
        cluster.rest().cancel("/jobs/" + id);
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        Await.until(
                RECOVERY_TIMEOUT,
                () -> List.of("CANCELED", "FINISHED", "FAILED").contains(state()),
                () -> "The job does not end");
    }
}
