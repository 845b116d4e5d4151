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
import redis.clients.jedis.Protocol.SentinelKeyword;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Sentinels which server is the master. After a fail-over it is another one, so it is asked
 * for each connection.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/sentinel-clients/">Sentinel
 *     clients</a>
 */
@Internal
final class SentinelLocator {

    private final NodeConnector connector;
    private final RedisConnectionOptions options;

    SentinelLocator(NodeConnector connector, RedisConnectionOptions options) {
        this.connector = connector;
        this.options = options;
    }

    RedisNode master() throws IOException {
        return ask(connection -> {
                    List<?> hostAndPort =
                            (List<?>)
                                    connection.executeCommand(
                                            sentinel(SentinelKeyword.GET_MASTER_ADDR_BY_NAME));
                    return hostAndPort == null
                            ? List.of()
                            : List.of(node(hostAndPort.get(0), hostAndPort.get(1)));
                })
                .get(0);
    }

    /** A replica that is up and follows its master; the master where there is none. */
    RedisNode replica() throws IOException {
        List<RedisNode> replicas = new ArrayList<>();
        ask(
                connection -> {
                    List<?> all =
                            (List<?>) connection.executeCommand(sentinel(SentinelKeyword.REPLICAS));
                    all.forEach(each -> addIfUp((List<?>) each, replicas));
                    // An answer without replicas is an answer.
                    return List.of(options.nodes().get(0));
                });
        return replicas.isEmpty() ? master() : replicas.get(0);
    }

    private static void addIfUp(List<?> namesAndValues, List<RedisNode> replicas) {
        Object host = null;
        Object port = null;
        String flags = "";
        String link = "";
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            Object value = namesAndValues.get(i + 1);
            switch (Utf8.text(namesAndValues.get(i))) {
                case "ip" -> host = value;
                case "port" -> port = value;
                case "flags" -> flags = Utf8.text(value);
                case "master-link-status" -> link = Utf8.text(value);
                default -> {
                    // Of no use here.
                }
            }
        }
        if (flags.equals("slave") && link.equals("ok")) {
            replicas.add(node(host, port));
        }
    }

    private interface Question {
        List<RedisNode> ask(Connection connection);
    }

    /** The first answer; a Sentinel that does not know the master is passed over. */
    private List<RedisNode> ask(Question question) throws IOException {
        IOException failure = null;
        for (RedisNode sentinel : options.nodes()) {
            try {
                Connection connection = connector.openSentinel(sentinel);
                try {
                    List<RedisNode> answer = question.ask(connection);
                    if (!answer.isEmpty()) {
                        return answer;
                    }
                } finally {
                    Connections.close(connection);
                }
            } catch (RedisUnavailableException e) {
                failure = SlotMap.suppressing(e, failure);
            } catch (JedisException e) {
                failure =
                        SlotMap.suppressing(
                                connector.errors(sentinel).of("ask for the master", e), failure);
            }
        }
        throw new RedisUnavailableException(
                "None of the Sentinels "
                        + options.nodes()
                        + " tells where master '"
                        + options.sentinelMaster().orElseThrow()
                        + "' is. Check 'nodes' and 'sentinel.master'."
                        + (failure == null ? "" : " Last failure: " + failure.getMessage()),
                failure);
    }

    private CommandArguments sentinel(SentinelKeyword question) {
        return new CommandArguments(Command.SENTINEL)
                .add(question)
                .add(options.sentinelMaster().orElseThrow());
    }

    private static RedisNode node(Object host, Object port) {
        return new RedisNode(Utf8.text(host), Integer.parseInt(Utf8.text(port)));
    }
}
