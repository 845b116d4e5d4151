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

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Links to the servers of a cluster, which all work at the same time. Where a server refers to
 * another one, the command goes there: once if the key is on its way, from now on if its slot has
 * moved. What the server says that has lost the slot counts, because others may learn of it late.
 *
 * @see <a
 *     href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#redirection-and-resharding">Redirection</a>
 */
@Internal
final class ClusterKeyLink implements KeyLink {

    /** Between the number of a server and its cursor. */
    private static final char SEPARATOR = '/';

    /** How often a command is referred to another server before that counts as a failure. */
    private static final int MAX_REDIRECTIONS = 5;

    private final WriterLinks links;
    private final Map<RedisNode, NodeKeyLink> nodes = new HashMap<>();

    /** Servers that could not be reached; this link will not try them again. */
    private final Map<RedisNode, IOException> unreachable = new HashMap<>();

    /** Who has the slots that have moved since the map of the slots was made. */
    private final Map<Integer, RedisNode> moved = new HashMap<>();

    ClusterKeyLink(WriterLinks links) {
        this.links = links;
    }

    @Override
    public Object[] exchange(String verb, List<KeyCommand> commands) {
        List<KeyErrand> errands = new ArrayList<>(commands.size());
        for (KeyCommand command : commands) {
            errands.add(errand(command));
        }
        run(errands);
        List<KeyErrand> redirected = redirect(errands);
        for (int i = 0; i < MAX_REDIRECTIONS && !redirected.isEmpty(); i++) {
            run(redirected);
            redirected = redirect(redirected);
        }
        Object[] answers = new Object[errands.size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = errands.get(i).answer(verb);
        }
        return answers;
    }

    private KeyErrand errand(KeyCommand command) {
        RedisNode owner = moved.isEmpty() ? null : moved.get(KeySlot.of(command.key()));
        try {
            return new KeyErrand(command, owner == null ? links.nodeOf(command.key()) : owner);
        } catch (RedisUnavailableException e) {
            return new KeyErrand(command, e);
        }
    }

    private void run(List<KeyErrand> errands) {
        for (KeyErrand errand : errands) {
            if (!errand.hasFailed()) {
                try {
                    errand.send(linkTo(errand.node()));
                } catch (IOException e) {
                    errand.fail(e);
                }
            }
        }
        nodes.values().forEach(NodeKeyLink::flush);
        for (KeyErrand errand : errands) {
            if (!errand.hasFailed()) {
                errand.receive();
            }
        }
    }

    /** Those that a server has referred to another one; they keep their order. */
    private List<KeyErrand> redirect(List<KeyErrand> errands) {
        List<KeyErrand> redirected = new ArrayList<>(0);
        for (KeyErrand errand : errands) {
            if (errand.isRedirected()) {
                errand.redirect().ifPresent(slot -> moved.put(slot, errand.node()));
                redirected.add(errand);
            }
        }
        return redirected;
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
