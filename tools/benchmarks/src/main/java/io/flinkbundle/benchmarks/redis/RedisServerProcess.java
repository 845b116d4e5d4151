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

package io.flinkbundle.benchmarks.redis;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.embedded.RedisServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A Redis server in a process of its own, on loopback, without persistence.
 *
 * <p>It is stopped when this JVM ends, interrupted or not.
 */
@Internal
final class RedisServerProcess implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private final RedisServer server;
    private final int port;
    private final Thread stopAtExit;

    private RedisServerProcess(RedisServer server, int port) {
        this.server = server;
        this.port = port;
        this.stopAtExit = new Thread(server::stop, "stop-redis");
    }

    static RedisServerProcess start() throws IOException {
        int port = freePort();
        RedisServer server =
                RedisServer.builder()
                        .port(port)
                        .bind(HOST)
                        .setting("save \"\"")
                        .setting("appendonly no")
                        .build();
        server.start();
        RedisServerProcess process = new RedisServerProcess(server, port);
        Runtime.getRuntime().addShutdownHook(process.stopAtExit);
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    HostAndPort address() {
        return new HostAndPort(HOST, port);
    }

    /** RESP2 is pinned: under RESP3 the outer shape of an XREAD reply is another one. */
    JedisClientConfig clientConfig() {
        return DefaultJedisClientConfig.builder()
                .resp2()
                // Removing millions of keys takes the server seconds.
                .socketTimeoutMillis(60_000)
                .build();
    }

    Connection connect() {
        Connection connection = new Connection(address(), clientConfig());
        connection.connect();
        return connection;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        server.stop();
    }
}
