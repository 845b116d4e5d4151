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

import io.flinkbundle.examples.cluster.ClusterProcess;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A JobManager and two TaskManagers, each a process of its own on the class path of this one.
 * Closing it ends them.
 */
final class ClusterProcesses implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final int TASK_MANAGERS = 2;
    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    private final FlinkJvm.Folders folders;
    private final Path configuration;
    private final int restPort = Ports.claim(0, "the JobManager", "");
    private final int rpcPort = Ports.claim(0, "the JobManager", "");
    private final List<FlinkJvm> processes = new ArrayList<>();

    private ClusterProcesses(FlinkJvm.Folders folders, Path configuration) {
        this.folders = folders;
        this.configuration = configuration;
    }

    /**
     * Starts all processes and returns when the JobManager knows both TaskManagers.
     *
     * @param configuration the folder of {@code config.yaml}, to which the ports are added
     */
    static ClusterProcesses start(FlinkJvm.Folders folders, Path configuration)
            throws InterruptedException {
        ClusterProcesses cluster = new ClusterProcesses(folders, configuration);
        try {
            cluster.startAll();
            cluster.awaitTaskManagers();
            return cluster;
        } catch (InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll() {
        start("jobmanager", "512m", JOB_MANAGER);
        for (int i = 1; i <= TASK_MANAGERS; i++) {
            start("taskmanager-" + i, "768m", TASK_MANAGER);
        }
    }

    private void start(String name, String heap, String entryPoint) {
        processes.add(
                FlinkJvm.start(
                        name,
                        folders,
                        List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path")),
                        ClusterProcess.class,
                        List.of(
                                entryPoint,
                                "--configDir",
                                configuration.toString(),
                                "-Drest.port=" + restPort,
                                "-Djobmanager.rpc.port=" + rpcPort,
                                "-Dio.tmp.dirs=" + folders.work().resolve(name))));
    }

    private void awaitTaskManagers() throws InterruptedException {
        RestClient jobManager =
                new RestClient(URI.create("http://%s:%d".formatted(HOST, restPort)));
        Await.until(
                START_TIMEOUT,
                () -> {
                    processes.forEach(FlinkJvm::checkAlive);
                    return jobManager.answers("/overview")
                            && jobManager.get("/overview").path("taskmanagers").asInt()
                                    == TASK_MANAGERS;
                },
                () -> "The cluster is not whole (logs in %s)".formatted(folders.work()));
    }

    int restPort() {
        return restPort;
    }

    /** All at once: none needs another one to end. */
    @Override
    public void close() {
        processes.forEach(FlinkJvm::stop);
        processes.forEach(FlinkJvm::close);
    }
}
