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

package io.flinkbundle.connector.redis.testing;

import redis.clients.jedis.Protocol.Command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys of a server, as text. */
public final class RedisKeys {

    private final RedisTestServer server;

    public RedisKeys(RedisTestServer server) {
        this.server = server;
    }

    public void setHash(String key, String... namesAndValues) {
        List<Object> arguments = new ArrayList<>(List.of(key));
        arguments.addAll(List.of(namesAndValues));
        server.call(Command.HSET, arguments.toArray());
    }

    public void setString(String key, String value) {
        server.call(Command.SET, key, value);
    }

    public void append(String key, String... elements) {
        List<Object> arguments = new ArrayList<>(List.of(key));
        arguments.addAll(List.of(elements));
        server.call(Command.RPUSH, arguments.toArray());
    }

    public Map<String, String> hash(String key) {
        List<?> namesAndValues = (List<?>) server.call(Command.HGETALL, key);
        Map<String, String> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            fields.put(text(namesAndValues.get(i)), text(namesAndValues.get(i + 1)));
        }
        return fields;
    }

    public String string(String key) {
        return text(server.call(Command.GET, key));
    }

    public List<String> list(String key) {
        return ((List<?>) server.call(Command.LRANGE, key, 0, -1))
                .stream().map(RedisKeys::text).toList();
    }

    public SortedSet<String> all() {
        SortedSet<String> keys = new TreeSet<>();
        ((List<?>) server.call(Command.KEYS, "*")).forEach(key -> keys.add(text(key)));
        return keys;
    }

    /** Milliseconds to live; -1 for ever, -2 if there is no such key. */
    public long timeToLive(String key) {
        return (Long) server.call(Command.PTTL, key);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
