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

package io.flinkbundle.connector.redis.sink.committer;

import io.flinkbundle.connector.redis.sink.committer.StagedEntries.Chunk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class MarkerKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"orders", "{shop}:orders", "a{b}c{d}", "open{brace", "größe"})
    void liesInTheSlotOfTheStream(String stream) {
        assertThat(JedisClusterCRC16.getSlot(marker("sink", stream)))
                .isEqualTo(JedisClusterCRC16.getSlot(stream));
    }

    @Test
    void tellsSinksAndStreamsApart() {
        assertThat(List.of(marker("x", "{a}1"), marker("x", "{a}2"), marker("y", "{a}1")))
                .doesNotHaveDuplicates();
    }

    private static String marker(String sinkId, String stream) {
        return MarkerKey.of(
                sinkId,
                new StagedEntries(
                        new UUID(1, 2),
                        1,
                        stream,
                        false,
                        List.of(new Chunk(1, 1)),
                        new EntriesPayload.Inline(new byte[1])));
    }
}
