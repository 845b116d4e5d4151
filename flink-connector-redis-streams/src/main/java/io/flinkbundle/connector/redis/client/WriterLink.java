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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A connection to one server that takes encoded commands; Jedis reads the answers. */
@Internal
final class WriterLink implements AutoCloseable {

    /** Beyond this, fewer system calls no longer show. */
    private static final int WRITE_BUFFER = 64 * 1024;

    private final Connection connection;
    private final TimedOutput socket;
    private final OutputStream output;
    private final RedisErrors errors;

    /**
     * @param connection reads the answers
     * @param output takes the commands
     * @param timeout how long the server may take none of them
     */
    WriterLink(Connection connection, OutputStream output, Duration timeout, RedisErrors errors) {
        this.connection = connection;
        this.socket = new TimedOutput(output, timeout, () -> Connections.close(connection));
        this.output = new BufferedOutputStream(socket, WRITE_BUFFER);
        this.errors = errors;
    }

    Connection connection() {
        return connection;
    }

    OutputStream output() {
        return output;
    }

    RedisErrors errors() {
        return errors;
    }

    /**
     * Waits for copies of what went over this link.
     *
     * @throws TooFewReplicasException if there are too few
     */
    void awaitReplicas(ReplicaWait wait) throws IOException {
        long copies;
        try {
            copies =
                    (Long)
                            connection.executeCommand(
                                    new CommandArguments(Command.WAIT)
                                            .add(wait.replicas())
                                            .add(wait.timeout().toMillis()));
        } catch (JedisException e) {
            throw errors.of("wait for replicas", e);
        }
        if (copies < wait.replicas()) {
            throw new TooFewReplicasException(
                    "Only "
                            + copies
                            + " of "
                            + wait.replicas()
                            + " replicas of Redis server "
                            + errors.address()
                            + " have what was written after "
                            + wait.timeout().toMillis()
                            + " ms. Check its replicas, or lower 'sink.wait.replicas'.");
        }
    }

    @Override
    public void close() {
        Connections.close(connection);
        socket.close();
    }
}
