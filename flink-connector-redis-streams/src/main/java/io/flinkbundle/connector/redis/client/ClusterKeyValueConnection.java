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
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends each command to the server of a cluster that has its key. */
@Internal
final class ClusterKeyValueConnection implements KeyValueConnection {

    /** Between the number of a server and its cursor. */
    private static final char SEPARATOR = '/';

    private final WriterLinks links;
    private final Map<RedisNode, JedisKeyValueConnection> connections = new HashMap<>();

    ClusterKeyValueConnection(WriterLinks links) {
        this.links = links;
    }

    private JedisKeyValueConnection connectionTo(RedisNode node) throws IOException {
        JedisKeyValueConnection connection = connections.get(node);
        if (connection == null) {
            connection = new JedisKeyValueConnection(links.linkTo(node));
            connections.put(node, connection);
        }
        return connection;
    }

    /** The indexes of the commands of each server. */
    private Map<RedisNode, List<Integer>> byNode(List<KeyCommand> commands)
            throws RedisUnavailableException {
        Map<RedisNode, List<Integer>> byNode = new LinkedHashMap<>();
        for (int i = 0; i < commands.size(); i++) {
            byNode.computeIfAbsent(links.nodeOf(commands.get(i).key()), node -> new ArrayList<>())
                    .add(i);
        }
        return byNode;
    }

    @Override
    public List<Object> read(List<KeyCommand> commands) throws IOException {
        Object[] answers = new Object[commands.size()];
        for (Map.Entry<RedisNode, List<Integer>> part : byNode(commands).entrySet()) {
            List<Integer> indexes = part.getValue();
            List<Object> partAnswers =
                    connectionTo(part.getKey()).read(indexes.stream().map(commands::get).toList());
            for (int i = 0; i < indexes.size(); i++) {
                answers[indexes.get(i)] = partAnswers.get(i);
            }
        }
        return Arrays.asList(answers);
    }

    /**
     * What counts as done is the beginning of the list, so that commands of one server may be done
     * behind one of another server that is not; they are sent again.
     */
    @Override
    public WriteResult write(List<KeyCommand> commands) {
        int done = commands.size();
        IOException failure = null;
        List<WriteResult.Rejection> rejections = new ArrayList<>();
        try {
            for (Map.Entry<RedisNode, List<Integer>> part : byNode(commands).entrySet()) {
                List<Integer> indexes = part.getValue();
                WriteResult result = write(part.getKey(), indexes, commands);
                if (result.failure().isPresent()) {
                    done = Math.min(done, indexes.get(result.done()));
                    failure = failure == null ? result.failure().get() : failure;
                }
                rejections.addAll(result.rejections());
            }
        } catch (RedisUnavailableException e) {
            return new WriteResult(0, Optional.of(e), List.of());
        }
        // One that is sent again is rejected again.
        List<KeyCommand> finished = commands.subList(0, done);
        rejections.removeIf(rejection -> !finished.contains(rejection.command()));
        return new WriteResult(done, Optional.ofNullable(failure), rejections);
    }

    private WriteResult write(RedisNode node, List<Integer> indexes, List<KeyCommand> commands) {
        try {
            return connectionTo(node).write(indexes.stream().map(commands::get).toList());
        } catch (IOException e) {
            return new WriteResult(0, Optional.of(e), List.of());
        }
    }

    /** One server after the other. */
    @Override
    public KeyPage scan(KeyScan scan, String cursor) throws IOException {
        int separator = cursor.indexOf(SEPARATOR);
        int server = separator < 0 ? 0 : Integer.parseInt(cursor.substring(0, separator));
        KeyPage page =
                connectionTo(links.masters().get(server))
                        .scan(scan, cursor.substring(separator + 1));
        if (!page.cursor().equals(KeyPage.START)) {
            return new KeyPage(page.keys(), server + "" + SEPARATOR + page.cursor());
        }
        return server + 1 == links.masters().size()
                ? page
                : new KeyPage(page.keys(), (server + 1) + "" + SEPARATOR + KeyPage.START);
    }

    @Override
    public void close() {
        links.close();
    }
}
