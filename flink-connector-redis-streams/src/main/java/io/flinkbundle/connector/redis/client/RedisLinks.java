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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Finds the servers anew for each link, because they change their parts. */
@Internal
final class RedisLinks {

    private static final String MASTER = "master";

    private final RedisConnectionOptions options;
    private final NodeConnector connector;
    private final SentinelLocator sentinels;

    RedisLinks(RedisConnectionOptions options) {
        this.options = options;
        this.connector = new NodeConnector(options);
        this.sentinels = new SentinelLocator(connector, options);
    }

    /** A link for any command. */
    CommandLink open(Duration socketTimeout) throws IOException {
        return switch (options.mode()) {
            case STANDALONE -> node(options.nodes().get(0), socketTimeout);
            case SENTINEL -> master(socketTimeout);
            case CLUSTER -> {
                SlotMap slots = SlotMap.load(connector, options);
                yield new ClusterLink(
                        slots, slots::masterOf, node -> node(node, socketTimeout), errors());
            }
        };
    }

    /** A link that reads, from a replica where there is one. */
    CommandLink openReplica(Duration socketTimeout) throws IOException {
        return switch (options.mode()) {
            case STANDALONE -> node(options.nodes().get(0), socketTimeout);
            case SENTINEL -> node(sentinels.replica(), socketTimeout);
            case CLUSTER -> {
                SlotMap slots = SlotMap.load(connector, options);
                yield new ClusterLink(
                        slots, slots::replicaOf, node -> readOnly(node, socketTimeout), errors());
            }
        };
    }

    /** The servers that take encoded commands. */
    WriterLinks openWriters() throws IOException {
        return switch (options.mode()) {
            case STANDALONE -> {
                RedisNode server = options.nodes().get(0);
                yield new WriterLinks(
                        List.of(server), key -> server, connector::openForWriting, errors());
            }
            case SENTINEL -> {
                RedisNode master = sentinels.master();
                yield new WriterLinks(
                        List.of(master), key -> master, this::openMasterForWriting, errors());
            }
            case CLUSTER -> {
                SlotMap slots = SlotMap.load(connector, options);
                yield new WriterLinks(
                        slots.masters(), slots::masterOf, connector::openForWriting, errors());
            }
        };
    }

    private NodeLink node(RedisNode node, Duration socketTimeout) throws IOException {
        return new NodeLink(connector.open(node, socketTimeout), connector.errors(node));
    }

    private NodeLink master(Duration socketTimeout) throws IOException {
        RedisNode master = sentinels.master();
        Connection connection = connector.open(master, socketTimeout);
        checkMaster(master, connection);
        return new NodeLink(connection, connector.errors(master));
    }

    private WriterLink openMasterForWriting(RedisNode master) throws IOException {
        WriterLink link = connector.openForWriting(master);
        checkMaster(master, link.connection());
        return link;
    }

    /** Sentinels name a new master before it knows, and an old one that comes back does not. */
    private void checkMaster(RedisNode node, Connection connection) throws IOException {
        String role;
        try {
            List<?> reply = (List<?>) connection.executeCommand(Command.ROLE);
            role = new String((byte[]) reply.get(0), StandardCharsets.UTF_8);
        } catch (JedisException e) {
            Connections.close(connection);
            throw connector.errors(node).of("ask for the role of the server", e);
        }
        if (!role.equals(MASTER)) {
            Connections.close(connection);
            throw new RedisUnavailableException(
                    "The Sentinels say that " + node + " is the master, but it is a " + role + ".",
                    null);
        }
    }

    /** A replica in a cluster refers readers to its master unless it is told not to. */
    private NodeLink readOnly(RedisNode node, Duration socketTimeout) throws IOException {
        NodeLink link = node(node, socketTimeout);
        try {
            link.execute(new byte[0], new CommandArguments(Command.READONLY));
        } catch (JedisException e) {
            link.close();
            throw connector.errors(node).of("read from a replica", e);
        }
        return link;
    }

    private RedisErrors errors() {
        return new RedisErrors(options.address(), options.mode());
    }
}
