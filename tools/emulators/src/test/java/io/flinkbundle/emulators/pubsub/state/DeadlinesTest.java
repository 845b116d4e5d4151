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

import java.util.List;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();

    @Test
    void givesWhatIsDueInTheOrderOfTimesAndOfAdding() {
        BacklogEntry a = add(20);
        BacklogEntry b = add(10);
        BacklogEntry c = add(20);
        add(21);

        assertThat(deadlines.pollDue(20)).containsExactly(b, a, c);
        assertThat(deadlines.pollDue(20)).isEmpty();
        assertThat(deadlines.first()).isEqualTo(OptionalLong.of(21));
    }

    @Test
    void forgetsWhatWasRemovedWhereverItStood() {
        List<BacklogEntry> entries = List.of(add(5), add(5), add(5), add(5));

        deadlines.remove(entries.get(0));
        deadlines.remove(entries.get(2));

        assertThat(deadlines.pollDue(5)).containsExactly(entries.get(1), entries.get(3));
    }

    @Test
    void hasNoFirstTimeOnceAllIsRemoved() {
        deadlines.remove(add(5));

        assertThat(deadlines.first()).isEmpty();
    }

    @Test
    void takesAnEntryAgainAtATimeThatHadBecomeEmpty() {
        BacklogEntry entry = add(5);
        deadlines.remove(entry);
        deadlines.add(entry, 5);

        assertThat(deadlines.pollDue(5)).containsExactly(entry);
    }

    private BacklogEntry add(long atMillis) {
        BacklogEntry entry =
                new BacklogEntry(
                        new StoredMessage(1, 0, PubsubMessage.getDefaultInstance(), 0), 0, 0);
        deadlines.add(entry, atMillis);
        return entry;
    }
}
