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

import io.flinkbundle.connector.common.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aPropertyWinsOverADefault() {
        DuckDbSettings own =
                settings.withProperties(Map.of("autoinstall_known_extensions", "true"));

        assertThat(own.toDriverProperties(AccessMode.READ_ONLY))
                .containsEntry("autoinstall_known_extensions", "true");
    }

    @Test
    void nothingIsDownloadedByDefault() {
        assertThat(settings.toDriverProperties(AccessMode.READ_ONLY))
                .containsEntry("autoinstall_known_extensions", "false")
                .doesNotContainKey("extension_directory");
    }

    @ParameterizedTest
    @CsvSource({
        "access_mode, the connector decides it",
        "jdbc_pin_db, the connector decides it",
        "THREADS, Set 'threads' instead",
        "max_memory, Set 'memory-limit' instead",
        "extension_directory, Set 'extension-directory' instead",
        "storage_compatibility_version, Set 'storage-version' instead"
    })
    void refusesAPropertyThatIsNotForUsers(String name, String remedy) {
        assertThatThrownBy(() -> settings.withProperties(Map.of(name, "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("properties." + name)
                .hasMessageContaining(remedy);
    }

    @Test
    void onlyWhoeverCanCreateAFileNamesItsStorageVersion() {
        DuckDbSettings old = settings.withStorageVersion("v1.4.0");

        assertThat(old.toDriverProperties(AccessMode.READ_WRITE))
                .containsEntry("storage_compatibility_version", "v1.4.0");
        assertThat(old.toDriverProperties(AccessMode.READ_ONLY))
                .doesNotContainKey("storage_compatibility_version");
    }

    @Test
    void anExplicitStorageVersionStays() {
        assertThat(settings.withStorageVersionUnlessSet("v1.5.0").storageVersion())
                .isEqualTo("v1.5.0");
        assertThat(
                        settings.withStorageVersion("latest")
                                .withStorageVersionUnlessSet("v1.5.0")
                                .storageVersion())
                .isEqualTo("latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4.0", "v1.4", "newest", "v1.4.0;x=1"})
    void refusesWhatIsNoStorageVersion(String version) {
        assertThatThrownBy(() -> settings.withStorageVersion(version))
                .hasMessageContaining("storage-version")
                .hasMessageContaining(version)
                .hasMessageContaining("v1.4.0");
    }

    @Test
    void neitherValuesOfPropertiesNorSqlArePrinted() {
        DuckDbSettings secret =
                settings.withProperties(Map.of("encryption_key", "planted"))
                        .withSessionInitSql(Secret.inline("SET password = 'planted'"));

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
