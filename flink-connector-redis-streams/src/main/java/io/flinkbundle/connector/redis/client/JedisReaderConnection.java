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
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads with plain commands and keeps the raw replies; Jedis' maps cost twice the CPU. */
@Internal
final class JedisReaderConnection implements StreamReaderConnection {

    private static final String NO_SUCH_KEY = "ERR no such key";

    private final Connection connection;
    private final RedisErrors errors;

    JedisReaderConnection(Connection connection, RedisErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    @Override
    public List<StreamBatch> read(List<StreamPosition> positions, int count, Duration block)
            throws IOException {
        CommandArguments command = new CommandArguments(Command.XREAD);
        command.add(Keyword.COUNT).add(count);
        if (!block.isZero()) {
            command.add(Keyword.BLOCK).add(block.toMillis());
        }
        command.add(Keyword.STREAMS);
        for (StreamPosition position : positions) {
            command.add(position.key());
        }
        for (StreamPosition position : positions) {
            command.add(position.after().toBytes());
        }
        try {
            return batches((List<?>) connection.executeCommand(command), positions);
        } catch (JedisException e) {
            throw errors.of("read " + streams(positions), e);
        }
    }

    /** The reply leaves out streams without entries, and keeps the order of the others. */
    private static List<StreamBatch> batches(List<?> reply, List<StreamPosition> positions) {
        if (reply == null) {
            return List.of();
        }
        List<StreamBatch> batches = new ArrayList<>(reply.size());
        int position = 0;
        for (Object element : reply) {
            List<?> keyAndEntries = (List<?>) element;
            byte[] key = (byte[]) keyAndEntries.get(0);
            while (!Arrays.equals(key, positions.get(position).key())) {
                position++;
            }
            batches.add(new StreamBatch(position, (List<?>) keyAndEntries.get(1)));
            position++;
        }
        return batches;
    }

    @Override
    public List<StreamInfo> describe(List<byte[]> keys) throws IOException {
        List<StreamInfo> infos = new ArrayList<>(keys.size());
        try {
            for (byte[] key : keys) {
                connection.sendCommand(
                        new CommandArguments(Command.XINFO).add(Keyword.STREAM).add(key));
            }
            List<Object> replies = connection.getMany(keys.size());
            for (int i = 0; i < replies.size(); i++) {
                infos.add(info(keys.get(i), replies.get(i)));
            }
        } catch (JedisException e) {
            throw errors.of("describe the streams", e);
        }
        return infos;
    }

    private StreamInfo info(byte[] key, Object reply) throws IOException {
        if (reply instanceof JedisDataException refused) {
            if (RedisErrors.messageOf(refused).startsWith(NO_SUCH_KEY)) {
                return StreamInfo.MISSING;
            }
            throw errors.of("describe stream " + quote(key), refused);
        }
        return StreamInfo.parse((List<?>) reply);
    }

    @Override
    public long serverTimeMillis() throws IOException {
        try {
            List<?> secondsAndMicros = (List<?>) connection.executeCommand(Command.TIME);
            return number(secondsAndMicros.get(0)) * 1000 + number(secondsAndMicros.get(1)) / 1000;
        } catch (JedisException e) {
            throw errors.of("ask for the time", e);
        }
    }

    private static long number(Object ascii) {
        return Long.parseLong(new String((byte[]) ascii, StandardCharsets.US_ASCII));
    }

    private static String streams(List<StreamPosition> positions) {
        return positions.stream()
                .limit(5)
                .map(position -> quote(position.key()))
                .collect(
                        Collectors.joining(
                                ", ",
                                positions.size() == 1 ? "stream " : "streams ",
                                positions.size() > 5 ? ", …" : ""));
    }

    private static String quote(byte[] key) {
        return "'" + new String(key, StandardCharsets.UTF_8) + "'";
    }

    @Override
    public void close() {
        Connections.close(connection);
    }
}
