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

package io.flinkbundle.cli.local;

import io.flinkbundle.cli.CommandFailedException;
import io.flinkbundle.emulators.bigquery.BigQueryEmulator;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.pubsub.PubSubEmulator;

import org.apache.flink.annotation.Internal;

import redis.embedded.RedisServer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Systems that run in or beside this process, on the loopback interface only. */
@Internal
public final class LocalSystems implements AutoCloseable {

    /** The names that can be started, with the ports they listen on. */
    public static final Map<String, Integer> PORTS =
            Map.of("redis", 6379, "influxdb3", 8181, "pubsub", 8085, "bigquery", 9050);

    private final Map<String, AutoCloseable> running = new LinkedHashMap<>();

    /**
     * Starts one.
     *
     * @return how to reach it, in a line
     */
    public String start(String name, int port) {
        try {
            switch (name) {
                case "redis" -> {
                    running.put(name, redis(port));
                    return "redis      'host' = '127.0.0.1', 'port' = '%d'".formatted(port);
                }
                case "influxdb3" -> {
                    running.put(name, InfluxDb3Emulator.builder().port(port).start());
                    return "influxdb3  'url' = 'http://127.0.0.1:%d'".formatted(port);
                }
                case "pubsub" -> {
                    running.put(name, PubSubEmulator.builder().port(port).start());
                    return "pubsub     'emulator-host' = '127.0.0.1:%d'".formatted(port);
                }
                case "bigquery" -> {
                    running.put(
                            name,
                            BigQueryEmulator.builder().restPort(port).grpcPort(port + 10).start());
                    return ("bigquery   'endpoint.rest' = 'http://127.0.0.1:%d', 'endpoint.grpc' ="
                                    + " '127.0.0.1:%d', 'endpoint.plaintext' = 'true'")
                            .formatted(port, port + 10);
                }
                default ->
                        throw CommandFailedException.usage(
                                "There is no local '%s'; there are %s."
                                        .formatted(name, String.join(", ", names())));
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof CommandFailedException known) {
                throw known;
            }
            throw CommandFailedException.failed(
                    "%s cannot start on 127.0.0.1:%d: %s. Is the port taken?"
                            .formatted(name, port, e.getMessage()),
                    e);
        }
    }

    /** All names, in order. */
    public static List<String> names() {
        return PORTS.keySet().stream().sorted().toList();
    }

    private static AutoCloseable redis(int port) throws IOException {
        RedisServer server =
                RedisServer.builder()
                        .bind("127.0.0.1")
                        .port(port)
                        .setting("save \"\"")
                        .setting("appendonly no")
                        .build();
        server.start();
        return server::stop;
    }

    @Override
    public void close() {
        for (AutoCloseable each : new ArrayList<>(running.values())) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(
                        "A local system did not stop: " + e.getMessage(), e);
            }
        }
        running.clear();
    }
}
