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
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Reads with plain commands and keeps the raw replies, as {@link JedisReaderConnection} does. */
@Internal
final class JedisGroupConnection implements GroupConnection {

    /** A command that names more ids keeps other clients of the server waiting. */
    private static final int IDS_PER_ACKNOWLEDGEMENT = 1000;

    private static final byte[] NEW_ENTRIES = {'>'};

    private final CommandLink link;
    private final SlotReads reads;
    private final String group;
    private final String consumer;

    JedisGroupConnection(CommandLink link, String group, String consumer) {
        this.link = link;
        this.reads = new SlotReads(link);
        this.group = group;
        this.consumer = consumer;
    }

    @Override
    public boolean createGroup(String stream, StreamId after) throws IOException {
        try {
            link.execute(
                    stream.getBytes(StandardCharsets.UTF_8),
                    new CommandArguments(Command.XGROUP)
                            .add(Keyword.CREATE)
                            .add(stream)
                            .add(group)
                            .add(after.toBytes())
                            .add(Keyword.MKSTREAM));
            return true;
        } catch (JedisException e) {
            if (e instanceof JedisDataException refused
                    && RedisErrors.messageOf(refused).startsWith("BUSYGROUP")) {
                return false;
            }
            throw link.errors().of("create group '" + group + "' of stream '" + stream + "'", e);
        }
    }

    @Override
    public List<StreamBatch> readNew(List<byte[]> streams, int count, Duration block)
            throws IOException {
        try {
            return reads.read(streams, block, (some, wait) -> readNew(streams, some, count, wait));
        } catch (JedisException e) {
            throw failure(e);
        }
    }

    private CommandArguments readNew(
            List<byte[]> streams, List<Integer> some, int count, Duration block) {
        CommandArguments command = readGroup(count);
        if (!block.isZero()) {
            command.add(Keyword.BLOCK).add(block.toMillis());
        }
        command.add(Keyword.STREAMS);
        for (int stream : some) {
            command.add(streams.get(stream));
        }
        for (int i = 0; i < some.size(); i++) {
            command.add(NEW_ENTRIES);
        }
        return command;
    }

    @Override
    public Redelivery readPending(byte[] stream, StreamId after, int count) throws IOException {
        List<?> reply =
                execute(
                        stream,
                        readGroup(count).add(Keyword.STREAMS).add(stream).add(after.toBytes()));
        List<?> entries = (List<?>) ((List<?>) reply.get(0)).get(1);
        List<Object> held = new ArrayList<>(entries.size());
        EntryIds removed = new EntryIds();
        StreamId last = null;
        for (Object element : entries) {
            List<?> entry = (List<?>) element;
            last = StreamId.parse((byte[]) entry.get(0));
            if (entry.get(1) == null) {
                removed.add(last.millis(), last.sequence());
            } else {
                held.add(entry);
            }
        }
        return new Redelivery(new StreamBatch(0, held), removed, Optional.ofNullable(last));
    }

    private CommandArguments readGroup(int count) {
        return new CommandArguments(Command.XREADGROUP)
                .add(Keyword.GROUP)
                .add(group)
                .add(consumer)
                .add(Keyword.COUNT)
                .add(count);
    }

    private List<?> execute(byte[] stream, CommandArguments command) throws IOException {
        try {
            List<?> reply = (List<?>) link.execute(stream, command);
            return reply == null ? List.of() : reply;
        } catch (JedisException e) {
            throw failure(e);
        }
    }

    /** A reader that waits at a stream is told so when the stream is removed. */
    private IOException failure(JedisException e) {
        String message =
                e instanceof JedisDataException answer ? RedisErrors.messageOf(answer) : "";
        String what = "read as '" + consumer + "' of group '" + group + "'";
        return message.startsWith("NOGROUP") || message.startsWith("UNBLOCKED")
                ? new MissingGroupException("Could not " + what + ": " + message, e)
                : link.errors().of(what, e);
    }

    @Override
    public void acknowledge(byte[] stream, EntryIds ids) throws IOException {
        List<KeyedCommand> commands = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_ACKNOWLEDGEMENT) {
            CommandArguments command = new CommandArguments(Command.XACK).add(stream).add(group);
            int to = Math.min(ids.size(), from + IDS_PER_ACKNOWLEDGEMENT);
            for (int i = from; i < to; i++) {
                command.add(ids.get(i).toBytes());
            }
            commands.add(new KeyedCommand(stream, command));
        }
        try {
            for (Object reply : link.execute(commands)) {
                if (reply instanceof JedisDataException refused) {
                    throw refused;
                }
            }
        } catch (JedisException e) {
            throw link.errors().of("acknowledge entries of stream " + Utf8.quote(stream), e);
        }
    }

    /** Looks before it takes: XAUTOCLAIM would take from members that are alive as well. */
    @Override
    public LeftBehind findLeftBehind(
            byte[] stream, Duration minIdle, Predicate<String> spared, StreamId after, int count)
            throws IOException {
        List<?> pending =
                execute(
                        stream,
                        new CommandArguments(Command.XPENDING)
                                .add(stream)
                                .add(group)
                                .add(Keyword.IDLE)
                                .add(minIdle.toMillis())
                                .add("(" + after)
                                .add("+")
                                .add(count));
        EntryIds ids = new EntryIds();
        StreamId last = null;
        for (Object element : pending) {
            List<?> idAndOwner = (List<?>) element;
            last = StreamId.parse((byte[]) idAndOwner.get(0));
            if (!spared.test(Utf8.text((byte[]) idAndOwner.get(1)))) {
                ids.add(last.millis(), last.sequence());
            }
        }
        return new LeftBehind(
                ids, pending.size() < count ? Optional.empty() : Optional.ofNullable(last));
    }

    /** The server leaves out what somebody else took in between, and what the stream has lost. */
    @Override
    public StreamBatch claim(byte[] stream, Duration minIdle, EntryIds ids) throws IOException {
        CommandArguments command =
                new CommandArguments(Command.XCLAIM)
                        .add(stream)
                        .add(group)
                        .add(consumer)
                        .add(minIdle.toMillis());
        for (int i = 0; i < ids.size(); i++) {
            command.add(ids.get(i).toBytes());
        }
        List<Object> entries = new ArrayList<>(ids.size());
        for (Object entry : execute(stream, command)) {
            // Before 7.0, an entry that the stream has lost comes as nil.
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new StreamBatch(0, entries);
    }

    @Override
    public OptionalLong lag(List<byte[]> streams) throws IOException {
        long lag = 0;
        try {
            List<KeyedCommand> commands = new ArrayList<>();
            for (byte[] stream : streams) {
                commands.add(
                        new KeyedCommand(
                                stream,
                                new CommandArguments(Command.XINFO)
                                        .add(Keyword.GROUPS)
                                        .add(stream)));
            }
            for (Object reply : link.execute(commands)) {
                if (reply instanceof JedisDataException refused) {
                    throw refused;
                }
                OptionalLong one = lagOf((List<?>) reply);
                if (one.isEmpty()) {
                    return one;
                }
                lag += one.getAsLong();
            }
            return OptionalLong.of(lag);
        } catch (JedisException e) {
            throw failure(e);
        }
    }

    private OptionalLong lagOf(List<?> groups) {
        for (Object each : groups) {
            List<?> namesAndValues = (List<?>) each;
            Object name = null;
            Object lag = null;
            for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
                String field = Utf8.text((byte[]) namesAndValues.get(i));
                if (field.equals("name")) {
                    name = Utf8.text((byte[]) namesAndValues.get(i + 1));
                } else if (field.equals("lag")) {
                    lag = namesAndValues.get(i + 1);
                }
            }
            if (group.equals(name)) {
                return lag instanceof Long known ? OptionalLong.of(known) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        link.close();
    }
}
