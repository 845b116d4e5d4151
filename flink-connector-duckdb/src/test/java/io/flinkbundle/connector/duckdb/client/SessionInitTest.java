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
import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.util.ExceptionUtils;

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

class SessionInitTest {

    private static final String SECRET = "planted4711";

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createDatabase() throws Exception {
        file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t AS SELECT 42 AS i");
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    void eachConnectionRunsAllStatements(AccessMode mode) throws Exception {
        Secret sql =
                Secret.inline("SET TimeZone = 'Asia/Tokyo'; CREATE TEMP MACRO twice(x) AS 2 * x;");
        try (DuckDbDatabase database = open(sql, mode)) {
            for (int connection = 0; connection < 2; connection++) {
                assertThat(one(database, "SELECT twice(i) FROM t")).isEqualTo("84");
                assertThat(one(database, "SELECT current_setting('TimeZone')"))
                        .isEqualTo("Asia/Tokyo");
            }
        }
    }

    @Test
    void aLeaseRunsItsOwnSqlInASharedInstance() throws Exception {
        try (DuckDbDatabase plain = open(DuckDbSettings.NO_INIT_SQL, AccessMode.READ_WRITE);
                DuckDbDatabase tokyo =
                        open(Secret.inline("SET TimeZone = 'Asia/Tokyo'"), AccessMode.READ_WRITE)) {
            String zone = "SELECT current_setting('TimeZone')";

            assertThat(one(tokyo, zone)).isEqualTo("Asia/Tokyo");
            assertThat(one(plain, zone)).isNotEqualTo("Asia/Tokyo");
        }
    }

    @Test
    void attachesAnotherDatabaseForAllConnections() throws Exception {
        Path other =
                DuckDbFiles.execute(folder.resolve("o.duckdb"), "CREATE TABLE o AS SELECT 7 AS i");
        Secret sql = Secret.inline("ATTACH IF NOT EXISTS '" + other + "' AS o (READ_ONLY)");
        try (DuckDbDatabase database = open(sql, AccessMode.READ_ONLY)) {
            assertThat(one(database, "SELECT i FROM o.o")).isEqualTo("7");
            assertThat(one(database, "SELECT i FROM o.o")).isEqualTo("7");
        }
    }

    @Test
    void aFileIsReadAgainForEachConnection() throws Exception {
        Path sql = Files.writeString(folder.resolve("init.sql"), "SET TimeZone = 'Asia/Tokyo';\n");
        try (DuckDbDatabase database = open(Secret.file(sql.toString()), AccessMode.READ_ONLY)) {
            assertThat(one(database, "SELECT current_setting('TimeZone')")).isEqualTo("Asia/Tokyo");
            Files.writeString(sql, "SET TimeZone = 'Asia/Dubai'");
            assertThat(one(database, "SELECT current_setting('TimeZone')")).isEqualTo("Asia/Dubai");
        }
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        try (DuckDbDatabase database = open(Secret.file("/no/init.sql"), AccessMode.READ_ONLY)) {
            assertThatThrownBy(database::connect)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("session.init-sql.file")
                    .hasMessageContaining("/no/init.sql");
        }
    }

    @Test
    void aFailureNamesTheOptionAndTheKindOfError() throws Exception {
        Secret sql = Secret.inline("SET no_such_setting = 'x'");
        try (DuckDbDatabase database = open(sql, AccessMode.READ_ONLY)) {
            assertThatThrownBy(database::connect)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("session.init-sql")
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("Catalog Error")
                    .hasMessageContaining("no_such_setting");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM nowhere WHERE password = '" + SECRET + "'",
                "CREATE SECRET s (TYPE no_such_type, SECRET '" + SECRET + "')",
                "CREATE SECRET s (TYPE s3, KEY_ID 'me', SECRET '" + SECRET + "')",
                "SET threads = '" + SECRET + "'",
                "SET threads = " + SECRET,
                "SET threads = \"" + SECRET + "\"",
                "SELECT $$" + SECRET + "$$::INTEGER",
                "SELEC '" + SECRET + "'",
                "SELECT 'open " + SECRET,
                "SELECT 'it''s " + SECRET + "'::DATE",
                "ATTACH '" + SECRET + "/x.duckdb' AS x (READ_ONLY)",
                "SELECT error('" + SECRET + "')",
                "-- it's a comment\nSELECT error('" + SECRET + "')",
            })
    void aFailureShowsNothingThatMayBeASecret(String sql) throws Exception {
        try (DuckDbDatabase database = open(Secret.inline(sql), AccessMode.READ_WRITE)) {
            Throwable failure = catchThrowable(database::connect);

            assertThat(failure)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("session.init-sql");
            assertThat(ExceptionUtils.stringifyException(failure)).doesNotContain(SECRET);
        }
    }

    private DuckDbDatabase open(Secret sql, AccessMode mode) throws DuckDbException {
        return DuckDbDatabase.open(
                DuckDbSettings.of(file.toString())
                        .withMaxWait(Duration.ZERO)
                        .withSessionInitSql(sql),
                mode,
                "a test");
    }

    private static String one(DuckDbDatabase database, String sql) throws Exception {
        try (DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
