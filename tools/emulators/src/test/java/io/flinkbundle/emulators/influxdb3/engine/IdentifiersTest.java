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

package io.flinkbundle.emulators.influxdb3.engine;

import io.flinkbundle.emulators.influxdb3.testing.RandomPoints;

import org.junit.jupiter.api.Test;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

class IdentifiersTest {

    @Test
    void keepsNamesApartThatDifferInCase() {
        assertThat(Identifiers.encode("Cpu")).isEqualTo("^cpu");
        assertThat(Identifiers.encode("cpu")).isEqualTo("cpu");
        assertThat(Identifiers.encode("^cpu")).isEqualTo("^^cpu");
    }

    @Test
    void putsNamesInQuotes() {
        assertThat(Identifiers.quote("a \"b\"")).isEqualTo("\"a \"\"b\"\"\"");
    }

    @Test
    void givesEveryNameBack() {
        RandomPoints points = new RandomPoints(5);
        for (int i = 0; i < 10_000; i++) {
            String name = points.name() + (i % 3 == 0 ? "^" : "A^b");
            String encoded = Identifiers.encode(name);

            assertThat(Identifiers.decode(encoded)).isEqualTo(name);
            assertThat(encoded).doesNotContain(name.toUpperCase(Locale.ROOT));
        }
    }
}
