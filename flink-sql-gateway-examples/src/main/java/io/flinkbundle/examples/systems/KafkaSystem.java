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

package io.flinkbundle.examples.systems;

import io.flinkbundle.examples.ExampleException;
import io.flinkbundle.examples.Ports;
import io.flinkbundle.examples.RootCause;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Kafka for scripts: one broker in this JVM, which is its own controller and makes topics on
 * demand.
 */
final class KafkaSystem implements ExternalSystem {

    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;

    private final Path folder;
    private final String address;
    private final KafkaRaftServer broker;

    KafkaSystem() {
        this.address = HOST + ":" + Ports.claim(0, "Kafka", "KAFKA_BOOTSTRAP_SERVERS");
        try {
            this.folder = Files.createTempDirectory("kafka");
            String controller = HOST + ":" + Ports.claim(0, "Kafka", "KAFKA_BOOTSTRAP_SERVERS");
            KafkaConfig config = new KafkaConfig(configuration(controller));
            format();
            this.broker = new KafkaRaftServer(config, Time.SYSTEM);
            broker.startup();
        } catch (Exception e) {
            throw new ExampleException(
                    "Kafka cannot start on %s: %s".formatted(address, RootCause.of(e)), e);
        }
    }

    private Map<String, Object> configuration(String controller) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", NODE),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + address),
                Map.entry(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", folder.toString()),
                Map.entry("num.partitions", 1),
                Map.entry("offsets.topic.num.partitions", 1),
                Map.entry("offsets.topic.replication.factor", (short) 1),
                Map.entry("transaction.state.log.num.partitions", 1),
                Map.entry("transaction.state.log.replication.factor", (short) 1),
                Map.entry("transaction.state.log.min.isr", 1),
                Map.entry("group.initial.rebalance.delay.ms", 0),
                Map.entry("log.cleaner.enable", false));
    }

    private void format() throws Exception {
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .run();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Map<String, String> values() {
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", address);
    }

    @Override
    public void close() {
        broker.shutdown();
        broker.awaitShutdown();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new ExampleException(
                    "Kafka has left files in %s: %s".formatted(folder, RootCause.of(e)), e);
        }
    }
}
