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

import io.flinkbundle.connector.duckdb.sink.SinkFiles;

import org.apache.flink.testutils.logging.LoggerAuditingExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A secret among the properties appears nowhere that people read. */
class PlantedSecretTest {

    private static final String SECRET = "planted-4711";

    @RegisterExtension
    private final LoggerAuditingExtension log =
            new LoggerAuditingExtension("io.flinkbundle", Level.DEBUG);

    @TempDir private Path folder;

    private DuckDbSettings settings;

    @BeforeEach
    void plant() {
        settings =
                DuckDbSettings.of(folder.resolve("t.duckdb").toString())
                        .withMaxWait(Duration.ZERO)
                        .withProperties(Map.of("custom_user_agent", SECRET));
    }

    @Test
    void theLogOfTwoUsersWithDifferentSettingsHasNoSecret() throws Exception {
        try (DuckDbDatabase first =
                        DuckDbDatabase.open(settings, AccessMode.READ_WRITE, "the first");
                DuckDbDatabase second =
                        DuckDbDatabase.open(
                                settings.withProperties(Map.of()),
                                AccessMode.READ_WRITE,
                                "the second")) {
            assertThat(first).isNotSameAs(second);
        }

        assertThat(log.getMessages())
                .anySatisfy(line -> assertThat(line).contains("custom_user_agent"))
                .noneSatisfy(line -> assertThat(line).contains(SECRET));
    }

    @Test
    void aSettingThatDuckDbRefusesIsNamedWithoutItsValue() {
        DuckDbSettings unknown = settings.withProperties(Map.of("no_such_secret", SECRET));

        Throwable failure =
                catchThrowable(() -> DuckDbDatabase.open(unknown, AccessMode.READ_WRITE, "a test"));

        assertThat(failure)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("no_such_secret");
        assertThat(stackTrace(failure)).doesNotContain(SECRET);
    }

    @Test
    void aFileThatIsHeldIsReportedWithoutSecrets() throws Exception {
        try (DuckDbDatabase writer =
                DuckDbDatabase.open(settings, AccessMode.READ_WRITE, "the writer")) {
            writer.connect().close();
        }
        try (DuckDbDatabase reader =
                DuckDbDatabase.open(settings, AccessMode.READ_ONLY, "the reader")) {
            Throwable failure =
                    catchThrowable(
                            () -> DuckDbDatabase.open(settings, AccessMode.READ_WRITE, "a test"));

            assertThat(failure).hasMessageContaining("the reader");
            assertThat(stackTrace(failure)).doesNotContain(SECRET);
            assertThat(reader).isNotNull();
        }
    }

    @Test
    void theConfigurationOfASinkHidesItToo() {
        assertThat(SinkFiles.config(settings).toString()).doesNotContain(SECRET);
    }

    private static String stackTrace(Throwable failure) {
        return org.apache.flink.util.ExceptionUtils.stringifyException(failure);
    }
}
