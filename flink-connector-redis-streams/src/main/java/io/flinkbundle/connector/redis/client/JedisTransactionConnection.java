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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends a whole transaction in one go, then reads all answers. */
@Internal
final class JedisTransactionConnection implements StreamTransactionConnection {

    private static final byte[] MULTI = CommandFrame.of(Utf8.bytes("MULTI"));
    private static final byte[] EXEC = CommandFrame.of(Utf8.bytes("EXEC"));
    private static final byte[] SET = Utf8.bytes("SET");
    private static final byte[] EXPIRES_IN_MILLIS = Utf8.bytes("PX");

    private final WriterLink link;
    private final Connection connection;
    private final OutputStream output;
    private final RedisErrors errors;

    /** What the marker held when the transaction began. */
    private Optional<String> markerBefore = Optional.empty();

    JedisTransactionConnection(WriterLink link) {
        this.link = link;
        this.connection = link.connection();
        this.output = link.output();
        this.errors = link.errors();
    }

    @Override
    public Start begin(String marker, String stream) throws IOException {
        String what = "begin a transaction on stream '" + stream + "'";
        try {
            connection.sendCommand(new CommandArguments(Command.WATCH).add(marker));
            connection.sendCommand(new CommandArguments(Command.GET).add(marker));
            connection.sendCommand(new CommandArguments(Command.TYPE).add(stream));
            List<Object> answers = connection.getMany(3);
            for (Object answer : answers) {
                if (answer instanceof JedisDataException refused) {
                    throw errors.of(what, refused);
                }
            }
            markerBefore = Optional.ofNullable((byte[]) answers.get(1)).map(Utf8::text);
            return new Start(markerBefore, Utf8.text(answers.get(2)));
        } catch (JedisException e) {
            throw errors.of(what, e);
        }
    }

    @Override
    public Outcome append(
            byte[] commands, int entries, String marker, String value, Duration retention)
            throws IOException {
        String what = "append " + entries + " entries in a transaction";
        try {
            Optional<List<?>> results =
                    execute(what, entries + 1, commands, set(marker, value, retention));
            if (results.isEmpty()) {
                return Outcome.NOT_EXECUTED;
            }
            for (Object result : results.get()) {
                if (result == null || result instanceof JedisDataException) {
                    throw undone(what, marker, result);
                }
            }
            return Outcome.EXECUTED;
        } catch (JedisException e) {
            throw errors.of(what, e);
        }
    }

    @Override
    public Outcome appendChosenIds(
            byte[] commands, String stream, String marker, String value, Duration retention)
            throws IOException {
        String what = "append entries with ids of their own to stream '" + stream + "'";
        try {
            Optional<List<?>> results =
                    execute(
                            what,
                            1,
                            ChosenIdsScript.call(commands, stream, marker, value, retention));
            if (results.isEmpty()) {
                return Outcome.NOT_EXECUTED;
            }
            Object refused = results.get().get(0);
            if (refused instanceof Long number) {
                return number == 0 ? Outcome.EXECUTED : Outcome.EXECUTED_IN_PART;
            }
            throw failure(what, refused);
        } catch (JedisException e) {
            throw errors.of(what, e);
        }
    }

    @Override
    public boolean setMarker(String marker, String value, Duration retention) throws IOException {
        String what = "set marker '" + marker + "'";
        try {
            return execute(what, 1, set(marker, value, retention)).isPresent();
        } catch (JedisException e) {
            throw errors.of(what, e);
        }
    }

    /**
     * Runs a transaction.
     *
     * @param queued how many commands it has
     * @return their results; empty if it was not executed because the marker has changed
     */
    private Optional<List<?>> execute(String what, int queued, byte[]... commands)
            throws IOException {
        try {
            output.write(MULTI);
            for (byte[] command : commands) {
                output.write(command);
            }
            output.write(EXEC);
            output.flush();
        } catch (IOException e) {
            throw errors.unavailable(what, new JedisConnectionException(e));
        }
        JedisDataException refused = null;
        // MULTI and the commands are only queued; the first refusal is the reason for the rest.
        for (int i = 0; i < queued + 1; i++) {
            try {
                connection.getOne();
            } catch (JedisDataException e) {
                refused = refused == null ? e : refused;
            }
        }
        try {
            return Optional.ofNullable((List<?>) connection.getOne());
        } catch (JedisDataException aborted) {
            throw refused == null ? aborted : refused;
        }
    }

    /**
     * A server waits for what the same connection has written; the marker is touched for what
     * another one wrote before its link broke.
     */
    @Override
    public void awaitReplicas(String marker, Duration retention, ReplicaWait wait)
            throws IOException {
        try {
            connection.executeCommand(
                    new CommandArguments(Command.PEXPIRE).add(marker).add(retention.toMillis()));
        } catch (JedisException e) {
            throw errors.of("wait for replicas", e);
        }
        link.awaitReplicas(wait);
    }

    private static byte[] set(String marker, String value, Duration retention) {
        byte[] millis = Utf8.bytes(Long.toString(retention.toMillis()));
        return CommandFrame.of(
                SET, Utf8.bytes(marker), Utf8.bytes(value), EXPIRES_IN_MILLIS, millis);
    }

    /**
     * Redis executes the rest of a transaction although one command fails. That happens only if the
     * key has changed its type, or was deleted, since the transaction began; then no entry was
     * added, but the marker was set, and without it the entries would not be tried again.
     */
    private IOException undone(String what, String marker, Object failure) {
        CommandArguments restore =
                markerBefore
                        .map(
                                value ->
                                        new CommandArguments(Command.SET)
                                                .add(marker)
                                                .add(value)
                                                .add(Keyword.KEEPTTL))
                        .orElseGet(() -> new CommandArguments(Command.DEL).add(marker));
        connection.executeCommand(restore);
        return failure(what, failure);
    }

    /** Nil is what an append answers that must not create its stream. */
    private IOException failure(String what, Object answer) {
        return answer instanceof JedisDataException refused
                ? errors.of(what, refused)
                : new RedisUnavailableException(
                        "Could not " + what + ": the stream was deleted in the meantime.", null);
    }

    @Override
    public void close() {
        link.close();
    }
}
