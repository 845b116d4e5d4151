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

package io.flinkbundle.connector.duckdb.client;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbSettingsTest {

    private final DuckDbSettings settings = DuckDbSettings.of("/data/x.duckdb");

    @Test
    void theSlotsDecideTheThreadsThatAreNotSet() {
        assertThat(settings.withThreadsUnlessSet(4).threads()).isEqualTo(4);
        assertThat(settings.withThreads(2).withThreadsUnlessSet(4).threads()).isEqualTo(2);
    }

    @Test
    void aPropertyWinsOverADefaultButNotOverTheAccessMode() {
        DuckDbSettings own =
                settings.withProperties(
                        Map.of(
                                "autoinstall_known_extensions", "true",
                                "access_mode", "AUTOMATIC"));

        assertThat(own.toDriverProperties(AccessMode.READ_ONLY))
                .containsEntry("autoinstall_known_extensions", "true")
                .containsEntry("access_mode", "READ_ONLY");
    }

    @Test
    void onlyTheKeysOfPropertiesArePrinted() {
        DuckDbSettings secret = settings.withProperties(Map.of("encryption_key", "planted"));

        assertThat(secret.toString())
                .contains("/data/x.duckdb", "encryption_key")
                .doesNotContain("planted");
    }

    @Test
    void refusesValuesThatMeanNothing() {
        assertThatThrownBy(() -> DuckDbSettings.of(" ")).hasMessageContaining("blank");
        assertThatThrownBy(() -> settings.withThreads(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> settings.withMaxWait(Duration.ofSeconds(-1)))
                .hasMessageContaining("negative");
    }
}
