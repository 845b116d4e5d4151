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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sends the commands in pipelines, and reads the raw replies. */
@Internal
final class JedisAdminConnection implements StreamAdminConnection {

    private static final Logger LOG = LoggerFactory.getLogger(JedisAdminConnection.class);

    /** Keys that the server looks at in one call; it serves nobody else meanwhile. */
    private static final int SCAN_COUNT = 1000;

    private static final String END_OF_SCAN = "0";
    private static final String NO_SUCH_GROUP = "NOGROUP";
    private static final String GROUP_EXISTS = "BUSYGROUP";
    private static final String NO_SUCH_KEY = "ERR The XGROUP subcommand requires the key to exist";

    private final CommandLink link;

    JedisAdminConnection(CommandLink link) {
        this.link = link;
    }

    @Override
    public List<String> streamsMatching(String pattern) throws IOException {
        SortedSet<String> streams = new TreeSet<>();
        try {
            for (CommandLink master : link.masters()) {
                scan(master, pattern, streams);
            }
        } catch (JedisException e) {
            throw link.errors().of("look for streams that match '" + pattern + "'", e);
        }
        return List.copyOf(streams);
    }

    private static void scan(CommandLink master, String pattern, SortedSet<String> streams)
            throws IOException {
        String cursor = END_OF_SCAN;
        do {
            CommandArguments scan =
                    new CommandArguments(Command.SCAN)
                            .add(cursor)
                            .add(Keyword.MATCH)
                            .add(pattern)
                            .add(Keyword.COUNT)
                            .add(SCAN_COUNT)
                            .add(Keyword.TYPE)
                            .add("stream");
            List<?> reply = (List<?>) master.execute(new byte[0], scan);
            cursor = new String((byte[]) reply.get(0), StandardCharsets.US_ASCII);
            for (Object key : (List<?>) reply.get(1)) {
                addText((byte[]) key, streams);
            }
        } while (!cursor.equals(END_OF_SCAN));
    }

    private static void addText(byte[] key, SortedSet<String> streams) {
        try {
            streams.add(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
        } catch (CharacterCodingException e) {
            LOG.warn(
                    "A stream that matches is not read, because its key is no UTF-8 text: '{}'",
                    new String(key, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void publishProgress(String group, List<StreamProgress> positions) throws IOException {
        List<StreamProgress> withoutGroup = new ArrayList<>();
        List<Object> replies =
                pipeline("set group '" + group + "'", positions, each -> setId(group, each));
        for (int i = 0; i < replies.size(); i++) {
            if (isRefusal(replies.get(i), NO_SUCH_GROUP)) {
                withoutGroup.add(positions.get(i));
            } else if (!isRefusal(replies.get(i), NO_SUCH_KEY)) {
                check("set the position of group '" + group + "'", replies.get(i));
            }
        }
        for (Object reply :
                pipeline("create group '" + group + "'", withoutGroup, at -> create(group, at))) {
            if (!isRefusal(reply, GROUP_EXISTS) && !isRefusal(reply, NO_SUCH_KEY)) {
                check("create group '" + group + "'", reply);
            }
        }
    }

    private static CommandArguments setId(String group, StreamProgress position) {
        return withProgress(
                new CommandArguments(Command.XGROUP)
                        .add(Keyword.SETID)
                        .add(position.stream())
                        .add(group),
                position);
    }

    private static CommandArguments create(String group, StreamProgress position) {
        return withProgress(
                new CommandArguments(Command.XGROUP)
                        .add(Keyword.CREATE)
                        .add(position.stream())
                        .add(group),
                position);
    }

    /** Without the number of entries, the server does not know the lag of the group any more. */
    private static CommandArguments withProgress(CommandArguments command, StreamProgress at) {
        command.add(at.last().toBytes());
        at.entriesRead().ifPresent(number -> command.add("ENTRIESREAD").add(Long.toString(number)));
        return command;
    }

    @Override
    public void trim(List<StreamProgress> positions) throws IOException {
        for (Object reply :
                pipeline(
                        "trim streams",
                        positions,
                        position ->
                                new CommandArguments(Command.XTRIM)
                                        .add(position.stream())
                                        .add(Keyword.MINID)
                                        .add(position.last().toBytes()))) {
            check("trim a stream", reply);
        }
    }

    private interface CommandOf {
        CommandArguments command(StreamProgress position);
    }

    private List<Object> pipeline(String what, List<StreamProgress> positions, CommandOf encoder)
            throws IOException {
        try {
            return link.execute(
                    positions.stream()
                            .map(
                                    position ->
                                            new KeyedCommand(
                                                    position.stream()
                                                            .getBytes(StandardCharsets.UTF_8),
                                                    encoder.command(position)))
                            .toList());
        } catch (JedisException e) {
            throw link.errors().of(what, e);
        }
    }

    private static boolean isRefusal(Object reply, String beginning) {
        return reply instanceof JedisDataException refusal
                && RedisErrors.messageOf(refusal).startsWith(beginning);
    }

    private void check(String what, Object reply) throws IOException {
        if (reply instanceof JedisDataException refusal) {
            throw link.errors().of(what, refusal);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
