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

package io.flinkbundle.connector.influxdb3.source.split;

import io.flinkbundle.connector.influxdb3.source.split.TailWindow.Look;
import io.flinkbundle.connector.influxdb3.source.split.TailWindow.Pass;

import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TailWindowTest {

    private static final long STEP = 1_000;

    @Test
    void looksAtEachTimeThreeTimes() {
        TailWindow window = TailWindow.startingAt(1_000);

        window = look(window, 1_010, 80, new Pass(Look.READ, 1_000, 1_010));
        window = look(window, 1_015, 80, new Pass(Look.CHECK, 1_000, 1_005));
        window = look(window, 1_015, 80, new Pass(Look.READ, 1_010, 1_015));
        window = look(window, 1_085, 80, new Pass(Look.SETTLE, 1_000, 1_005));

        assertThat(window).isEqualTo(new TailWindow(1_005, 1_005, 1_015));
    }

    @Test
    void waitsForPointsToBeOldEnough() {
        assertThat(TailWindow.startingAt(1_000).next(1_000, 0, STEP)).isEmpty();
        assertThat(TailWindow.startingAt(1_000).next(900, 80, STEP)).isEmpty();
    }

    @Test
    void readsWhatIsOldOnceAndInSteps() {
        TailWindow window = TailWindow.startingAt(0);

        window = look(window, 2_500, 80, new Pass(Look.SETTLE, 0, 1_000));
        window = look(window, 2_500, 80, new Pass(Look.SETTLE, 1_000, 2_000));
        window = look(window, 2_500, 80, new Pass(Look.SETTLE, 2_000, 2_420));
        window = look(window, 2_500, 80, new Pass(Look.CHECK, 2_420, 2_490));
        window = look(window, 2_500, 80, new Pass(Look.READ, 2_490, 2_500));

        assertThat(window.next(2_500, 80, STEP)).isEmpty();
    }

    @Test
    void readsOnceWithoutLateness() {
        TailWindow window = TailWindow.startingAt(0);

        window = look(window, 10, 0, new Pass(Look.SETTLE, 0, 10));

        assertThat(window).isEqualTo(TailWindow.startingAt(10));
        assertThat(window.next(10, 0, STEP)).isEmpty();
    }

    private static TailWindow look(TailWindow window, long now, long lateness, Pass expected) {
        Optional<Pass> pass = window.next(now, lateness, STEP);
        assertThat(pass).contains(expected);
        return window.after(expected);
    }
}
