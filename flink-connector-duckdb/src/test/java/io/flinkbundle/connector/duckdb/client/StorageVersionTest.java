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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StorageVersionTest {

    /** The number that DuckDB 1.0 wrote, and reads; each later version has a higher one. */
    private static final long NUMBER_OF_1_0 = 64;

    private static final int NUMBER_POSITION = 12;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "BIGINT, v1.0.0",
        "STRUCT(a GEOMETRY)[], v1.0.0",
        "VARIANT, v1.5.0",
        "MAP(VARCHAR; VARIANT), v1.5.0"
    })
    void theTypesDecide(String type, String version) {
        assertThat(StorageVersion.oldestFor(List.of("INTEGER", type.replace(';', ','))))
                .isEqualTo(version);
    }

    @Test
    void aNewFileIsReadByTheOldestVersionUnlessTheSettingsSayOtherwise() throws Exception {
        Path file = folder.resolve("t.duckdb");

        create(file, DuckDbSettings.AUTO_STORAGE_VERSION, "CREATE TABLE t (i INTEGER)");

        assertThat(number(file)).isEqualTo(NUMBER_OF_1_0);
    }

    @Test
    void aNewerVersionIsWrittenWhenItIsAskedFor() throws Exception {
        Path file = folder.resolve("t.duckdb");

        create(file, "v1.5.0", "CREATE TABLE t (v VARIANT)");

        assertThat(number(file)).isGreaterThan(NUMBER_OF_1_0);
    }

    @ParameterizedTest
    @CsvSource({"v1.0.0, v1.5.0", "v1.5.0, v1.0.0"})
    void anExistingFileKeepsItsVersion(String first, String second) throws Exception {
        Path file = folder.resolve("t.duckdb");
        create(file, first, "CREATE TABLE t (i INTEGER)");
        long created = number(file);

        create(file, second, "INSERT INTO t VALUES (1)");

        assertThat(number(file)).isEqualTo(created);
    }

    /** The fact on which {@link StorageVersion#oldestFor} rests. */
    @Test
    void theOldestVersionHoldsAllTypesButVariant() throws Exception {
        Path file = folder.resolve("t.duckdb");

        create(
                file,
                StorageVersion.OLDEST,
                "CREATE TABLE t (h HUGEINT, u UHUGEINT, n BIGNUM, e ENUM('a', 'b'), b BIT, y BLOB,"
                        + " i INTERVAL, t TIME, tz TIMETZ, tn TIME_NS, s TIMESTAMP_S,"
                        + " ns TIMESTAMP_NS, z TIMESTAMPTZ, d DECIMAL(38, 9), j JSON, q UUID,"
                        + " g GEOMETRY, l INTEGER[], a INTEGER[3], st STRUCT(x MAP(INTEGER, DATE)),"
                        + " un UNION(x INTEGER, y VARCHAR))",
                "INSERT INTO t DEFAULT VALUES");

        assertThat(DuckDbFiles.query(file, "SELECT count(*) FROM t")).containsExactly("1");
        SQLException failure =
                catchThrowableOfType(
                        SQLException.class,
                        () -> DuckDbFiles.execute(file, "CREATE TABLE v (v VARIANT)"));
        assertThat(DuckDbErrors.translate(file.toString(), "create table 'v'", failure))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("storage-version")
                .hasMessageContaining("v1.5.0");
    }

    @Test
    void aVersionThatDuckDbDoesNotKnowIsRefusedWithThoseItKnows() {
        assertThatThrownBy(() -> create(folder.resolve("t.duckdb"), "v99.0.0", "SELECT 1"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("storage-version")
                .hasMessageContaining("v99.0.0")
                .hasMessageContaining("v1.4.0");
    }

    /** DuckDB's own default writes a file that no earlier DuckDB opens. */
    @Test
    void duckDbItselfWritesTheNewestVersion() throws Exception {
        Path file = folder.resolve("t.duckdb");
        DuckDbFiles.connect(file, new Properties()).close();

        assertThat(number(file)).isGreaterThan(NUMBER_OF_1_0);
    }

    private static void create(Path file, String version, String... statements) throws Exception {
        DuckDbSettings settings =
                DuckDbSettings.of(file.toString())
                        .withMaxWait(Duration.ZERO)
                        .withStorageVersion(version);
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(settings, AccessMode.READ_WRITE, "a test");
                DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** From the header. Nobody has the file open, so that no lock can be lost. */
    private static long number(Path file) throws Exception {
        return ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(NUMBER_POSITION);
    }
}
