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

package io.flinkbundle.connector.influxdb3.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PointKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "time", "ends with \\", "a\nb", "a\tb"})
    void refusesNamesThatCannotBe(String name) {
        assertThatThrownBy(() -> PointKey.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAMeasurementThatWouldBeAComment() {
        assertThatThrownBy(() -> PointKey.measurement("#1"))
                .hasMessageContaining("must not begin with '#'");
        assertThat(PointKey.of("#1").name()).isEqualTo("#1");
    }

    @Test
    void isEqualByItsName() {
        assertThat(PointKey.of("a"))
                .isEqualTo(PointKey.of("a"))
                .hasSameHashCodeAs(PointKey.of("a"));
        assertThat(PointKey.of("a")).isNotEqualTo(PointKey.of("b")).hasToString("a");
    }
}
