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
import redis.clients.jedis.exceptions.JedisDataException;

import java.util.List;
import java.util.stream.IntStream;

/** A link to one server, which has all keys. */
@Internal
final class NodeLink implements CommandLink {

    private final Connection connection;
    private final RedisErrors errors;

    NodeLink(Connection connection, RedisErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    @Override
    public List<Object> execute(List<KeyedCommand> commands) {
        commands.forEach(each -> connection.sendCommand(each.command()));
        return connection.getMany(commands.size());
    }

    @Override
    public Object execute(byte[] key, CommandArguments command) {
        return connection.executeCommand(command);
    }

    /** Begins to execute; as many calls of {@link #receive} follow as commands were sent. */
    void send(CommandArguments command) {
        connection.sendCommand(command);
    }

    /** The next reply, a {@link JedisDataException} where the server refused the command. */
    Object receive() {
        try {
            return connection.getOne();
        } catch (JedisDataException refused) {
            return refused;
        }
    }

    /** Executes a command about a key that has left its server, or has not arrived yet. */
    Object executeAsking(CommandArguments command) {
        connection.sendCommand(Command.ASKING);
        connection.sendCommand(command);
        receive();
        return receive();
    }

    @Override
    public List<List<Integer>> groups(List<byte[]> keys) {
        return List.of(IntStream.range(0, keys.size()).boxed().toList());
    }

    @Override
    public List<CommandLink> masters() {
        return List.of(this);
    }

    @Override
    public RedisErrors errors() {
        return errors;
    }

    @Override
    public void close() {
        Connections.close(connection);
    }
}
