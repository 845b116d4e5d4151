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

package io.flinkbundle.examples.systems;

import io.flinkbundle.examples.ExampleException;
import io.flinkbundle.examples.Ports;
import io.flinkbundle.examples.ResultTable;
import io.flinkbundle.examples.RootCause;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Redis for scripts: the real server, which takes commands such as {@code --! redis SET key 1}.
 * {@code --! redis connections} tells how many connections the jobs have, once their number stays
 * the same for a second.
 */
final class RedisSystem implements ExternalSystem {

    private static final String CONNECTIONS = "connections";
    private static final int LOOKS = 30;

    private final LocalRedis redis = LocalRedis.start(Ports.claim(0, "Redis", "REDIS_PORT"));

    @Override
    public String address() {
        return "redis://%s:%d".formatted(LocalRedis.HOST, redis.port());
    }

    @Override
    public Map<String, String> values() {
        return Map.of("REDIS_HOST", LocalRedis.HOST, "REDIS_PORT", Integer.toString(redis.port()));
    }

    @Override
    public Optional<ResultTable> perform(String instruction) throws InterruptedException {
        if (instruction.equals(CONNECTIONS)) {
            String count = Long.toString(connections());
            return Optional.of(new ResultTable(List.of(CONNECTIONS), List.of(List.of(count))));
        }
        List<String> words = Arrays.asList(instruction.split("\\s+"));
        try (RedisClient client = RedisClient.create(LocalRedis.HOST, redis.port())) {
            CommandArguments command = new CommandArguments(() -> SafeEncoder.encode(words.get(0)));
            words.subList(1, words.size()).forEach(command::add);
            client.executeCommand(command);
            return Optional.empty();
        } catch (JedisException e) {
            throw new ExampleException(
                    "Redis refuses '%s': %s".formatted(instruction, RootCause.of(e)), e);
        }
    }

    private long connections() throws InterruptedException {
        long before = countConnections();
        for (int look = 0; look < LOOKS; look++) {
            TimeUnit.SECONDS.sleep(1); // those of a job that has just ended go away meanwhile
            long now = countConnections();
            if (now == before) {
                return now;
            }
            before = now;
        }
        throw new ExampleException("The number of connections does not stay the same.");
    }

    private long countConnections() {
        try (RedisClient client = RedisClient.create(LocalRedis.HOST, redis.port())) {
            CommandArguments list = new CommandArguments(() -> SafeEncoder.encode("CLIENT"));
            byte[] answer = (byte[]) client.executeCommand(list.add("LIST"));
            return SafeEncoder.encode(answer)
                    .lines()
                    .filter(line -> line.contains(" name=flink"))
                    .count();
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
