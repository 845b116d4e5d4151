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
import redis.clients.jedis.Protocol.ClusterKeyword;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which server of a cluster has which slot, as it was when it was asked. It is asked again when a
 * connection is opened again.
 *
 * @see <a href="https://redis.io/docs/latest/commands/cluster-slots/">CLUSTER SLOTS</a>
 */
@Internal
final class SlotMap {

    private static final int SLOTS = 16384;

    /** The master, then its replicas, of each slot; null where nobody has it. */
    private final List<RedisNode>[] nodes;

    private SlotMap(List<RedisNode>[] nodes) {
        this.nodes = nodes;
    }

    /** Asks the first of the nodes that answers. */
    static SlotMap load(NodeConnector connector, RedisConnectionOptions options)
            throws IOException {
        IOException failure = null;
        for (RedisNode node : options.nodes()) {
            try {
                return ask(connector, node, options);
            } catch (RedisUnavailableException e) {
                failure = suppressing(e, failure);
            }
        }
        throw failure;
    }

    static IOException suppressing(IOException latest, IOException earlier) {
        if (earlier != null) {
            latest.addSuppressed(earlier);
        }
        return latest;
    }

    private static SlotMap ask(
            NodeConnector connector, RedisNode node, RedisConnectionOptions options)
            throws IOException {
        Connection connection = connector.open(node, options.socketTimeout());
        try {
            return parse(
                    (List<?>)
                            connection.executeCommand(
                                    new CommandArguments(Command.CLUSTER)
                                            .add(ClusterKeyword.SLOTS)),
                    node);
        } catch (JedisException e) {
            throw connector.errors(node).of("ask for the slots of the cluster", e);
        } finally {
            Connections.close(connection);
        }
    }

    @SuppressWarnings("unchecked")
    static SlotMap parse(List<?> ranges, RedisNode asked) {
        List<RedisNode>[] nodes = new List[SLOTS];
        for (Object element : ranges) {
            List<?> range = (List<?>) element;
            List<RedisNode> owners = new ArrayList<>();
            for (Object owner : range.subList(2, range.size())) {
                owners.add(node((List<?>) owner, asked));
            }
            int last = ((Long) range.get(1)).intValue();
            for (int slot = ((Long) range.get(0)).intValue(); slot <= last; slot++) {
                nodes[slot] = owners;
            }
        }
        return new SlotMap(nodes);
    }

    /** A node that does not know its own address leaves it out. */
    private static RedisNode node(List<?> hostAndPort, RedisNode asked) {
        byte[] host = (byte[]) hostAndPort.get(0);
        return new RedisNode(
                host == null || host.length == 0
                        ? asked.host()
                        : new String(host, StandardCharsets.UTF_8),
                ((Long) hostAndPort.get(1)).intValue());
    }

    /**
     * @throws RedisUnavailableException if nobody has the slot
     */
    RedisNode masterOf(byte[] key) throws RedisUnavailableException {
        return ownersOf(key).get(0);
    }

    /** A server that copies the one that has the key; that one itself if it has no copies. */
    RedisNode replicaOf(byte[] key) throws RedisUnavailableException {
        List<RedisNode> owners = ownersOf(key);
        return owners.get(owners.size() - 1);
    }

    private List<RedisNode> ownersOf(byte[] key) throws RedisUnavailableException {
        List<RedisNode> owners = nodes[KeySlot.of(key)];
        if (owners == null) {
            throw new RedisUnavailableException(
                    "No server of the cluster has slot "
                            + KeySlot.of(key)
                            + ", to which key '"
                            + new String(key, StandardCharsets.UTF_8)
                            + "' belongs. See CLUSTER SLOTS on one of its servers.",
                    null);
        }
        return owners;
    }

    /** All masters. */
    List<RedisNode> masters() {
        Set<RedisNode> masters = new LinkedHashSet<>();
        for (List<RedisNode> owners : nodes) {
            if (owners != null) {
                masters.add(owners.get(0));
            }
        }
        return List.copyOf(masters);
    }
}
