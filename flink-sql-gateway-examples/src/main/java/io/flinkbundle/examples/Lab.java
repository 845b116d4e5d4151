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

import io.flinkbundle.examples.systems.SystemKind;
import io.flinkbundle.examples.systems.Systems;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What examples run in: a gateway, the systems that they need, and a folder for their files.
 * Closing it stops what it has started.
 */
final class Lab implements AutoCloseable {

    /** The folder with the seed data, as the cluster sees it. */
    private static final String DATA = "DATA";

    /** The folder for the files of a script, as the cluster sees it. */
    private static final String OUT = "OUT";

    private static final Set<String> FOLDERS = Set.of(DATA, OUT);

    private final Layout layout;
    private final Map<String, String> environment;
    private final Optional<FlinkProcess> flink;
    private final URI gateway;
    private final Systems systems;
    private final Progress progress;
    private boolean ready;

    private Lab(
            Layout layout,
            Map<String, String> environment,
            Optional<FlinkProcess> flink,
            URI gateway,
            Progress progress) {
        this.layout = layout;
        this.environment = environment;
        this.flink = flink;
        this.gateway = gateway;
        this.systems =
                new Systems(
                        environment,
                        (kind, address) -> progress.done(kind.id(), "up at " + address));
        this.progress = progress;
    }

    /** A cluster with a gateway of our own; returns before it is ready. */
    static Lab start(Layout layout, Map<String, String> environment, Progress progress) {
        int ui = Ports.claim(0, "Flink's web UI", "");
        int gateway = Ports.claim(0, "the SQL Gateway", "");
        FlinkProcess flink = FlinkProcess.start(layout, ui, gateway);
        return new Lab(layout, environment, Optional.of(flink), flink.gateway(), progress);
    }

    /** A gateway that is there already. */
    static Lab at(URI gateway, Layout layout, Map<String, String> environment, Progress progress) {
        return new Lab(layout, environment, Optional.empty(), gateway, progress);
    }

    /**
     * Runs one example.
     *
     * @return each result beside what was expected
     * @throws ExampleException when it cannot run to its end
     */
    List<Comparison> run(Example example) throws InterruptedException {
        Set<String> placeholders = SqlScript.placeholders(example.text());
        checkPlaceholders(example, placeholders);
        if (flink.isPresent()) {
            SqlJars.require(layout.lib(), example.text());
        }
        OutputFolder output =
                OutputFolder.create(layout.work().resolve("out").resolve(example.name()));
        Map<String, String> values = new HashMap<>(systems.valuesOf(placeholders));
        values.put(DATA, environment.getOrDefault("EXAMPLES_DATA", layout.data().toString()));
        values.put(OUT, environment.getOrDefault("EXAMPLES_OUT", output.path().toString()));
        SqlScript script = SqlScript.parse(example.text(), values);
        try (SqlGatewayClient client = SqlGatewayClient.open(awaitGateway())) {
            BackgroundJobs jobs =
                    new BackgroundJobs(client, job -> reasonOfFailure(client.settings(), job));
            return new ScriptRun(client, systems, jobs, output, progress)
                    .run(script, example.expected());
        }
    }

    /** The jobs that run on the gateway's cluster, whoever started them. */
    List<String> runningJobs() throws InterruptedException {
        try (SqlGatewayClient client = SqlGatewayClient.open(gateway)) {
            ResultTable jobs = client.run("SHOW JOBS").rows();
            int status = jobs.columns().indexOf("status");
            return jobs.rows().stream()
                    .filter(job -> job.get(status).equals("RUNNING"))
                    .map(job -> job.get(0))
                    .toList();
        }
    }

    /** Waits until the gateway answers, and returns its address. */
    URI awaitGateway() throws InterruptedException {
        if (flink.isPresent() && !ready) {
            flink.get().awaitReady();
            ready = true;
            progress.done("flink", "UI %s, gateway %s".formatted(flink.get().webUi(), gateway));
        } else if (flink.isEmpty() && !new RestClient(gateway).answers("/v2/info")) {
            throw new ExampleException("No SQL Gateway answers at %s.".formatted(gateway));
        }
        return gateway;
    }

    private static void checkPlaceholders(Example example, Set<String> placeholders) {
        for (String placeholder : placeholders) {
            if (!FOLDERS.contains(placeholder) && SystemKind.of(placeholder).isEmpty()) {
                throw new ExampleException(
                        "%s uses ${%s}, which belongs to no system."
                                .formatted(example.name(), placeholder));
            }
        }
    }

    /** From the JobManager that the gateway submits to; nothing when it cannot be reached. */
    private static Optional<String> reasonOfFailure(JsonNode settings, String job)
            throws InterruptedException {
        String jobManager =
                "http://%s:%s"
                        .formatted(
                                settings.path("rest.address").asText("localhost"),
                                settings.path("rest.port").asText("8081"));
        RestClient rest = new RestClient(URI.create(jobManager));
        return rest.answers("/jobs/" + job)
                ? Optional.of(new FlinkJob(rest, job).failure())
                : Optional.empty();
    }

    @Override
    public void close() {
        systems.close();
        flink.ifPresent(FlinkProcess::close);
    }
}
