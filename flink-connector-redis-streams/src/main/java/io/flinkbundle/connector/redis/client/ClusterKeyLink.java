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

import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAskDataException;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Links to the servers of a cluster, which all work at the same time. A key that is on its way to
 * another server is looked after there. Where a slot has moved for good, the command fails as
 * something that passes: whoever holds this link opens a new one, which knows the new place.
 *
 * @see <a
 *     href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#redirection-and-resharding">Redirection</a>
 */
@Internal
final class ClusterKeyLink implements KeyLink {

    /** Between the number of a server and its cursor. */
    private static final char SEPARATOR = '/';

    private final WriterLinks links;
    private final Map<RedisNode, NodeKeyLink> nodes = new HashMap<>();

    /** Servers that could not be reached; this link will not try them again. */
    private final Map<RedisNode, IOException> unreachable = new HashMap<>();

    ClusterKeyLink(WriterLinks links) {
        this.links = links;
    }

    @Override
    public Object[] exchange(String verb, List<KeyCommand> commands) {
        Object[] answers = new Object[commands.size()];
        NodeKeyLink[] receivers = new NodeKeyLink[answers.length];
        for (int i = 0; i < answers.length; i++) {
            KeyCommand command = commands.get(i);
            try {
                receivers[i] = linkTo(links.nodeOf(command.key()));
                receivers[i].send(command);
            } catch (IOException e) {
                answers[i] = e;
            }
        }
        nodes.values().forEach(NodeKeyLink::flush);
        for (int i = 0; i < answers.length; i++) {
            if (receivers[i] != null) {
                answers[i] = receivers[i].receive(commands.get(i));
            }
        }
        // Not before every answer is in: the other server may be one that still has to answer.
        for (int i = 0; i < answers.length; i++) {
            if (receivers[i] != null) {
                KeyCommand command = commands.get(i);
                answers[i] = settled(verb, command, receivers[i], answers[i]);
            }
        }
        return answers;
    }

    private Object settled(String verb, KeyCommand command, NodeKeyLink asked, Object answer) {
        if (!(answer instanceof JedisAskDataException ask)) {
            return asked.explained(verb, command, answer);
        }
        try {
            HostAndPort target = ask.getTargetNode();
            NodeKeyLink other = linkTo(new RedisNode(target.getHost(), target.getPort()));
            return other.explained(verb, command, other.ask(command));
        } catch (IOException e) {
            return e;
        }
    }

    private NodeKeyLink linkTo(RedisNode node) throws IOException {
        NodeKeyLink link = nodes.get(node);
        if (link != null) {
            return link;
        }
        IOException failure = unreachable.get(node);
        if (failure != null) {
            throw failure;
        }
        try {
            link = new NodeKeyLink(links.linkTo(node));
        } catch (IOException e) {
            unreachable.put(node, e);
            throw e;
        }
        nodes.put(node, link);
        return link;
    }

    /** One server after the other. */
    @Override
    public KeyPage scan(KeyScan scan, String cursor) throws IOException {
        int separator = cursor.indexOf(SEPARATOR);
        int server = separator < 0 ? 0 : Integer.parseInt(cursor.substring(0, separator));
        List<RedisNode> masters = links.masters();
        KeyPage page = linkTo(masters.get(server)).scan(scan, cursor.substring(separator + 1));
        if (!page.isLast()) {
            return new KeyPage(page.keys(), server + "" + SEPARATOR + page.cursor());
        }
        return server + 1 == masters.size()
                ? page
                : new KeyPage(page.keys(), (server + 1) + "" + SEPARATOR + KeyPage.START);
    }

    @Override
    public RedisErrors errors() {
        return links.errors();
    }

    @Override
    public void close() {
        links.close();
    }
}
