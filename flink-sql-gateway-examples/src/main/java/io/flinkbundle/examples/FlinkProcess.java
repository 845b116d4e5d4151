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

import io.flinkbundle.examples.cluster.LocalCluster;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The Flink session cluster with its SQL Gateway: a JVM of its own, on the jars of a {@code lib/}
 * folder.
 */
final class FlinkProcess implements AutoCloseable {

    private final FlinkJvm jvm;
    private final int uiPort;
    private final int gatewayPort;

    private FlinkProcess(FlinkJvm jvm, int uiPort, int gatewayPort) {
        this.jvm = jvm;
        this.uiPort = uiPort;
        this.gatewayPort = gatewayPort;
    }

    /** Starts the process and returns at once: see {@link #awaitReady()}. */
    static FlinkProcess start(Layout layout, int uiPort, int gatewayPort) {
        FlinkJvm.Folders folders = new FlinkJvm.Folders(layout.conf(), layout.work());
        List<String> arguments =
                List.of(
                        layout.conf().toString(),
                        "-Drest.port=" + uiPort,
                        "-Dsql-gateway.endpoint.rest.port=" + gatewayPort,
                        "-Dexecution.checkpointing.dir="
                                + layout.work().resolve("checkpoints").toUri(),
                        "-Dweb.log.path=" + layout.flinkLog());
        FlinkJvm jvm =
                FlinkJvm.start(
                        "flink",
                        folders,
                        List.of("-Xmx1g", "-cp", layout.clusterClassPath()),
                        LocalCluster.class,
                        arguments);
        return new FlinkProcess(jvm, uiPort, gatewayPort);
    }

    /** Waits until web UI and gateway answer. */
    void awaitReady() throws InterruptedException {
        RestClient jobManager = jobManager();
        RestClient gateway = new RestClient(gateway());
        Await.until(
                Duration.ofSeconds(60),
                () -> {
                    jvm.checkAlive();
                    return jobManager.answers("/overview") && gateway.answers("/v2/info");
                },
                () -> "Flink does not answer on ports %d and %d".formatted(uiPort, gatewayPort));
    }

    RestClient jobManager() {
        return new RestClient(webUi());
    }

    URI webUi() {
        return URI.create("http://127.0.0.1:" + uiPort);
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    /** Asks the cluster to stop, and ends it when it does not. */
    @Override
    public void close() {
        jvm.close();
    }
}
