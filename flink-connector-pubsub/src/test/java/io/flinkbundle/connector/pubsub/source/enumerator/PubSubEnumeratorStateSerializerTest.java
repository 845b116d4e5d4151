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

package io.flinkbundle.connector.pubsub.source.enumerator;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PubSubEnumeratorStateSerializerTest {

    private static final PubSubEnumeratorState STATE =
            new PubSubEnumeratorState(
                    true, 1_700_000_000_000L, List.of("a/b"), 3, true, Map.of("a/b", 7L));

    /** What version 1 has written, without positions. */
    private static final String GOLDEN_1 =
            "01" + "0000018bcfe56800" + "00000001" + "0003612f62" + "0000000000000003" + "01";

    private static final String GOLDEN_2 =
            GOLDEN_1 + "00000001" + "0003612f62" + "0000000000000007";

    private final PubSubEnumeratorStateSerializer serializer =
            PubSubEnumeratorStateSerializer.INSTANCE;

    @Test
    void writesWhatItAlwaysWrote() throws IOException {
        assertThat(HexFormat.of().formatHex(serializer.serialize(STATE))).isEqualTo(GOLDEN_2);
    }

    @Test
    void readsWhatVersion1Wrote() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(GOLDEN_1)))
                .isEqualTo(
                        new PubSubEnumeratorState(
                                true, 1_700_000_000_000L, List.of("a/b"), 3, true, Map.of()));
    }

    @Test
    void readsWhatVersion2Wrote() throws IOException {
        assertThat(serializer.deserialize(2, HexFormat.of().parseHex(GOLDEN_2))).isEqualTo(STATE);
    }

    @Test
    void refusesANewerVersion() {
        assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
    }
}
