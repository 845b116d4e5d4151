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

package io.flinkbundle.cli.testing;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * One broker of Kafka in the JVM of a test, which is its own controller and makes topics on demand.
 * On one port everything is allowed without a login; on the other there is one user, who may do
 * nothing.
 */
public final class KafkaBroker implements AutoCloseable {

    public static final String USER = "guest";
    public static final String PASSWORD = "planted-secret-0815";

    private static final String HOST = "127.0.0.1:";
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final String open;
    private final String secured;

    private KafkaBroker(KafkaRaftServer server, String open, String secured) {
        this.server = server;
        this.open = open;
        this.secured = secured;
    }

    /** Starts it on free ports, with its files in a folder. */
    public static KafkaBroker start(Path folder) throws Exception {
        String open = HOST + Systems.freePort();
        String secured = HOST + Systems.freePort();
        format(folder);
        KafkaRaftServer server =
                new KafkaRaftServer(
                        new KafkaConfig(
                                configuration(folder, open, secured, HOST + Systems.freePort())),
                        Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, open, secured);
    }

    private static Map<String, Object> configuration(
            Path folder, String open, String secured, String controller) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", NODE),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "OPEN"),
                Map.entry(
                        "listeners",
                        "OPEN://%s,SECURED://%s,CONTROLLER://%s"
                                .formatted(open, secured, controller)),
                Map.entry(
                        "advertised.listeners", "OPEN://%s,SECURED://%s".formatted(open, secured)),
                Map.entry(
                        "listener.security.protocol.map",
                        "OPEN:PLAINTEXT,SECURED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                Map.entry(
                        "listener.name.secured.plain.sasl.jaas.config",
                        "%s required user_%s=\"%s\";"
                                .formatted(PlainLoginModule.class.getName(), USER, PASSWORD)),
                Map.entry("authorizer.class.name", StandardAuthorizer.class.getName()),
                Map.entry("super.users", "User:ANONYMOUS"),
                Map.entry("log.dirs", folder.toString()),
                Map.entry("num.partitions", 1),
                Map.entry("offsets.topic.num.partitions", 1),
                Map.entry("offsets.topic.replication.factor", (short) 1),
                Map.entry("auto.create.topics.enable", true),
                Map.entry("log.cleaner.enable", false));
    }

    private static void format(Path folder) throws Exception {
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

    /** Where everything is allowed. */
    public String open() {
        return open;
    }

    /** Where {@link #USER} may log in, and do nothing. */
    public String secured() {
        return secured;
    }

    public void createTopic(String name) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    public Set<String> topics() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, open));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
