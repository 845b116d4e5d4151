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

package io.flinkbundle.connector.redis.keyvalue;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.testing.RedisKeys;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisKeyValueSinkITCase {

    /** An element 'name value' sets a field of the hash 'name'; one without a value removes it. */
    private static final KeyValueSerializationSchema<String> HASHES =
            (element, out) -> {
                int space = element.indexOf(' ');
                if (space == 0) {
                    throw new IOException("it has no name");
                }
                out.accept(
                        space < 0
                                ? new KeyChange.Delete(bytes(element))
                                : new KeyChange.SetHash(
                                        bytes(element.substring(0, space)),
                                        List.of(
                                                bytes("value"),
                                                bytes(element.substring(space + 1))),
                                        List.of(bytes("old"))));
            };

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    private RedisTestServer server;
    private RedisKeys keys;

    @BeforeEach
    void start() {
        server = new RedisTestServer(folder);
        keys = new RedisKeys(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void setsAndRemovesFieldsAndDeletesKeys() throws Exception {
        keys.setHash("a", "value", "0", "old", "x", "kept", "y");
        keys.setHash("b", "value", "0");

        write(builder().setTtl(Duration.ofHours(1)), "a 1", "a 2", "b", "c 3");

        assertThat(keys.hash("a")).isEqualTo(Map.of("value", "2", "kept", "y"));
        assertThat(keys.all()).containsExactly("a", "c");
        assertThat(keys.timeToLive("c")).isBetween(3_500_000L, 3_600_000L);
    }

    @Test
    void keepsGoodRecordsBesideThoseThatCannotBeWritten(@TempDir Path letters) throws Exception {
        keys.setString("taken", "of somebody else");

        write(
                builder().setOnRejected(BadRecordHandling.deadLetter(letters.toUri().toString())),
                "a 1",
                " nameless",
                "taken 1",
                "b 2");

        assertThat(keys.all()).containsExactly("a", "b", "taken");
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(letters)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        assertThat(all).contains("it has no name", " nameless", "WRONGTYPE", "HSET taken value 1");
    }

    @Test
    void failsAtARecordThatCannotBeWritten() {
        assertThatThrownBy(() -> write(builder(), "a 1", " nameless"))
                .hasStackTraceContaining("the record cannot be written: it has no name");
    }

    @Test
    void tellsLineageWhatItWrites() {
        LineageVertex vertex = builder().setDatasetName("user:*").build().getLineageVertex();

        assertThat(vertex.datasets())
                .singleElement()
                .satisfies(
                        dataset -> {
                            assertThat(dataset.name()).isEqualTo("user:*");
                            assertThat(dataset.namespace()).contains(server.address());
                        });
    }

    private RedisKeyValueSinkBuilder<String> builder() {
        return RedisKeyValueSink.<String>builder()
                .setConnection(server.options())
                .setSerializer(HASHES);
    }

    private static void write(RedisKeyValueSinkBuilder<String> sink, String... elements)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        env.fromData(elements).sinkTo(sink.build());
        env.execute();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
