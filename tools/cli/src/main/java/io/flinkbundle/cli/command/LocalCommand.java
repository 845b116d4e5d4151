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

package io.flinkbundle.cli.command;

import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.local.LocalSystems;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Starts stand-ins of the systems, to play with. */
@Internal
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts systems on 127.0.0.1 until Ctrl-C: a Redis server, and InfluxDB 3, Pub/Sub"
                        + " and BigQuery in memory. DuckDB needs none.")
public final class LocalCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "redis, influxdb3, pubsub, bigquery (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--port",
            paramLabel = "NAME=PORT",
            description =
                    "Another port than 6379 (redis), 8181 (influxdb3), 8085 (pubsub), 9050 (bigquery).")
    private Map<String, Integer> ports = Map.of();

    @Mixin private GlobalOptions global;

    @Override
    public Integer call() throws InterruptedException {
        LocalSystems systems = new LocalSystems();
        Runtime.getRuntime().addShutdownHook(new Thread(systems::close, "local-systems"));
        for (String name : names.isEmpty() ? LocalSystems.names() : names) {
            int port = ports.getOrDefault(name, LocalSystems.PORTS.getOrDefault(name, 0));
            global.console().result(systems.start(name, port));
        }
        global.console().error("Ctrl-C stops them; what they hold is gone then.");
        new CountDownLatch(1).await();
        return ExitCodes.OK;
    }
}
