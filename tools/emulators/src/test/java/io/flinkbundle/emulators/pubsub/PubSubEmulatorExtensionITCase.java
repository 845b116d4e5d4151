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

package io.flinkbundle.emulators.pubsub;

import io.flinkbundle.emulators.pubsub.testing.RawClient;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PubSubEmulatorExtensionITCase {

    @Nested
    @ExtendWith(PubSubEmulatorExtension.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    class OneForAllTests {

        @Test
        void isEmptyForTheFirst(PubSubEmulator emulator) {
            createTopic(emulator);
        }

        @Test
        void isEmptyForTheSecond(PubSubEmulator emulator) {
            createTopic(emulator);
        }
    }

    @Nested
    class OneForEachTest {

        @RegisterExtension final PubSubEmulatorExtension extension = new PubSubEmulatorExtension();

        @Test
        void runsDuringTheTest(PubSubEmulator emulator) {
            assertThat(extension.emulator()).isSameAs(emulator);
            createTopic(emulator);
        }
    }

    @Test
    void doesNotRunOutsideATest() {
        assertThatThrownBy(() -> new PubSubEmulatorExtension().emulator())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only during tests");
    }

    private static void createTopic(PubSubEmulator emulator) {
        try (RawClient client = new RawClient(emulator)) {
            assertThat(client.createTopic().getName()).isEqualTo(RawClient.TOPIC);
        }
    }
}
