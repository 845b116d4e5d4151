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

package io.flinkbundle.emulators.influxdb3;

import io.flinkbundle.emulators.influxdb3.testing.HttpCalls;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfluxDb3ExtensionITCase {

    @Nested
    @ExtendWith(InfluxDb3Extension.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    class OneForAllTests {

        @Test
        void isEmptyForTheFirst(InfluxDb3Emulator emulator) throws Exception {
            write(emulator);
        }

        @Test
        void isEmptyForTheSecond(InfluxDb3Emulator emulator) throws Exception {
            write(emulator);
        }
    }

    @Nested
    class OneForEachTest {

        @RegisterExtension final InfluxDb3Extension extension = new InfluxDb3Extension();

        @Test
        void runsDuringTheTest(InfluxDb3Emulator emulator) throws Exception {
            assertThat(extension.emulator()).isSameAs(emulator);
            write(emulator);
        }
    }

    @Test
    void doesNotRunOutsideATest() {
        assertThatThrownBy(() -> new InfluxDb3Extension().emulator())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only during tests");
    }

    private static void write(InfluxDb3Emulator emulator) throws Exception {
        HttpCalls http = new HttpCalls(emulator);

        assertThat(http.query("SELECT * FROM m", "").statusCode()).isEqualTo(404);
        assertThat(http.write("m f=1 1").statusCode()).isEqualTo(204);
    }
}
