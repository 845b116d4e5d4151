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

package io.flinkbundle.connector.redis.keyvalue.writer;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyWrites;
import io.flinkbundle.connector.redis.keyvalue.KeyChange;
import io.flinkbundle.connector.redis.keyvalue.KeyValueSerializationSchema;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeEncoderTest {

    private static final KeyValueSerializationSchema<String> ALL_KINDS =
            (text, out) -> {
                out.accept(
                        new KeyChange.SetHash(
                                utf8("h"), List.of(utf8("f"), utf8(text)), List.of(utf8("g"))));
                out.accept(new KeyChange.SetString(utf8("s"), utf8(text)));
                out.accept(new KeyChange.Append(utf8("l"), utf8(text)));
                out.accept(new KeyChange.Delete(utf8("d")));
            };

    private final Counter malformed = new SimpleCounter();

    @Test
    void makesACommandOfEachChange() throws IOException {
        assertThat(encode(ALL_KINDS, Duration.ZERO, BadRecordHandling.fail()))
                .containsExactly(
                        "MULTI; HSET h f x; HDEL h g; EXEC", "SET s x", "RPUSH l x", "DEL d");
    }

    @Test
    void letsWhatIsWrittenExpire() throws IOException {
        assertThat(encode(ALL_KINDS, Duration.ofSeconds(2), BadRecordHandling.fail()))
                .containsExactly(
                        "MULTI; HSET h f x; HDEL h g; PEXPIRE h 2000; EXEC",
                        "SET s x PX 2000",
                        "MULTI; RPUSH l x; PEXPIRE l 2000; EXEC",
                        "DEL d");
    }

    @Test
    void writesNothingOfARecordThatFailsInTheMiddle() throws IOException {
        KeyValueSerializationSchema<String> schema =
                (text, out) -> {
                    out.accept(new KeyChange.Delete(utf8("d")));
                    throw new IOException("no way");
                };

        assertThat(encode(schema, Duration.ZERO, BadRecordHandling.skip())).isEmpty();
        assertThat(malformed.getCount()).isEqualTo(1);
    }

    @Test
    void failsAtAHashWithoutFields() {
        KeyValueSerializationSchema<String> schema =
                (text, out) ->
                        out.accept(new KeyChange.SetHash(utf8("h"), List.of(), List.of(utf8("f"))));

        assertThatThrownBy(() -> encode(schema, Duration.ZERO, BadRecordHandling.fail()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a hash needs at least one field")
                .hasMessageContaining("'sink.on-rejected'");
    }

    private List<String> encode(
            KeyValueSerializationSchema<String> schema, Duration ttl, BadRecordHandling handling)
            throws IOException {
        List<KeyCommand> commands = new ArrayList<>();
        new ChangeEncoder<>(
                        schema,
                        new KeyWrites(ttl),
                        BadRecords.open(handling, "redis", 0, malformed))
                .encode("x", null, commands::add);
        return commands.stream().map(command -> new String(command.describe(), UTF_8)).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
