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
import io.flinkbundle.examples.RootCause;

import redis.embedded.RedisServer;

/** A real Redis server on the loopback interface that keeps nothing on disk. */
public final class LocalRedis implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    private final RedisServer server;
    private final int port;

    private LocalRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts the server and returns when it answers. */
    public static LocalRedis start(int port) {
        try {
            RedisServer server =
                    RedisServer.builder()
                            .bind(HOST)
                            .port(port)
                            .setting("save \"\"")
                            .setting("appendonly no")
                            .build();
            server.start();
            return new LocalRedis(server, port);
        } catch (RuntimeException e) {
            throw new ExampleException(
                    "Redis cannot start on %s:%d: %s".formatted(HOST, port, RootCause.of(e)), e);
        }
    }

    public int port() {
        return port;
    }

    /** The process, so that whoever started this JVM can end Redis when the JVM could not. */
    public long pid() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("redis-server"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new ExampleException("Redis stopped right after its start."));
    }

    @Override
    public void close() {
        server.stop();
    }
}
