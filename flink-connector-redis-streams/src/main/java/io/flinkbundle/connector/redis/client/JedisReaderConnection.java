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
import java.util.stream.Collectors;

/** Reads with plain commands and keeps the raw replies; Jedis' maps cost twice the CPU. */
@Internal
final class JedisReaderConnection implements StreamReaderConnection {

    private static final String NO_SUCH_KEY = "ERR no such key";

    private final CommandLink link;
    private final SlotReads reads;

    JedisReaderConnection(CommandLink link) {
        this.link = link;
        this.reads = new SlotReads(link);
    }

    @Override
    public List<StreamBatch> read(List<StreamPosition> positions, int count, Duration block)
            throws IOException {
        List<byte[]> keys = new ArrayList<>(positions.size());
        for (StreamPosition position : positions) {
            keys.add(position.key());
        }
        try {
            return reads.read(
                    keys, block, (streams, wait) -> command(positions, streams, count, wait));
        } catch (JedisException e) {
            throw link.errors().of("read " + streams(positions), e);
        }
    }

    private static CommandArguments command(
            List<StreamPosition> positions, List<Integer> streams, int count, Duration block) {
        CommandArguments command = new CommandArguments(Command.XREAD);
        command.add(Keyword.COUNT).add(count);
        if (!block.isZero()) {
            command.add(Keyword.BLOCK).add(block.toMillis());
        }
        command.add(Keyword.STREAMS);
        for (int stream : streams) {
            command.add(positions.get(stream).key());
        }
        for (int stream : streams) {
            command.add(positions.get(stream).after().toBytes());
        }
        return command;
    }

    @Override
    public List<StreamInfo> describe(List<byte[]> keys) throws IOException {
        List<KeyedCommand> commands = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            commands.add(
                    new KeyedCommand(
                            key, new CommandArguments(Command.XINFO).add(Keyword.STREAM).add(key)));
        }
        List<StreamInfo> infos = new ArrayList<>(keys.size());
        try {
            List<Object> replies = link.execute(commands);
            for (int i = 0; i < replies.size(); i++) {
                infos.add(info(keys.get(i), replies.get(i)));
            }
        } catch (JedisException e) {
            throw link.errors().of("describe the streams", e);
        }
        return infos;
    }

    private StreamInfo info(byte[] key, Object reply) throws IOException {
        if (reply instanceof JedisDataException refused) {
            if (RedisErrors.messageOf(refused).startsWith(NO_SUCH_KEY)) {
                return StreamInfo.MISSING;
            }
            throw link.errors().of("describe stream " + Utf8.quote(key), refused);
        }
        return StreamInfo.parse((List<?>) reply);
    }

    @Override
    public long serverTimeMillis() throws IOException {
        try {
            List<?> secondsAndMicros =
                    (List<?>)
                            link.masters()
                                    .get(0)
                                    .execute(new byte[0], new CommandArguments(Command.TIME));
            return number(secondsAndMicros.get(0)) * 1000 + number(secondsAndMicros.get(1)) / 1000;
        } catch (JedisException e) {
            throw link.errors().of("ask for the time", e);
        }
    }

    private static long number(Object ascii) {
        return Long.parseLong(new String((byte[]) ascii, StandardCharsets.US_ASCII));
    }

    private static String streams(List<StreamPosition> positions) {
        return positions.stream()
                .limit(5)
                .map(position -> Utf8.quote(position.key()))
                .collect(
                        Collectors.joining(
                                ", ",
                                positions.size() == 1 ? "stream " : "streams ",
                                positions.size() > 5 ? ", …" : ""));
    }

    @Override
    public void close() {
        link.close();
    }
}
