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

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExtensionDirectoryTest {

    @TempDir private Path folder;

    private Path file;
    private Path extensions;
    private DuckDbSettings settings;

    @BeforeEach
    void createDatabase() throws Exception {
        file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t (i INTEGER)");
        extensions = folder.resolve("my extensions;a=b");
        settings = DuckDbSettings.of(file.toString()).withExtensionDirectory(extensions.toString());
    }

    @Test
    void isWhereDuckDbLooks() throws Exception {
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(settings, AccessMode.READ_ONLY, "a test");
                DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT current_setting('extension_directory')")) {
            rows.next();

            assertThat(rows.getString(1)).isEqualTo(extensions.toString());
        }
    }

    @Test
    void anExtensionThatIsNotThereIsMissedUnderTheNameOfItsFile() throws Exception {
        DuckDbSettings loading = settings.withSessionInitSql(Secret.inline("LOAD httpfs"));
        try (DuckDbDatabase database =
                DuckDbDatabase.open(loading, AccessMode.READ_ONLY, "a test")) {
            assertThatThrownBy(database::connect)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("session.init-sql")
                    .hasMessageContaining(extensions.toString())
                    .hasMessageContaining("httpfs.duckdb_extension")
                    .hasMessageContaining("extension-directory");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT * FROM 'https://example.org/x.parquet', httpfs.duckdb_extension",
        "SELECT st_area(NULL), LOAD spatial"
    })
    void aQueryThatNeedsAnExtensionSaysWhichAndDownloadsNothing(String query, String missing)
            throws Exception {
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(settings, AccessMode.READ_ONLY, "a test");
                DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement()) {
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> statement.executeQuery(query));

            assertThat(DuckDbErrors.translate(file.toString(), "query", failure))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining(missing)
                    .hasMessageContaining("extension-directory");
        }
    }
}
