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

package io.flinkbundle.connector.redis.source.split;

import io.flinkbundle.connector.redis.client.StreamId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStreamsSplitSerializerTest {

    private static final RedisStreamsSplit FULL =
            new RedisStreamsSplit(
                    "straße",
                    new StreamId(1526919030474L, 55),
                    Optional.of(new StreamId(-1L, -1L)),
                    OptionalLong.of(7));

    private static final String FULL_V1 =
            "00000007"
                    + "73747261c39f65"
                    + "00000163837766ca"
                    + "0000000000000037"
                    + "01"
                    + "ffffffffffffffff"
                    + "ffffffffffffffff"
                    + "01"
                    + "0000000000000007";

    private static final RedisStreamsSplit SPARSE =
            new RedisStreamsSplit("s", StreamId.ZERO, Optional.empty(), OptionalLong.empty());

    private static final String SPARSE_V1 =
            "00000001" + "73" + "0000000000000000" + "0000000000000000" + "00" + "00";

    private final RedisStreamsSplitSerializer serializer = RedisStreamsSplitSerializer.INSTANCE;

    @Test
    void writesVersionOne() throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(serializer.serialize(FULL))).isEqualTo(FULL_V1);
        assertThat(HexFormat.of().formatHex(serializer.serialize(SPARSE))).isEqualTo(SPARSE_V1);
    }

    @Test
    void readsVersionOne() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(FULL_V1))).isEqualTo(FULL);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(SPARSE_V1))).isEqualTo(SPARSE);
    }

    @Test
    void refusesAVersionFromTheFuture() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void keepsKeysLongerThan64KiB() throws IOException {
        RedisStreamsSplit split =
                new RedisStreamsSplit(
                        "k".repeat(100_000), StreamId.ZERO, Optional.empty(), OptionalLong.empty());

        assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
    }
}
