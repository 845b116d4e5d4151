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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pipelines: all commands, then all answers. */
@Internal
final class JedisKeyValueConnection implements KeyValueConnection {

    /** Keys that the server looks at in one call; it serves nobody else meanwhile. */
    private static final int SCAN_COUNT = 1000;

    private final WriterLink link;
    private final Connection connection;
    private final OutputStream output;
    private final RedisErrors errors;
    private final TypeGuard guard;

    JedisKeyValueConnection(WriterLink link) {
        this.link = link;
        this.connection = link.connection();
        this.output = link.output();
        this.errors = link.errors();
        this.guard = new TypeGuard(this::read, errors);
    }

    @Override
    public List<Object> read(List<KeyCommand> commands) throws IOException {
        List<Object> answers = new ArrayList<>(commands.size());
        KeyCommand refusedCommand = null;
        JedisDataException refusal = null;
        try {
            send(commands);
            for (KeyCommand command : commands) {
                Object answer = answerTo(command);
                if (refusal == null && answer instanceof JedisDataException refused) {
                    refusedCommand = command;
                    refusal = refused;
                }
                answers.add(answer);
            }
        } catch (IOException e) {
            throw errors.unavailable(readOf(commands), new JedisConnectionException(e));
        } catch (JedisException e) {
            throw errors.of(readOf(commands), e);
        }
        if (refusal != null) {
            throw errors.of("read " + nameOf(refusedCommand), refusal);
        }
        return answers;
    }

    @Override
    public WriteResult write(List<KeyCommand> commands) {
        Answers answers = new Answers();
        try {
            List<Optional<RedisRequestException>> refusals = guard.check(commands);
            List<KeyCommand> allowed = TypeGuard.allowed(commands, refusals);
            send(allowed);
            for (int i = 0; i < commands.size(); i++) {
                Optional<RedisRequestException> refusal =
                        refusals.isEmpty() ? Optional.empty() : refusals.get(i);
                if (refusal.isPresent()) {
                    answers.rejected(commands.get(i), refusal.get());
                } else {
                    answers.next(commands.get(i), answerTo(commands.get(i)));
                }
            }
        } catch (RedisUnavailableException | RedisRequestException e) {
            answers.failed(e);
        } catch (IOException e) {
            answers.failed(errors.unavailable(writeOf(commands), new JedisConnectionException(e)));
        } catch (JedisException e) {
            answers.failed(errors.unavailable(writeOf(commands), e));
        }
        return answers.result();
    }

    private void send(List<KeyCommand> commands) throws IOException {
        for (KeyCommand command : commands) {
            output.write(command.frame());
        }
        output.flush();
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
            throw errors.of("look for keys", e);
        }
    }

    private static String readOf(List<KeyCommand> commands) {
        return commands.size() == 1
                ? "read " + nameOf(commands.get(0))
                : "read " + commands.size() + " keys";
    }

    private static String writeOf(List<KeyCommand> commands) {
        return commands.size() == 1
                ? "write " + nameOf(commands.get(0))
                : "write " + commands.size() + " keys";
    }

    static String nameOf(KeyCommand command) {
        return "key '" + new String(command.key(), StandardCharsets.UTF_8) + "'";
    }

    @Override
    public void close() {
        link.close();
    }

    /** Sorts the answers to writes as they come. */
    private final class Answers {

        private final List<WriteResult.Rejection> rejections = new ArrayList<>();
        private IOException failure;
        private int done;

        void next(KeyCommand command, Object answer) {
            if (!(answer instanceof JedisDataException refused)) {
                finished();
            } else if (ServerError.concernsOneRequest(RedisErrors.messageOf(refused))) {
                rejected(command, errors.refused("write " + nameOf(command), refused));
            } else {
                failed(errors.of("write " + nameOf(command), refused));
            }
        }

        void rejected(KeyCommand command, RedisRequestException reason) {
            if (failure == null) {
                rejections.add(new WriteResult.Rejection(command, reason));
            }
            finished();
        }

        void failed(IOException reason) {
            failure = failure == null ? reason : failure;
        }

        private void finished() {
            if (failure == null) {
                done++;
            }
        }

        WriteResult result() {
            return new WriteResult(done, Optional.ofNullable(failure), rejections);
        }
    }
}
