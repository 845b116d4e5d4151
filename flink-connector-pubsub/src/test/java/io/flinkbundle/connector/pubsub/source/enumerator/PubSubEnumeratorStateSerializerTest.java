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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PubSubEnumeratorStateSerializerTest {

    private static final PubSubEnumeratorState STATE =
            new PubSubEnumeratorState(true, 1_700_000_000_000L, List.of("a/b"), 3, true);

    /** What version 1 has written. */
    private static final String GOLDEN =
            "01" + "0000018bcfe56800" + "00000001" + "0003612f62" + "0000000000000003" + "01";

    private final PubSubEnumeratorStateSerializer serializer =
            PubSubEnumeratorStateSerializer.INSTANCE;

    @Test
    void writesWhatItAlwaysWrote() throws IOException {
        assertThat(HexFormat.of().formatHex(serializer.serialize(STATE))).isEqualTo(GOLDEN);
    }

    @Test
    void readsWhatVersion1Wrote() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(GOLDEN))).isEqualTo(STATE);
    }

    @Test
    void refusesANewerVersion() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
    }
}
