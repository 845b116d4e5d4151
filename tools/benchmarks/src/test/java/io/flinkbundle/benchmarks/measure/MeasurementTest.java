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

package io.flinkbundle.benchmarks.measure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MeasurementTest {

    @Test
    void isTheDifferenceOfTwoReadings() {
        ClockReading start = new ClockReading(1_000, 500);
        ClockReading end = new ClockReading(3_000, 4_500);

        Measurement measurement = start.until(end, 4);

        assertThat(measurement.rowsPerSecond()).isEqualTo(2_000_000);
        assertThat(measurement.cpuNanosPerRow()).isEqualTo(1_000);
    }

    @Test
    void refusesARunWithoutRows() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Measurement(0, 5, 5));
    }
}
