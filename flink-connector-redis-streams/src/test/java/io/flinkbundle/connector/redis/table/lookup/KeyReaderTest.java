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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.deadletter.BadRecordException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;
import io.flinkbundle.connector.redis.testing.FakeKeys;

import org.apache.flink.table.data.RowData;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyReaderTest {

    private final FakeKeys redis = new FakeKeys();

    @Test
    void asksForAllKeysInOneGoAndForTheNeededFieldsOnly() throws Exception {
        redis.answers.put("HMGET user:1 name", List.of(bytes("Ada")));
        redis.answers.put("HMGET user:2 name", List.of(bytes("Bob")));

        List<String> names = names(read(BadRecordHandling.fail(), "user:1", "user:2"));

        assertThat(names).containsExactly("1=Ada", "2=Bob");
        assertThat(redis.asked).containsExactly(List.of("HMGET user:1 name", "HMGET user:2 name"));
    }

    @Test
    void tellsAMissingKeyFromOneWithoutTheField() throws Exception {
        redis.answers.put("HMGET user:1 name", Arrays.asList((Object) null));
        redis.answers.put("HMGET user:2 name", Arrays.asList((Object) null));
        redis.answers.put("HLEN user:1", 3L);
        redis.answers.put("HLEN user:2", 0L);

        List<List<RowData>> rows = read(BadRecordHandling.fail(), "user:1", "user:2");

        assertThat(rows.get(0)).singleElement().matches(row -> row.isNullAt(1));
        assertThat(rows.get(1)).isEmpty();
        assertThat(redis.asked).hasSize(2);
    }

    @Test
    void failsAtAKeyThatHoldsSomethingElse() {
        redis.answers.put("HMGET user:1 name", RedisFailures.wrongType());

        assertThatThrownBy(() -> read(BadRecordHandling.fail(), "user:1"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("key 'user:1' cannot be read")
                .hasMessageContaining("WRONGTYPE")
                .hasMessageContaining("'scan.on-malformed'");
    }

    @Test
    void keepsTheOtherKeysBesideOneThatHoldsSomethingElse() throws Exception {
        redis.answers.put("HMGET user:1 name", RedisFailures.wrongType());
        redis.answers.put("HMGET user:2 name", List.of(bytes("Bob")));

        List<List<RowData>> rows = read(BadRecordHandling.skip(), "user:1", "user:2");

        assertThat(rows.get(0)).isEmpty();
        assertThat(names(rows)).containsExactly("2=Bob");
    }

    @Test
    void opensAnotherConnectionAfterAFailure() throws Exception {
        redis.answers.put("HMGET user:1 name", List.of(bytes("Ada")));
        redis.readFailures.add(RedisFailures.unavailable());
        KeyReader reader = Readers.ofHashes(redis, BadRecordHandling.fail());
        List<KeyCommand> question = List.of(reader.question(bytes("user:1")));

        assertThatThrownBy(() -> reader.read(question))
                .isInstanceOf(RedisUnavailableException.class);

        assertThat(names(reader.read(question))).containsExactly("1=Ada");
        assertThat(redis.opened).isEqualTo(2);
        assertThat(redis.closed).isEqualTo(1);
    }

    @Test
    void opensNoConnectionAfterItWasClosed() throws Exception {
        KeyReader reader = Readers.ofHashes(redis, BadRecordHandling.fail());
        reader.close();

        assertThatThrownBy(() -> reader.read(List.of(reader.question(bytes("user:1")))))
                .hasMessage("The reader of Redis keys is closed.");
        assertThat(redis.opened).isZero();
    }

    private List<List<RowData>> read(BadRecordHandling onMalformed, String... keys)
            throws Exception {
        try (KeyReader reader = Readers.ofHashes(redis, onMalformed)) {
            return reader.read(
                    Arrays.stream(keys).map(key -> reader.question(bytes(key))).toList());
        }
    }

    private static List<String> names(List<List<RowData>> rows) {
        return Readers.texts(rows.stream().flatMap(List::stream).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
