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

package io.flinkbundle.connector.pubsub.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResourceNamesTest {

    @Test
    void completesAnIdWithTheProject() {
        assertThat(ResourceNames.topic("orders", Optional.of("shop")))
                .isEqualTo("projects/shop/topics/orders");
        assertThat(ResourceNames.subscription("orders", Optional.of("shop")))
                .isEqualTo("projects/shop/subscriptions/orders");
    }

    @Test
    void takesAFullNameAsItIs() {
        assertThat(ResourceNames.topic("projects/other/topics/orders", Optional.of("shop")))
                .isEqualTo("projects/other/topics/orders");
        assertThat(ResourceNames.snapshot("projects/other/snapshots/last", Optional.empty()))
                .isEqualTo("projects/other/snapshots/last");
    }

    @Test
    void wantsAProjectForAnId() {
        assertThatThrownBy(() -> ResourceNames.topic("orders", Optional.empty()))
                .hasMessageContaining("set 'project', or write projects/{project}/topics/orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "1ab",
                "a b c",
                "google-topic",
                "topics/orders",
                "projects/p/subscriptions/orders",
                "projects//topics/orders",
                "projects/p/topics/"
            })
    void refusesWhatIsNoTopic(String name) {
        assertThatThrownBy(() -> ResourceNames.topic(name, Optional.of("p")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
