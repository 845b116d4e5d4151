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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An opening that fails leaves no claim, lock, descriptor or thread, however often it is tried. */
class FailedOpeningsTest {

    private static final int ROUNDS = 20;

    @TempDir private Path folder;

    private Path file;
    private DuckDbSettings settings;

    @BeforeEach
    void createDatabase() throws Exception {
        file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t AS SELECT 42 AS i");
        settings = DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO);
    }

    @Test
    void aHundredFailuresDoNotHinderTheFirstSuccess() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            failInEveryWay();
        }

        assertThat(claims()).isEmpty();
        assertThat(read()).isEqualTo(42);
        assertThat(claims()).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Counts by /proc.")
    void aHundredFailuresLeaveNeitherDescriptorsNorThreads() throws Exception {
        failInEveryWay();
        long threads = count("/proc/self/task");

        for (int round = 0; round < ROUNDS; round++) {
            failInEveryWay();
        }

        assertThat(openFilesUnder(folder)).isEmpty();
        // Those of the JVM come and go; one left behind by each failure would be a hundred.
        assertThat(count("/proc/self/task")).isLessThan(threads + ROUNDS);
    }

    private void failInEveryWay() throws Exception {
        Path corrupt = Files.writeString(folder.resolve("c.duckdb"), "no database");
        assertFails(settings.withPath(corrupt.toString()), AccessMode.READ_WRITE);
        Path data = Files.writeString(folder.resolve("d.csv"), "a,b\n1,2\n");
        assertFails(settings.withPath(data.toString()), AccessMode.READ_WRITE);
        assertFails(settings.withProperties(Map.of("warp_speed", "9")), AccessMode.READ_WRITE);
        assertFails(settings.withStorageVersion("v99.0.0"), AccessMode.READ_WRITE);
        try (DuckDbDatabase reader = open(settings, AccessMode.READ_ONLY)) {
            assertFails(settings, AccessMode.READ_WRITE);
            assertThat(reader).isNotNull();
        }
        DuckDbSettings wrongSql = settings.withSessionInitSql(Secret.inline("SELECT error('x')"));
        try (DuckDbDatabase database = open(wrongSql, AccessMode.READ_WRITE)) {
            assertThatThrownBy(database::connect).isInstanceOf(InvalidSettingException.class);
        }
    }

    private static void assertFails(DuckDbSettings settings, AccessMode mode) {
        assertThatThrownBy(() -> open(settings, mode)).isInstanceOf(DuckDbException.class);
    }

    private int read() throws Exception {
        try (DuckDbDatabase database = open(settings, AccessMode.READ_WRITE);
                DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT i FROM t")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static DuckDbDatabase open(DuckDbSettings settings, AccessMode mode)
            throws DuckDbException {
        return DuckDbDatabase.open(settings, mode, "a test");
    }

    private static List<String> claims() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("io.flinkbundle.connector.duckdb."))
                .toList();
    }

    private static long count(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.count();
        }
    }

    private static List<String> openFilesUnder(Path directory) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(FailedOpeningsTest::target)
                    .filter(target -> target.startsWith(directory.toString()))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // The descriptor that listed the folder is gone by now.
            return "";
        }
    }
}
