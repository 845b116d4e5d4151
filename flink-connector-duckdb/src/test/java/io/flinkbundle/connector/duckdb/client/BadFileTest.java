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

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A file that cannot be used is refused with a reason, and left as it is. */
class BadFileTest {

    private static final int HEADER = 4096;
    private static final int BLOCK = 262_144;
    private static final int FIRST_BLOCK = 3 * HEADER;
    private static final int VERSION_POSITION = 12;
    private static final Pattern COMPUTED = Pattern.compile("computed checksum (\\d+)");

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createDatabase() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT range AS i, 'row ' || range AS s"
                                + " FROM range(500000)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5_000})
    void aForeignOrEmptyFileIsNoDatabase(int size) throws Exception {
        Files.write(file, new byte[size]);

        assertRefused(CorruptDatabaseException.class, "not a DuckDB database", "'path'");
    }

    @Test
    void aTextIsNoDatabase() throws Exception {
        Files.writeString(file, "id,name\n1,a\n".repeat(1000));

        assertRefused(CorruptDatabaseException.class, "not a DuckDB database");
    }

    @Test
    void aParquetFileIsNoDatabase() throws Exception {
        Path parquet = folder.resolve("t.parquet");
        DuckDbFiles.execute(file, "COPY t TO '" + parquet + "'");
        file = parquet;

        assertRefused(CorruptDatabaseException.class, "not a DuckDB database", "Parquet");
    }

    /** DuckDB goes by the name, and would keep in memory what it is given to store. */
    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.json", "t.parquet"})
    void aDataFileIsNoDatabase(String name) throws Exception {
        file = Files.writeString(folder.resolve(name), "id,name\n1,a\n");

        assertRefused(CorruptDatabaseException.class, "not a DuckDB database", "'path'");
    }

    @Test
    void aSqliteFileIsNoDatabase() throws Exception {
        byte[] content = new byte[8192];
        byte[] magic = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, content, 0, magic.length);
        Files.write(file, content);

        assertRefused(CorruptDatabaseException.class, "SQLite", "'path'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, HEADER + 0x10, 2 * HEADER + 0x10})
    void aFlippedByteInAHeaderIsDamage(int position) throws Exception {
        flip(file, position);

        assertRefused(CorruptDatabaseException.class, "damaged or cut off", "copy");
    }

    @Test
    void aFlippedByteInADataBlockIsDamageWhenItIsRead() throws Exception {
        flip(file, FIRST_BLOCK + 1000);
        byte[] before = Files.readAllBytes(file);

        try (DuckDbDatabase database = open(AccessMode.READ_WRITE);
                DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement()) {
            SQLException failure =
                    catchThrowableOfType(
                            SQLException.class,
                            () -> statement.executeQuery("SELECT sum(i), max(s) FROM t"));

            assertThat(DuckDbErrors.translate(file.toString(), "read table 't'", failure))
                    .isInstanceOf(CorruptDatabaseException.class)
                    .hasMessageContaining("damaged or cut off");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {HEADER, 2 * HEADER, FIRST_BLOCK, FIRST_BLOCK + BLOCK + 7})
    void aFileThatWasCutOffIsDamaged(int length) throws Exception {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertRefused(CorruptDatabaseException.class, "damaged or cut off");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 1000})
    void aFileOfAnotherStorageVersionIsRefusedByVersion(int version) throws Exception {
        pretendVersion(version);

        assertRefused(
                UnsupportedStorageException.class,
                "another version of DuckDB",
                "storage version number " + version);
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    void aFolderIsNoFile(AccessMode mode) {
        file = folder;

        assertThatThrownBy(() -> open(mode))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("is a folder")
                .hasMessageContaining("'path'");
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    void theLogOfAnotherFileIsNotReplayed(AccessMode mode) throws Exception {
        Path other = folder.resolve("other.duckdb");
        crashAfterCommit(other);
        Files.move(wal(other), wal(file));
        List<byte[]> before = content();

        assertThatThrownBy(() -> open(mode))
                .isInstanceOf(CorruptDatabaseException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("write-ahead log")
                .hasMessageContaining("does not match");
        assertThat(content()).containsExactlyElementsOf(before);
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    void aDamagedLogIsNotReplayed(AccessMode mode) throws Exception {
        crashAfterCommit(file);
        flip(wal(file), (int) Files.size(wal(file)) / 4);
        List<byte[]> before = content();

        assertThatThrownBy(() -> open(mode))
                .isInstanceOf(CorruptDatabaseException.class)
                .hasMessageContaining("write-ahead log")
                .hasMessageContaining("checksum");
        assertThat(content()).containsExactlyElementsOf(before);
    }

    /** What a crash of the machine leaves: the commit that was not whole on disk never happened. */
    @Test
    void aLogThatWasCutOffLosesTheTornCommitOnly() throws Exception {
        crashAfterCommit(file);
        byte[] log = Files.readAllBytes(wal(file));
        Files.write(wal(file), Arrays.copyOf(log, log.length - 100));

        open(AccessMode.READ_WRITE).close();

        assertThat(DuckDbFiles.query(file, "SELECT count(*) FROM w")).containsExactly("1000");
    }

    @Test
    void aLogWithoutItsFileIsNotThrownAway() throws Exception {
        crashAfterCommit(file);
        Files.delete(file);
        byte[] before = Files.readAllBytes(wal(file));

        assertThatThrownBy(() -> open(AccessMode.READ_WRITE))
                .isInstanceOf(DatabaseNotFoundException.class)
                .hasMessageContaining(wal(file).toString())
                .hasMessageContaining("Put the database back");
        assertThat(file).doesNotExist();
        assertThat(wal(file)).hasBinaryContent(before);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere an open file cannot be removed.")
    void aFileThatIsRemovedWhileItIsOpenTakesNoCommit() throws Exception {
        try (DuckDbDatabase database = open(AccessMode.READ_WRITE)) {
            Files.delete(file);

            assertThatThrownBy(database::checkFile)
                    .isInstanceOf(DatabaseNotFoundException.class)
                    .hasMessageContaining("was removed")
                    .hasMessageContaining(LocalHost.name());
            assertThatThrownBy(database::connect).isInstanceOf(DatabaseNotFoundException.class);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere an open file cannot be replaced.")
    void aFileThatIsReplacedWhileItIsOpenTakesNoCommit() throws Exception {
        Path other = DuckDbFiles.execute(folder.resolve("o.duckdb"), "CREATE TABLE o (i INTEGER)");
        try (DuckDbDatabase database = open(AccessMode.READ_WRITE)) {
            Files.delete(file);
            Files.move(other, file);

            assertThatThrownBy(database::checkFile)
                    .isInstanceOf(DatabaseNotFoundException.class)
                    .hasMessageContaining("replaced");
        }
        assertThat(DuckDbFiles.query(file, "SELECT name FROM (SHOW TABLES)")).containsExactly("o");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Needs a folder that nobody can write.")
    void aFolderThatNobodyMayWriteIsNamed() {
        file = Path.of("/proc/t.duckdb");

        assertThatThrownBy(() -> open(AccessMode.READ_WRITE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("/proc/t.duckdb.flink-lock")
                .hasMessageContaining("has to be writable");
    }

    private <E extends DuckDbException> void assertRefused(Class<E> type, String... reasons)
            throws Exception {
        byte[] before = Files.readAllBytes(file);
        for (AccessMode mode : AccessMode.values()) {
            assertThat(catchThrowableOfType(type, () -> open(mode)))
                    .hasMessageContaining(file.toString())
                    .hasMessageContainingAll(reasons);
            assertThat(file).hasBinaryContent(before);
        }
    }

    private DuckDbDatabase open(AccessMode mode) throws DuckDbException {
        return DuckDbDatabase.open(
                DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO), mode, "a test");
    }

    private static Path wal(Path database) {
        return database.resolveSibling(database.getFileName() + ".wal");
    }

    private List<byte[]> content() throws Exception {
        return List.of(Files.readAllBytes(file), Files.readAllBytes(wal(file)));
    }

    private static void flip(Path path, int position) throws Exception {
        byte[] content = Files.readAllBytes(path);
        content[position] ^= (byte) 0xff;
        Files.write(path, content);
    }

    /** Leaves two commits of 1000 rows in the log, as if the process had been killed. */
    private void crashAfterCommit(Path database) throws Exception {
        Path alive = folder.resolve("alive.duckdb");
        Properties keepLog = new Properties();
        keepLog.put("checkpoint_threshold", "1GB");
        if (Files.exists(database)) {
            Files.copy(database, alive);
        }
        try (Connection connection = DuckDbFiles.connect(alive, keepLog);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE w (i BIGINT)");
            statement.execute("CHECKPOINT");
            for (int commit = 0; commit < 2; commit++) {
                statement.execute("INSERT INTO w SELECT range FROM range(1000)");
            }
            // Copying drops DuckDB's lock on this file, of which nobody else knows.
            Files.copy(alive, database, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(wal(alive), wal(database));
        }
        Files.delete(alive);
    }

    /** Writes a version into the main header, and the checksum that DuckDB then asks for. */
    private void pretendVersion(long version) throws Exception {
        ByteBuffer content =
                ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(VERSION_POSITION, version);
        Files.write(file, content.array());
        SQLException failure =
                catchThrowableOfType(
                        SQLException.class, () -> DuckDbFiles.connect(file, new Properties()));
        Matcher checksum = COMPUTED.matcher(failure.getMessage());
        assertThat(checksum.find()).isTrue();
        content.putLong(0, Long.parseUnsignedLong(checksum.group(1)));
        Files.write(file, content.array());
    }
}
