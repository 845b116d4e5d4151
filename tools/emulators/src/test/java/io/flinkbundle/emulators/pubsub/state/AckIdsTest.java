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

package io.flinkbundle.emulators.pubsub.state;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AckIdsTest {

    private final AckIds ids = new AckIds(7);

    @Test
    void carriesSlotMessageAndDelivery() {
        String id = ids.encode(Integer.MAX_VALUE, 1_000_000_001L, (1L << 56) - 1);

        assertThat(ids.isWellFormed(id)).isTrue();
        assertThat(AckIds.slot(id)).isEqualTo(Integer.MAX_VALUE);
        assertThat(AckIds.message(id)).isEqualTo(1_000_000_001L);
        assertThat(AckIds.delivery(id)).isEqualTo((1L << 56) - 1);
    }

    @Test
    void isOfOneSubscription() {
        assertThat(new AckIds(8).isWellFormed(ids.encode(1, 2, 3))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "00000007", "ack-id"})
    void refusesOtherTexts(String text) {
        assertThat(ids.isWellFormed(text)).isFalse();
    }

    @Test
    void refusesADigitThatIsNone() {
        String id = ids.encode(1, 2, 3);

        assertThat(ids.isWellFormed(id.substring(0, 20) + "g" + id.substring(21))).isFalse();
        assertThat(ids.isWellFormed(id + "0")).isFalse();
    }
}
