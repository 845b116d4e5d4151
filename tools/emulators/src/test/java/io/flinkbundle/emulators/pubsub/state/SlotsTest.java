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

import com.google.pubsub.v1.PubsubMessage;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsTest {

    private final AckIds ids = new AckIds(1);
    private final Slots slots = new Slots();

    @Test
    void findsWhatItStores() {
        List<BacklogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            entries.add(slots.store(message(i), 0));
        }

        for (BacklogEntry entry : entries) {
            assertThat(slots.find(idOf(entry, 1))).isSameAs(entry);
        }
    }

    @Test
    void usesASlotAgainWithoutMistakingTheNewMessageForTheOld() {
        BacklogEntry old = slots.store(message(1), 0);
        slots.release(old);
        BacklogEntry following = slots.store(message(2), 0);

        assertThat(following.slot).isEqualTo(old.slot);
        assertThat(slots.find(idOf(old, 1))).isNull();
        assertThat(slots.find(idOf(following, 1))).isSameAs(following);
    }

    @Test
    void doesNotTakeAnIdFromBeforeTheMessageCameBack() {
        BacklogEntry entry = slots.store(message(1), 5);

        assertThat(slots.find(idOf(entry, 5))).isNull();
        assertThat(slots.find(idOf(entry, 6))).isSameAs(entry);
    }

    @Test
    void findsNothingInASlotThatNeverWas() {
        assertThat(slots.find(ids.encode(5_000, 1, 1))).isNull();
    }

    private String idOf(BacklogEntry entry, long delivery) {
        return ids.encode(entry.slot, entry.message.sequence(), delivery);
    }

    private static StoredMessage message(long sequence) {
        return new StoredMessage(sequence, 0, PubsubMessage.getDefaultInstance(), 0);
    }
}
