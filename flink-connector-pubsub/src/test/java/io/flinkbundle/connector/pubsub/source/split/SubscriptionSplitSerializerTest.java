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

package io.flinkbundle.connector.pubsub.source.split;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubscriptionSplitSerializerTest {

    private static final SubscriptionSplit SPLIT =
            new SubscriptionSplit(
                    "projects/p/subscriptions/sub",
                    5,
                    9,
                    1_700_000_000_000L,
                    true,
                    List.of(new PendingMessage("17", "ack"), new PendingMessage("18", "bck")));

    /** What version 1 has written. */
    private static final String GOLDEN =
            "001c70726f6a656374732f702f737562736372697074696f6e732f737562"
                    + "0000000000000005"
                    + "0000000000000009"
                    + "0000018bcfe56800"
                    + "01"
                    + "00000002"
                    + "00023137"
                    + "000361636b"
                    + "00023138"
                    + "000362636b";

    private final SubscriptionSplitSerializer serializer = SubscriptionSplitSerializer.INSTANCE;

    @Test
    void writesWhatItAlwaysWrote() throws IOException {
        assertThat(HexFormat.of().formatHex(serializer.serialize(SPLIT))).isEqualTo(GOLDEN);
    }

    @Test
    void readsWhatVersion1Wrote() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(GOLDEN))).isEqualTo(SPLIT);
    }

    @Test
    void refusesANewerVersion() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
    }
}
