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
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisDataException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Links to the servers of a cluster. A key that is on its way to another server is asked for there.
 * Where a slot has moved, the command is refused as something that passes: whoever holds this link
 * opens a new one, which knows the new place.
 *
 * @see <a
 *     href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#redirection-and-resharding">Redirection</a>
 */
@Internal
final class ClusterLink implements CommandLink {

    /** Tells the server that has a key. */
    interface Router {
        RedisNode nodeOf(byte[] key) throws RedisUnavailableException;
    }

    /** Opens a link to a server. */
    interface Opener {
        NodeLink open(RedisNode node) throws IOException;
    }

    private final SlotMap slots;
    private final Router router;
    private final Opener opener;
    private final RedisErrors errors;
    private final Map<RedisNode, NodeLink> links = new LinkedHashMap<>();

    ClusterLink(SlotMap slots, Router router, Opener opener, RedisErrors errors) {
        this.slots = slots;
        this.router = router;
        this.opener = opener;
        this.errors = errors;
    }

    @Override
    public List<Object> execute(List<KeyedCommand> commands) throws IOException {
        NodeLink[] receivers = new NodeLink[commands.size()];
        for (int i = 0; i < receivers.length; i++) {
            receivers[i] = linkTo(router.nodeOf(commands.get(i).key()));
            receivers[i].send(commands.get(i).command());
        }
        Object[] replies = new Object[receivers.length];
        for (int i = 0; i < receivers.length; i++) {
            replies[i] = receivers[i].receive();
        }
        // Not before every reply is in: the other server may be one that still has to answer.
        for (int i = 0; i < receivers.length; i++) {
            if (replies[i] instanceof JedisAskDataException ask) {
                replies[i] = askElsewhere(ask, commands.get(i).command());
            }
        }
        return new ArrayList<>(Arrays.asList(replies));
    }

    @Override
    public Object execute(byte[] key, CommandArguments command) throws IOException {
        NodeLink link = linkTo(router.nodeOf(key));
        link.send(command);
        Object reply = link.receive();
        if (reply instanceof JedisAskDataException ask) {
            reply = askElsewhere(ask, command);
        }
        if (reply instanceof JedisDataException refused) {
            throw refused;
        }
        return reply;
    }

    private Object askElsewhere(JedisAskDataException ask, CommandArguments command)
            throws IOException {
        HostAndPort target = ask.getTargetNode();
        return linkTo(new RedisNode(target.getHost(), target.getPort())).executeAsking(command);
    }

    private NodeLink linkTo(RedisNode node) throws IOException {
        NodeLink link = links.get(node);
        if (link == null) {
            link = opener.open(node);
            links.put(node, link);
        }
        return link;
    }

    @Override
    public List<List<Integer>> groups(List<byte[]> keys) {
        Map<Integer, List<Integer>> bySlot = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            bySlot.computeIfAbsent(KeySlot.of(keys.get(i)), slot -> new ArrayList<>()).add(i);
        }
        return List.copyOf(bySlot.values());
    }

    @Override
    public List<CommandLink> masters() throws IOException {
        List<CommandLink> masters = new ArrayList<>();
        for (RedisNode master : slots.masters()) {
            masters.add(linkTo(master));
        }
        return masters;
    }

    @Override
    public RedisErrors errors() {
        return errors;
    }

    @Override
    public void close() {
        links.values().forEach(NodeLink::close);
    }
}
