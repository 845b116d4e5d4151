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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.sink.RedisStreamsSerializationSchema;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AppendEncoderTest {

    private Routing routing = Routing.ALL;

    private static final RedisStreamsSerializationSchema<String> VALUE =
            (text, entry) -> entry.field(utf8("value"), utf8(text));

    private final Counter malformed = new SimpleCounter();

    @Test
    void sendsEachRecordToEachStream() throws IOException {
        assertThat(encode(VALUE, AppendOptions.DEFAULT, BadRecordHandling.fail(), "x"))
                .containsExactly("XADD a * value x", "XADD b * value x");
    }

    @Test
    void sendsARecordToTheStreamThatItChooses() throws IOException {
        RedisStreamsSerializationSchema<String> schema =
                (text, entry) -> entry.field(utf8("value"), utf8(text)).stream(text);

        assertThat(encode(schema, AppendOptions.DEFAULT, BadRecordHandling.fail(), "x"))
                .containsExactly("XADD x * value x");
    }

    @Test
    void sendsEntriesOfAKeyToOneStreamOfATopic() throws IOException {
        routing = Routing.ONE;
        RedisStreamsSerializationSchema<String> schema =
                (text, entry) -> entry.field(utf8("value"), utf8("v")).partitionKey(utf8(text));

        Map<String, Integer> streams = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            String key = "key-" + i;
            List<String> commands =
                    encode(schema, AppendOptions.DEFAULT, BadRecordHandling.fail(), key);
            assertThat(commands).hasSize(1);
            assertThat(encode(schema, AppendOptions.DEFAULT, BadRecordHandling.fail(), key))
                    .isEqualTo(commands);
            streams.merge(commands.get(0), 1, Integer::sum);
        }

        assertThat(streams)
                .hasSize(2)
                .allSatisfy((stream, keys) -> assertThat(keys).isGreaterThan(30));
    }

    @Test
    void doesNotCreateStreamsIfToldSo() throws IOException {
        assertThat(
                        encode(
                                VALUE,
                                AppendOptions.DEFAULT.withCreateStream(false),
                                BadRecordHandling.fail(),
                                "x"))
                .containsExactly("XADD a NOMKSTREAM * value x", "XADD b NOMKSTREAM * value x");
    }

    @Test
    void countsAndLeavesOutWhatCannotBeWritten() throws IOException {
        RedisStreamsSerializationSchema<String> schema =
                (text, entry) -> {
                    throw new IOException("no way");
                };

        assertThat(encode(schema, AppendOptions.DEFAULT, BadRecordHandling.skip(), "x")).isEmpty();
        assertThat(malformed.getCount()).isEqualTo(1);
    }

    @Test
    void failsAtARecordWithoutFields() {
        RedisStreamsSerializationSchema<String> schema = (text, entry) -> {};

        assertThatThrownBy(
                        () -> encode(schema, AppendOptions.DEFAULT, BadRecordHandling.fail(), "x"))
                .hasMessageContaining("no field that is not null");
    }

    private List<String> encode(
            RedisStreamsSerializationSchema<String> schema,
            AppendOptions options,
            BadRecordHandling handling,
            String record)
            throws IOException {
        List<String> commands = new ArrayList<>();
        AppendEncoder<String> encoder =
                new AppendEncoder<>(
                        schema,
                        List.of("a", "b"),
                        routing,
                        options,
                        BadRecords.open(handling, "redis-streams", 0, malformed));
        encoder.encode(record, null, append -> commands.add(new String(append.describe(), UTF_8)));
        return commands;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
