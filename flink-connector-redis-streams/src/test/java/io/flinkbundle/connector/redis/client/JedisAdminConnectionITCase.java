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

import io.flinkbundle.connector.redis.testing.RedisBinary;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JedisAdminConnectionITCase {

    @TempDir private static Path folder;

    private static RedisTestServer server;

    private final JedisStreamsClient client = new JedisStreamsClient(server.options());

    @BeforeAll
    static void startServer() {
        server = new RedisTestServer(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void findsTheStreamsThatMatchAPattern() throws IOException {
        server.addWithId("find:b", "1-0", "a", "x");
        server.addWithId("find:a", "1-0", "a", "x");
        server.addWithId("other", "1-0", "a", "x");
        server.call(Command.SET, "find:text", "x");

        try (StreamAdminConnection connection = client.openAdmin()) {
            assertThat(connection.streamsMatching("find:*")).containsExactly("find:a", "find:b");
        }
    }

    @Test
    void showsProgressAndItsLag() throws IOException {
        RedisBinary.assumeRedis7();
        for (int i = 1; i <= 5; i++) {
            server.addWithId("shown", i + "-0", "a", "x");
        }
        try (StreamAdminConnection connection = client.openAdmin()) {
            connection.publishProgress("g", List.of(progress("shown", 2)));
            assertThat(group("shown")).containsEntry("lag", 3L);

            connection.publishProgress("g", List.of(progress("shown", 4)));

            assertThat(group("shown"))
                    .containsEntry("lag", 1L)
                    .containsEntry("last-delivered-id", "4-0");
        }
    }

    @Test
    void leavesAMissingStreamAlone() throws IOException {
        try (StreamAdminConnection connection = client.openAdmin()) {
            connection.publishProgress("g", List.of(progress("missing", 2)));
            connection.trim(List.of(progress("missing", 2)));
        }

        assertThat(server.call(Command.EXISTS, "missing")).isEqualTo(0L);
    }

    @Test
    void removesWhatIsBeforeThePositionAndKeepsWhatIsAtIt() throws IOException {
        for (int i = 1; i <= 5; i++) {
            server.addWithId("trimmed", i + "-0", "a", "x");
        }

        try (StreamAdminConnection connection = client.openAdmin()) {
            connection.trim(List.of(progress("trimmed", 3)));
        }

        assertThat(server.entries("trimmed")).hasSize(3);
    }

    @Test
    void tellsWhatTheServerRefuses() throws IOException {
        server.call(Command.SET, "text", "x");

        try (StreamAdminConnection connection = client.openAdmin()) {
            assertThatThrownBy(() -> connection.publishProgress("g", List.of(progress("text", 1))))
                    .isInstanceOf(RedisRequestException.class)
                    .hasMessageContaining("WRONGTYPE");
        }
    }

    private static StreamProgress progress(String stream, long number) {
        return new StreamProgress(stream, new StreamId(number, 0), OptionalLong.of(number));
    }

    /** What XINFO GROUPS tells of the only group. */
    private static Map<String, Object> group(String stream) {
        List<?> groups = (List<?>) server.call(Command.XINFO, "GROUPS", stream);
        List<?> namesAndValues = (List<?>) groups.get(0);
        Map<String, Object> group = new HashMap<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            Object value = namesAndValues.get(i + 1);
            group.put(
                    text(namesAndValues.get(i)),
                    value instanceof byte[] bytes ? text(bytes) : value);
        }
        return group;
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
