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

import io.flinkbundle.examples.Pipeline.Outcome;
import io.flinkbundle.examples.systems.LocalRedis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The first example from start to end: a Redis server, a Flink cluster with its SQL Gateway, a week
 * of earthquakes, and a checked result in a DuckDB file. The script {@code quickstart} in the root
 * folder builds what this needs and starts it.
 */
@Command(name = "quickstart", sortOptions = false)
public final class Quickstart implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Quickstart.class);
    private static final int INTERRUPTED = 130;

    /** The example that this runs; the others are run by {@link Examples}. */
    static final String EXAMPLE = "01-earthquakes-per-day";

    private static final String STREAM = "earthquakes";

    /** Moves the watermark past the end of the last day; see the script. */
    private static final Map<String, String> HEARTBEAT =
            Map.of("id", "heartbeat", "type", "heartbeat", "time", "1518048600000");

    @Option(names = "--module", required = true)
    private Path module;

    @Option(names = "--work", required = true)
    private Path work;

    @Option(names = "--ui-port", defaultValue = "8081")
    private int uiPort;

    @Option(names = "--gateway-port", defaultValue = "8083")
    private int gatewayPort;

    @Option(names = "--redis-port", defaultValue = "16379")
    private int redisPort;

    @Option(names = "--keep")
    private boolean keep;

    @Option(names = "--sql")
    private boolean sqlClient;

    private final Progress progress = new Progress(System.out);

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Quickstart()).setOverwrittenOptionsAllowed(true);
        command.setExecutionExceptionHandler((failure, line, parsed) -> exitCodeOf(failure));
        System.exit(command.execute(args));
    }

    private static int exitCodeOf(Exception failure) {
        if (failure instanceof InterruptedException) {
            return INTERRUPTED;
        }
        LOG.error("The quickstart failed.", failure);
        System.err.println(
                failure instanceof ExampleException
                        ? "quickstart: " + failure.getMessage()
                        : "quickstart: unexpected %s; %s has its stack trace."
                                .formatted(failure, System.getProperty("log.file")));
        return 1;
    }

    @Override
    public Integer call() throws Exception {
        Layout layout = new Layout(module, work);
        layout.claim();
        int redisAt = Ports.claim(redisPort, "Redis", "--redis-port");
        int uiAt = Ports.claim(uiPort, "Flink's web UI", "--ui-port");
        int gatewayAt = Ports.claim(gatewayPort, "the SQL Gateway", "--gateway-port");

        try (OrderlyStop stop = OrderlyStop.ofThisThread();
                FlinkProcess flink = FlinkProcess.start(layout, uiAt, gatewayAt);
                LocalRedis redis = LocalRedis.start(redisAt)) {
            Files.writeString(
                    layout.runProperties(),
                    "redis.pid=%d%ngateway=127.0.0.1:%d%n".formatted(redis.pid(), gatewayAt));
            return run(layout, flink, redis);
        }
    }

    private int run(Layout layout, FlinkProcess flink, LocalRedis redis)
            throws IOException, InterruptedException {
        ResultTable events = DuckDb.csv(module.resolve("data/earthquakes.csv"));
        StreamFeed feed = StreamFeed.of(STREAM, events, HEARTBEAT);
        int before = feed.writeBeginning(redis.port());
        progress.done(
                "redis",
                "%s:%d, stream of %d earthquakes".formatted(LocalRedis.HOST, redis.port(), before));
        flink.awaitReady();
        progress.done("flink", "UI %s, gateway %s".formatted(flink.webUi(), flink.gateway()));

        SqlScript script =
                SqlScript.read(
                        module.resolve("sql").resolve(EXAMPLE + ".sql"),
                        Map.of(
                                "REDIS_PORT",
                                Integer.toString(redis.port()),
                                "DUCKDB_PATH",
                                layout.database().toString()));
        ResultTable wanted = DuckDb.csv(module.resolve("expected").resolve(EXAMPLE + ".csv"));
        List<Outcome> outcomes;
        try (SqlGatewayClient gateway = SqlGatewayClient.open(flink.gateway())) {
            outcomes =
                    new Pipeline(
                                    flink,
                                    gateway,
                                    layout.database(),
                                    new WritePathLog(layout.flinkLog()),
                                    progress)
                            .run(script, wanted.rows().size(), () -> writeRest(feed, redis));
        }
        Report report = new Report(outcomes, wanted);
        progress.line("");
        progress.line(report.format());
        if ((keep || sqlClient) && report.isAsExpected()) {
            stayUp(layout, script, flink, redis);
        }
        return report.isAsExpected() ? 0 : 1;
    }

    private void writeRest(StreamFeed feed, LocalRedis redis) throws InterruptedException {
        progress.done("redis", feed.writeRest(redis.port()) + " more while the job runs");
    }

    private void stayUp(Layout layout, SqlScript script, FlinkProcess flink, LocalRedis redis)
            throws IOException, InterruptedException {
        progress.line("  Web UI       " + flink.webUi());
        progress.line("  SQL Gateway  " + flink.gateway());
        progress.line("  Redis        redis://%s:%d".formatted(LocalRedis.HOST, redis.port()));
        progress.line("  DuckDB       " + layout.database());
        progress.line(
                sqlClient
                        ? "  QUIT; in the client stops everything."
                        : "  Ctrl-C stops everything.");
        Files.writeString(layout.initScript(), initScript(script));
        new CountDownLatch(1).await(); // until this process is asked to stop
    }

    /** The tables of the example, for a session of Flink's SQL client. */
    private static String initScript(SqlScript script) {
        return script.statements().stream()
                .filter(statement -> statement.insertsInto().isEmpty())
                .map(statement -> statement.sql() + ";\n")
                .collect(
                        Collectors.joining(
                                "\n",
                                "SET 'sql-client.execution.result-mode' = 'tableau';\n\n",
                                ""));
    }
}
