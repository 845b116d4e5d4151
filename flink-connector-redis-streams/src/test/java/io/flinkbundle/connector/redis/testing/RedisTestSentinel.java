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

package io.flinkbundle.connector.redis.testing;

import org.apache.flink.runtime.testutils.CommonTestUtils;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.RedisSentinel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One Sentinel, which decides alone that a master is down. */
public final class RedisTestSentinel implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final RedisSentinel sentinel;
    private final String masterName;
    private final int port = RedisTestServer.freePort();

    public RedisTestSentinel(Path folder, String masterName, RedisTestServer master) {
        this.masterName = masterName;
        this.sentinel =
                new redis.embedded.RedisSentinelBuilder()
                        .redisExecProvider(RedisBinary.provider())
                        .bind(LOOPBACK)
                        .port(port)
                        .masterName(masterName)
                        .masterPort(master.port())
                        .quorumSize(1)
                        .downAfterMilliseconds(500L)
                        .failoverTimeout(5000L)
                        .build();
        sentinel.start();
    }

    public int port() {
        return port;
    }

    /** Waits until the replica has everything, and the Sentinel knows of it. */
    public void awaitReplicaInSync(RedisTestServer master, RedisTestServer replica)
            throws Exception {
        CommonTestUtils.waitUntilCondition(
                () ->
                        replication(replica).contains("master_link_status:up")
                                && offset(replication(master), "master_repl_offset")
                                        .equals(offset(replication(replica), "slave_repl_offset"))
                                && ((List<?>) ask("REPLICAS")).size() == 1);
    }

    /** Waits until the Sentinel, which asks every ten seconds, knows that the replica follows. */
    public void awaitReplicaKnown() throws Exception {
        CommonTestUtils.waitUntilCondition(
                () ->
                        ((List<?>) ask("REPLICAS"))
                                .stream()
                                        .flatMap(replica -> ((List<?>) replica).stream())
                                        .anyMatch(word -> text(word).equals("ok")));
    }

    /** Waits until the server is the master, and says so itself. */
    public void awaitMaster(RedisTestServer server) throws Exception {
        CommonTestUtils.waitUntilCondition(
                () -> {
                    List<?> hostAndPort = (List<?>) ask("GET-MASTER-ADDR-BY-NAME");
                    return text(hostAndPort.get(1)).equals(Integer.toString(server.port()))
                            && replication(server).contains("role:master");
                });
    }

    private static String replication(RedisTestServer server) {
        return text(server.call(Command.INFO, "replication"));
    }

    private static String offset(String info, String name) {
        int start = info.indexOf(name + ":");
        return start < 0 ? "" : info.substring(start + name.length(), info.indexOf('\r', start));
    }

    private Object ask(String question) {
        try (Connection connection =
                new Connection(
                        new HostAndPort(LOOPBACK, port),
                        DefaultJedisClientConfig.builder()
                                .resp2()
                                .autoNegotiateProtocol(false)
                                .build())) {
            return connection.executeCommand(
                    new CommandArguments(Command.SENTINEL).add(question).add(masterName));
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sentinel.stop();
    }
}
