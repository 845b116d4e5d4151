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
import io.flinkbundle.chaos.process.ChildProcess;
import io.flinkbundle.chaos.process.Layout;
import io.flinkbundle.chaos.process.Ports;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A JobManager and two TaskManagers, each a process of its own that can be killed and replaced. */
@Internal
public final class FlinkCluster implements AutoCloseable {

    public static final int TASK_MANAGERS = 2;

    /** Of each TaskManager; one alone can run a job of this parallelism. */
    public static final int SLOTS = 2;

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private final Layout layout;
    private final int restPort = Ports.free();
    private final int rpcPort = Ports.free();
    private final FlinkRest rest = new FlinkRest(URI.create("http://127.0.0.1:" + restPort));
    private final ChildProcess[] taskManagers = new ChildProcess[TASK_MANAGERS];
    private ChildProcess jobManager;
    private int taskManagerStarts;

    private FlinkCluster(Layout layout) {
        this.layout = layout;
    }

    /** Starts all processes, and returns when all slots are there. */
    public static FlinkCluster start(Layout layout) throws InterruptedException {
        FlinkCluster cluster = new FlinkCluster(layout);
        cluster.writeConfiguration();
        cluster.startJobManager();
        for (int i = 0; i < TASK_MANAGERS; i++) {
            cluster.startTaskManager(i);
        }
        cluster.awaitSlots();
        return cluster;
    }

    private void writeConfiguration() {
        try {
            Files.write(configuration().resolve("config.yaml"), lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path configuration() {
        return layout.folder("conf");
    }

    private List<String> lines() {
        return List.of(
                "jobmanager.rpc.address: 127.0.0.1",
                "jobmanager.rpc.port: " + rpcPort,
                "jobmanager.bind-host: 127.0.0.1",
                "rest.address: 127.0.0.1",
                "rest.bind-address: 127.0.0.1",
                "rest.port: " + restPort,
                "taskmanager.host: 127.0.0.1",
                "taskmanager.bind-host: 127.0.0.1",
                "taskmanager.numberOfTaskSlots: " + SLOTS,
                "taskmanager.cpu.cores: 1.0",
                "taskmanager.memory.task.heap.size: 256m",
                "taskmanager.memory.task.off-heap.size: 0m",
                "taskmanager.memory.framework.heap.size: 128m",
                "taskmanager.memory.framework.off-heap.size: 64m",
                "taskmanager.memory.jvm-metaspace.size: 192m",
                "taskmanager.memory.jvm-overhead.min: 64m",
                "taskmanager.memory.jvm-overhead.max: 64m",
                "taskmanager.memory.managed.size: 32m",
                "taskmanager.memory.network.min: 64m",
                "taskmanager.memory.network.max: 64m",
                // A process that was killed, or stopped for longer than this, is given up.
                "heartbeat.interval: 300 ms",
                "heartbeat.timeout: 3 s",
                // The others look for a new JobManager at once.
                "cluster.registration.max-timeout: 1 s",
                "cluster.registration.error-delay: 200 ms",
                "cluster.registration.refused-registration-delay: 500 ms",
                // One that has found a JobManager while it was killed asks that one for ever.
                "taskmanager.registration.timeout: 60 s",
                // A busy machine must not end a process that starts.
                "pekko.startup-timeout: 5 min",
                "pekko.ask.timeout: 60 s",
                // Both TaskManagers get tasks.
                "taskmanager.load-balance.mode: SLOTS",
                "restart-strategy.type: fixed-delay",
                "restart-strategy.fixed-delay.attempts: 2147483647",
                "restart-strategy.fixed-delay.delay: 100 ms",
                "jobmanager.execution.failover-strategy: full",
                // Of what REST tells.
                "metrics.fetcher.update-interval: 1 s",
                "web.submit.enable: false");
    }

    /** Starts a JobManager on the ports that the TaskManagers know; the one before must be gone. */
    public void startJobManager() {
        jobManager =
                start(
                        "jobmanager",
                        "512m",
                        JOB_MANAGER,
                        "-Dblob.storage.directory=" + layout.folder("jobmanager-blobs"));
    }

    public void startTaskManager(int index) {
        String name = "taskmanager-" + index;
        taskManagers[index] =
                start(
                        name,
                        "768m",
                        TASK_MANAGER,
                        "-Dio.tmp.dirs=" + layout.folder(name),
                        "-Dtaskmanager.resource-id=%d-%d".formatted(index, taskManagerStarts++));
    }

    /** The index of a TaskManager from the name by which the JobManager knows it. */
    static int taskManagerIndex(String resourceId) {
        return Integer.parseInt(resourceId.substring(0, resourceId.indexOf('-')));
    }

    private ChildProcess start(String name, String heap, String mainClass, String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", configuration().toString()));
        arguments.addAll(List.of(settings));
        return ChildProcess.start(
                name,
                layout.flink(name, heap, mainClass, arguments.toArray(String[]::new)),
                layout.output(name));
    }

    public ChildProcess jobManager() {
        return jobManager;
    }

    public ChildProcess taskManager(int index) {
        return taskManagers[index];
    }

    /**
     * Waits until all slots of all TaskManagers are known. A TaskManager that has given up to
     * register is started again, as whatever supervises a real one would do.
     */
    public void awaitSlots() throws InterruptedException {
        Await.until(
                START_TIMEOUT,
                () -> {
                    if (!jobManager.isAlive()) {
                        throw new ChaosException("The JobManager has ended; see " + layout.work());
                    }
                    startEndedTaskManagers();
                    return rest.poll("/overview")
                            .map(overview -> overview.path("slots-total").asInt())
                            .filter(slots -> slots == TASK_MANAGERS * SLOTS)
                            .isPresent();
                },
                () -> "The cluster is not whole (logs in " + layout.work() + ")");
    }

    private void startEndedTaskManagers() {
        for (int i = 0; i < TASK_MANAGERS; i++) {
            if (!taskManagers[i].isAlive()) {
                taskManagers[i].close();
                startTaskManager(i);
            }
        }
    }

    /** What each process uses, by its name; nothing while one of them tells no metrics. */
    public Optional<Map<String, ProcessUsage>> usage() throws InterruptedException {
        Optional<JsonNode> known = rest.poll("/taskmanagers");
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ProcessUsage> usage = new TreeMap<>();
        usage("/jobmanager").ifPresent(jobs -> usage.put("jobmanager", jobs));
        for (JsonNode taskManager : known.get().path("taskmanagers")) {
            String resource = taskManager.path("id").asText();
            usage("/taskmanagers/" + resource)
                    .ifPresent(
                            tasks -> usage.put("taskmanager-" + taskManagerIndex(resource), tasks));
        }
        return Optional.of(usage).filter(all -> all.size() == 1 + TASK_MANAGERS);
    }

    private Optional<ProcessUsage> usage(String process) throws InterruptedException {
        Optional<JsonNode> metrics =
                rest.poll(process + "/metrics?get=" + String.join(",", ProcessUsage.METRICS));
        return metrics.flatMap(ProcessUsage::of);
    }

    FlinkRest rest() {
        return rest;
    }

    int restPort() {
        return restPort;
    }

    @Override
    public void close() {
        for (ChildProcess taskManager : taskManagers) {
            taskManager.close();
        }
        jobManager.close();
    }
}
