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
import redis.clients.jedis.exceptions.JedisRedirectionException;

import java.io.IOException;
import java.util.Optional;

/** A command on its way to the server of a cluster that has its key. */
@Internal
final class KeyErrand {

    private final KeyCommand command;

    /** Where the command goes next, or went last. */
    private RedisNode node;

    private NodeKeyLink link;
    private boolean asking;
    private Object answer;

    /**
     * @param node the server that should have the key
     */
    KeyErrand(KeyCommand command, RedisNode node) {
        this.command = command;
        this.node = node;
    }

    /** One that nobody can do. */
    KeyErrand(KeyCommand command, IOException failure) {
        this.command = command;
        this.answer = failure;
    }

    RedisNode node() {
        return node;
    }

    boolean hasFailed() {
        return answer instanceof IOException;
    }

    void fail(IOException failure) {
        answer = failure;
    }

    /** Puts the command into the pipeline of a server. */
    void send(NodeKeyLink to) {
        link = to;
        if (asking) {
            link.send(NodeKeyLink.ASKING);
        }
        link.send(command);
    }

    /** Takes the answer from the pipeline. */
    void receive() {
        if (asking) {
            link.receive(NodeKeyLink.ASKING);
        }
        answer = link.receive(command);
    }

    /** Whether the server referred to another one, which is asked next. */
    boolean isRedirected() {
        return answer instanceof JedisRedirectionException;
    }

    /**
     * Goes to the server that was referred to.
     *
     * @return the slot that this server has from now on; none if the key is only on its way there
     */
    Optional<Integer> redirect() {
        JedisRedirectionException redirection = (JedisRedirectionException) answer;
        HostAndPort target = redirection.getTargetNode();
        // A server that does not know its own address leaves it out.
        String host = target.getHost().isEmpty() ? node.host() : target.getHost();
        node = new RedisNode(host, target.getPort());
        asking = redirection instanceof JedisAskDataException;
        return asking ? Optional.empty() : Optional.of(redirection.getSlot());
    }

    /** The answer to the command, or the {@link IOException} that tells why there is none. */
    Object answer(String verb) {
        return hasFailed() ? answer : link.explained(verb, command, answer);
    }
}
