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

package io.flinkbundle.connector.redis;

import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.TestCertificate;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Jobs over TLS from end to end: a server that shows a certificate which only the trust store of
 * the table knows, and that asks for a certificate of the client.
 */
class RedisStreamsTlsITCase {

    private static final int ROWS = 500;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    private RedisTestServer server;
    private int tlsPort;
    private String trust;
    private String identity;

    @BeforeEach
    void start() throws Exception {
        TestCertificate certificate = new TestCertificate(folder, "server", "ip:127.0.0.1");
        TestCertificate client = new TestCertificate(folder, "client", "dns:client");
        Path password = Files.writeString(folder.resolve("password"), TestCertificate.PASSWORD);
        tlsPort = RedisTestServer.freePort();
        server =
                new RedisTestServer(
                        folder,
                        "tls-port " + tlsPort,
                        "tls-cert-file " + certificate.certificatePem(),
                        "tls-key-file " + certificate.keyPem(),
                        "tls-ca-cert-file " + client.certificatePem());
        trust =
                ", 'ssl.truststore.path' = '%s', 'ssl.truststore.password.file' = '%s'"
                        .formatted(certificate.trustStore(), password);
        identity =
                ", 'ssl.keystore.path' = '%s', 'ssl.keystore.password.file' = '%s'"
                        .formatted(client.keyStore(), password);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'scan.mode' = 'consumer-group', 'group.id' = 'g',"
                        + " 'scan.bounded.mode' = 'idle', 'scan.bounded.idle-timeout' = '1 s'"
            })
    void copiesAStreamExactlyOnceOrAsAGroup(String mode) throws Exception {
        IntStream.range(0, ROWS).forEach(row -> server.add("in", "a", Integer.toString(row)));
        TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        sql.getConfig().set("execution.checkpointing.interval", "100 ms");
        sql.getConfig().set("restart-strategy.type", "none");
        create(
                sql,
                "source",
                "redis-streams",
                "'streams' = 'in', "
                        + (mode.isEmpty()
                                ? "'scan.startup.mode' = 'earliest', 'scan.bounded.mode' = 'latest'"
                                : mode));
        create(
                sql,
                "sink",
                "redis-streams",
                "'streams' = 'out', 'sink.delivery-guarantee' = 'exactly-once'");

        sql.executeSql("INSERT INTO `sink` SELECT a FROM `source`").await();

        assertThat(server.entries("out"))
                .extracting(entry -> entry.get("a"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ROWS).mapToObj(Integer::toString).toList());
    }

    @Test
    void writesAndReadsKeys() throws Exception {
        TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        create(sql, "names", "redis", "'key.prefix' = 'k:', 'key.columns' = 'a'");

        sql.executeSql("INSERT INTO names VALUES (1), (2), (3)").await();

        List<Integer> found = new ArrayList<>();
        try (CloseableIterator<Row> rows = sql.executeSql("SELECT * FROM names").collect()) {
            rows.forEachRemaining(row -> found.add((Integer) row.getField(0)));
        }
        assertThat(found).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void saysAtStartThatTheServerIsNotTrusted() {
        trust = "";
        TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        create(sql, "sink", "redis-streams", "'streams' = 'out'");

        assertThatThrownBy(() -> sql.executeSql("INSERT INTO `sink` VALUES (1)").await())
                .hasStackTraceContaining("127.0.0.1:" + tlsPort)
                .hasStackTraceContaining("'ssl.truststore.path'");
    }

    private void create(TableEnvironment sql, String table, String connector, String options) {
        sql.executeSql(
                "CREATE TABLE `%s` (a INT) WITH ('connector' = '%s', 'host' = '127.0.0.1', 'port' = '%d', 'ssl.enabled' = 'true'%s%s, %s)"
                        .formatted(table, connector, tlsPort, trust, identity, options));
    }
}
