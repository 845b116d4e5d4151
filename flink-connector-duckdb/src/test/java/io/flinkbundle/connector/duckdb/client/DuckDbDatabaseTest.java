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

import org.apache.flink.configuration.MemorySize;

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbDatabaseTest {

    @TempDir private Path folder;

    private Path file;
    private DuckDbSettings impatient;

    @BeforeEach
    void createDatabase() throws Exception {
        file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t AS SELECT 42 AS i");
        impatient = DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO);
    }

    @Test
    void readsWithTheSettingsThatWereGiven() throws Exception {
        DuckDbSettings settings =
                impatient
                        .withMemoryLimit(MemorySize.ofMebiBytes(300))
                        .withThreads(3)
                        .withProperties(Map.of("temp_directory", folder + "/a;b=c"));

        try (DuckDbDatabase database = open(settings, AccessMode.READ_ONLY);
                DuckDBConnection connection = database.connect()) {
            assertThat(one(connection, "SELECT current_setting('memory_limit')"))
                    .isEqualTo("300.0 MiB");
            assertThat(one(connection, "SELECT current_setting('threads')")).isEqualTo("3");
            assertThat(one(connection, "SELECT current_setting('temp_directory')"))
                    .endsWith("/a;b=c");
        }
    }

    @Test
    void aReaderJoinsTheWriterOfTheSameJvm() throws Exception {
        try (DuckDbDatabase writer = open(impatient, AccessMode.READ_WRITE);
                DuckDBConnection writing = writer.connect();
                DuckDbDatabase reader = open(impatient.withThreads(2), AccessMode.READ_ONLY);
                DuckDBConnection reading = reader.connect()) {
            execute(writing, "INSERT INTO t VALUES (43)");

            assertThat(one(reading, "SELECT max(i) FROM t")).isEqualTo("43");
        }
    }

    @Test
    void aLinkLeadsToTheSameInstance() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.duckdb"), file);

        try (DuckDbDatabase writer = open(impatient, AccessMode.READ_WRITE)) {
            DuckDbSettings linked = DuckDbSettings.of(link.toString()).withMaxWait(Duration.ZERO);

            assertThatCode(() -> open(linked, AccessMode.READ_WRITE).close())
                    .doesNotThrowAnyException();
            assertThat(writer).isNotNull();
        }
    }

    @Test
    void theLastLeaseReleasesTheFile() throws Exception {
        DuckDbDatabase first = open(impatient, AccessMode.READ_ONLY);
        DuckDbDatabase second = open(impatient, AccessMode.READ_ONLY);

        first.close();
        second.close();

        assertThatCode(() -> open(impatient, AccessMode.READ_WRITE).close())
                .doesNotThrowAnyException();
    }

    @Test
    void aLeaseIsGivenBackOnce() throws Exception {
        DuckDbDatabase closedTwice = open(impatient, AccessMode.READ_ONLY);
        try (DuckDbDatabase other = open(impatient, AccessMode.READ_ONLY)) {
            closedTwice.close();
            closedTwice.close();

            try (DuckDBConnection connection = other.connect()) {
                assertThat(one(connection, "SELECT i FROM t")).isEqualTo("42");
            }
        }
    }

    @Test
    void aClosedLeaseHasNoConnections() throws Exception {
        DuckDbDatabase database = open(impatient, AccessMode.READ_ONLY);
        database.close();

        assertThatThrownBy(database::connect)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aWriterThatFindsReadersNamesThem() throws Exception {
        try (DuckDbDatabase reader =
                DuckDbDatabase.open(impatient, AccessMode.READ_ONLY, "job 'report'")) {
            assertThatThrownBy(() -> open(impatient, AccessMode.READ_WRITE))
                    .isInstanceOf(DatabaseBusyException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("job 'report'")
                    .hasMessageContaining("connection.max-wait");
            assertThat(reader).isNotNull();
        }
    }

    @Test
    void aWaitingWriterGetsTheFileWhenTheReaderLeaves() throws Exception {
        DuckDbDatabase reader = open(impatient, AccessMode.READ_ONLY);
        CompletableFuture<DuckDbDatabase> writer =
                CompletableFuture.supplyAsync(
                        () -> openUnchecked(impatient.withMaxWait(Duration.ofMinutes(1))));

        reader.close();

        writer.get(1, TimeUnit.MINUTES).close();
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (DuckDbDatabase reader = open(impatient, AccessMode.READ_ONLY)) {
            Thread writer =
                    new Thread(
                            () -> {
                                started.countDown();
                                try {
                                    openUnchecked(impatient.withMaxWait(Duration.ofHours(1)))
                                            .close();
                                } catch (RuntimeException e) {
                                    failure.complete(e.getCause());
                                }
                            });
            writer.start();
            started.await();
            writer.interrupt();

            assertThat(failure.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(DatabaseBusyException.class)
                    .hasMessageContaining("Interrupted");
            assertThat(reader).isNotNull();
        }
    }

    @Test
    void refusesADatabaseInMemoryWithAReason() {
        assertThatThrownBy(() -> open(DuckDbSettings.of(":memory:"), AccessMode.READ_WRITE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("gone when the job ends");
    }

    @Test
    void refusesAPathThatTheDriverWouldSplit() {
        assertThatThrownBy(() -> open(DuckDbSettings.of("/tmp/a;b"), AccessMode.READ_WRITE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("';'");
    }

    @Test
    void aMissingFileIsNotCreatedByAReader() {
        Path missing = folder.resolve("missing.duckdb");

        assertThatThrownBy(() -> open(DuckDbSettings.of(missing.toString()), AccessMode.READ_ONLY))
                .isInstanceOf(DatabaseNotFoundException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining(LocalHost.name());
        assertThat(missing).doesNotExist();
    }

    @Test
    void aWriterNeedsTheFolder() {
        Path missing = folder.resolve("nowhere/x.duckdb");

        assertThatThrownBy(() -> open(DuckDbSettings.of(missing.toString()), AccessMode.READ_WRITE))
                .isInstanceOf(DatabaseNotFoundException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void namesASettingThatDuckDbDoesNotKnow() {
        DuckDbSettings unknown = impatient.withProperties(Map.of("warp_speed", "9"));

        assertThatThrownBy(() -> open(unknown, AccessMode.READ_ONLY))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("warp_speed")
                .hasMessageContaining("properties.*");
    }

    @Test
    void namesASettingWithAWrongValue() {
        DuckDbSettings wrong = impatient.withProperties(Map.of("checkpoint_threshold", "many"));

        assertThatThrownBy(() -> open(wrong, AccessMode.READ_ONLY))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("checkpoint_threshold")
                .hasMessageContaining("properties.*");
    }

    private static DuckDbDatabase open(DuckDbSettings settings, AccessMode mode)
            throws DuckDbException {
        return DuckDbDatabase.open(settings, mode, "a test");
    }

    private static DuckDbDatabase openUnchecked(DuckDbSettings settings) {
        try {
            return open(settings, AccessMode.READ_WRITE);
        } catch (DuckDbException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(DuckDBConnection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(DuckDBConnection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
