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

package io.flinkbundle.connector.redis.source.enumerator;

import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStreamsEnumeratorStateSerializerTest {

    private static final RedisStreamsEnumeratorState STATE =
            new RedisStreamsEnumeratorState(
                    List.of("a", "b"),
                    List.of(
                            new RedisStreamsSplit(
                                    "b",
                                    new StreamId(2, 1),
                                    Optional.empty(),
                                    OptionalLong.empty())),
                    "latest",
                    true);

    private static final String STATE_V1 =
            "00000002"
                    + "0000000161"
                    + "0000000162"
                    + "00000001"
                    + "00000001"
                    + "00000017"
                    + "0000000162"
                    + "0000000000000002"
                    + "0000000000000001"
                    + "0000"
                    + "00000006"
                    + "6c6174657374"
                    + "01";

    private final RedisStreamsEnumeratorStateSerializer serializer =
            RedisStreamsEnumeratorStateSerializer.INSTANCE;

    @Test
    void writesVersionOne() throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(serializer.serialize(STATE))).isEqualTo(STATE_V1);
    }

    @Test
    void readsVersionOne() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(STATE_V1))).isEqualTo(STATE);
    }

    @Test
    void refusesAVersionFromTheFuture() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
    }
}
