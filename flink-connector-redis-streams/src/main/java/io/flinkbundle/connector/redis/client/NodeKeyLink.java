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
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A link to one server. Once it is broken, every answer that is still missing is the reason.
 *
 * <p>As many calls of {@link #receive} as of {@link #send} follow a {@link #flush}.
 */
@Internal
final class NodeKeyLink implements KeyLink {

    /** Keys that the server looks at in one call; it serves nobody else meanwhile. */
    private static final int SCAN_COUNT = 1000;

    /** Goes before a command about a key that is on its way to this server. */
    static final KeyCommand ASKING =
            KeyCommand.single(
                    new byte[0], CommandFrame.of("ASKING".getBytes(StandardCharsets.US_ASCII)));

    private final WriterLink link;
    private final Connection connection;

    /** Why the link is broken, or null. */
    private JedisException broken;

    NodeKeyLink(WriterLink link) {
        this.link = link;
        this.connection = link.connection();
    }

    @Override
    public Object[] exchange(String verb, List<KeyCommand> commands) {
        for (KeyCommand command : commands) {
            send(command);
        }
        flush();
        Object[] answers = new Object[commands.size()];
        for (int i = 0; i < answers.length; i++) {
            KeyCommand command = commands.get(i);
            answers[i] = explained(verb, command, receive(command));
        }
        return answers;
    }

    void send(KeyCommand command) {
        if (broken == null) {
            try {
                link.output().write(command.frame());
            } catch (IOException e) {
                broken = new JedisConnectionException(e);
            }
        }
    }

    void flush() {
        if (broken == null) {
            try {
                link.output().flush();
            } catch (IOException e) {
                broken = new JedisConnectionException(e);
            }
        }
    }

    /** The answer to the next command, a {@link JedisException} if there is none but a failure. */
    Object receive(KeyCommand command) {
        if (broken == null) {
            try {
                return answerTo(command);
            } catch (JedisException e) {
                broken = e;
            }
        }
        return broken;
    }

    /** The last answer of a command; a refusal is an answer, a broken link is thrown. */
    private Object answerTo(KeyCommand command) {
        if (command.replies() == 1) {
            return next();
        }
        Object refusal = null;
        for (int i = 1; i < command.replies(); i++) {
            Object queued = next();
            if (refusal == null && queued instanceof JedisDataException) {
                refusal = queued;
            }
        }
        Object executed = next();
        if (refusal != null) {
            // What follows from it, EXECABORT, tells less.
            return refusal;
        }
        if (executed instanceof List<?> results) {
            for (Object result : results) {
                if (result instanceof JedisDataException) {
                    return result;
                }
            }
        }
        return executed;
    }

    private Object next() {
        try {
            return connection.getOne();
        } catch (JedisDataException refused) {
            return refused;
        }
    }

    /** Turns what {@link #receive} returned into an answer of {@link #exchange}. */
    Object explained(String verb, KeyCommand command, Object answer) {
        if (answer instanceof JedisDataException refused) {
            return errors().of(verb + " " + command.keyText(), refused);
        }
        return answer instanceof JedisException failure
                ? errors().unavailable(verb + " keys", failure)
                : answer;
    }

    @Override
    public KeyPage scan(KeyScan scan, String cursor) throws IOException {
        CommandArguments command =
                new CommandArguments(Command.SCAN)
                        .add(cursor)
                        .add(Keyword.MATCH)
                        .add(scan.pattern())
                        .add(Keyword.COUNT)
                        .add(SCAN_COUNT)
                        .add(Keyword.TYPE)
                        .add(scan.type());
        try {
            List<?> reply = (List<?>) connection.executeCommand(command);
            List<byte[]> keys = new ArrayList<>();
            for (Object key : (List<?>) reply.get(1)) {
                keys.add((byte[]) key);
            }
            return new KeyPage(keys, new String((byte[]) reply.get(0), StandardCharsets.US_ASCII));
        } catch (JedisException e) {
            throw errors().of("look for keys", e);
        }
    }

    @Override
    public RedisErrors errors() {
        return link.errors();
    }

    @Override
    public void close() {
        link.close();
    }
}
