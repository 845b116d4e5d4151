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

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OtherProcessTest {

    @TempDir private Path folder;

    private Path file;
    private DuckDbSettings impatient;
    private Process other;

    @BeforeEach
    void createDatabase() throws Exception {
        file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t AS SELECT 42 AS i");
        impatient = DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO);
    }

    @AfterEach
    void endOtherProcess() throws Exception {
        if (other != null) {
            FileHolder.stop(other);
        }
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    void theJobThatHoldsTheFileIsNamed(AccessMode mode) throws Exception {
        other = FileHolder.start(file, "connector");

        assertThatThrownBy(() -> DuckDbDatabase.open(impatient, mode, "a test"))
                .isInstanceOf(DatabaseBusyException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("job 'nightly'")
                .hasMessageContaining(Long.toString(other.pid()))
                .hasMessageContaining("connection.max-wait");
    }

    @Test
    void aProcessWithoutTheConnectorIsNamedByItsId() throws Exception {
        other = FileHolder.start(file, "driver");

        assertThatThrownBy(() -> DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a test"))
                .isInstanceOf(DatabaseBusyException.class)
                .hasMessageContaining("PID " + other.pid());
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Processes are paused by a signal.")
    void aPausedJobIsNamedAndNotWaitedForWithoutEnd(AccessMode mode) throws Exception {
        other = FileHolder.start(file, "connector");
        FileHolder.signal(other, "STOP");

        assertThatThrownBy(
                        () ->
                                DuckDbDatabase.open(
                                        impatient.withMaxWait(Duration.ofMillis(250)),
                                        mode,
                                        "a test"))
                .isInstanceOf(DatabaseBusyException.class)
                .hasMessageContaining("process " + other.pid())
                .hasMessageContaining("host " + LocalHost.name())
                .hasMessageContaining("Gave up after 250 ms");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Processes are paused by a signal.")
    void aPausedProcessWithoutTheConnectorIsNamedByItsId() throws Exception {
        other = FileHolder.start(file, "driver");
        FileHolder.signal(other, "STOP");

        assertThatThrownBy(() -> DuckDbDatabase.open(impatient, AccessMode.READ_ONLY, "a test"))
                .isInstanceOf(DatabaseBusyException.class)
                .hasMessageContaining("host '" + LocalHost.name())
                .hasMessageContaining("PID " + other.pid());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Processes are paused by a signal.")
    void anInterruptEndsTheWaitingForAPausedProcess() throws Exception {
        other = FileHolder.start(file, "driver");
        FileHolder.signal(other, "STOP");
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () ->
                                DuckDbDatabase.open(
                                        impatient.withMaxWait(Duration.ofHours(1)),
                                        AccessMode.READ_WRITE,
                                        "a test"))
                .isInstanceOf(DatabaseBusyException.class)
                .hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theLockFileOfAKilledProcessIsNoLock() throws Exception {
        other = FileHolder.start(file, "connector");
        other.destroyForcibly().waitFor();

        assertThat(folder.resolve("t.duckdb.flink-lock")).isNotEmptyFile();
        assertThatCode(
                        () ->
                                DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a test")
                                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void betweenTwoLeasesTheFileIsFreeForOthers() throws Exception {
        DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a commit").close();

        other = FileHolder.start(file, "driver");
        FileHolder.stop(other);

        assertThatCode(
                        () ->
                                DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a commit")
                                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void aReaderLeavesTheFileToOtherReaders() throws Exception {
        try (DuckDbDatabase reader =
                DuckDbDatabase.open(impatient, AccessMode.READ_ONLY, "a test")) {
            other = FileHolder.start(file, "reader");

            assertThat(reader).isNotNull();
            assertThat(other.isAlive()).isTrue();
        }
    }

    @Test
    void theFileIsTakenWhenTheOtherProcessEnds() throws Exception {
        other = FileHolder.start(file, "connector");
        DuckDbSettings patient = impatient.withMaxWait(Duration.ofMinutes(1));
        CompletableFuture<Void> opened =
                CompletableFuture.runAsync(
                        () ->
                                assertThatCode(
                                                () ->
                                                        DuckDbDatabase.open(
                                                                        patient,
                                                                        AccessMode.READ_WRITE,
                                                                        "a test")
                                                                .close())
                                        .doesNotThrowAnyException());

        FileHolder.stop(other);

        opened.get(1, TimeUnit.MINUTES);
    }

    /** Closing any descriptor of a file drops a process's locks on it, those of DuckDB too. */
    @Test
    void nothingTheConnectorDoesLosesTheLockOnTheFile() throws Exception {
        try (DuckDbDatabase writer =
                DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a test")) {
            DuckDbDatabase.open(impatient, AccessMode.READ_ONLY, "a reader").close();
            DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a writer").close();

            assertThatThrownBy(() -> FileHolder.start(file, "driver"))
                    .hasMessageContaining("did not get the file");
            assertThat(writer).isNotNull();
        }
    }
}
