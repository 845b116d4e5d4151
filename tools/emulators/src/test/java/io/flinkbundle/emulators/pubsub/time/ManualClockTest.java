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

package io.flinkbundle.emulators.pubsub.time;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManualClockTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.now()).isEqualTo(START);

        clock.advance(Duration.ofMinutes(3));

        assertThat(clock.now()).isEqualTo(START.plusSeconds(180));
    }

    @Test
    void runsTasksInTheOrderOfTheirTimes() {
        at(30, "late");
        at(10, "early");
        at(20, "middle");

        clock.advance(Duration.ofSeconds(20));

        assertThat(ran).containsExactly("early at 10", "middle at 20");
    }

    @Test
    void runsWhatATaskSchedulesWithinTheSameAdvance() {
        clock.schedule(START.plusSeconds(5).toEpochMilli(), () -> at(8, "second"));

        clock.advance(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("second at 8");
    }

    @Test
    void runsAtOnceWhatIsDueAlready() {
        at(0, "now");

        assertThat(ran).containsExactly("now at 0");
    }

    @Test
    void doesNotRunWhatWasCancelled() {
        at(10, "kept");
        at(10, "cancelled").cancel();

        clock.advance(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("kept at 10");
    }

    @Test
    void refusesToGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("back");
    }

    private EmulatorClock.Timer at(int second, String name) {
        return clock.schedule(
                START.plusSeconds(second).toEpochMilli(),
                () -> ran.add(name + " at " + Duration.between(START, clock.now()).toSeconds()));
    }
}
