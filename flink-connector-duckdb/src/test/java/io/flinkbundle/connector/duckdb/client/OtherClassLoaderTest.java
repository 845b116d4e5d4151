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

import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two copies of the connector, or of the driver, in one JVM: jobs with both in their own jars. */
class OtherClassLoaderTest {

    private static final String CONNECTOR = "io.flinkbundle.connector.duckdb.";
    private static final String DRIVER = "org.duckdb.";

    @TempDir private Path folder;

    private Path file;
    private DuckDbSettings impatient;

    @BeforeEach
    void createDatabase() throws Exception {
        file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t AS SELECT 42 AS i");
        impatient = DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO);
    }

    @Test
    void aSecondConnectorMayNotWriteTheSameFile() throws Exception {
        try (DuckDbDatabase writer =
                        DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a test");
                URLClassLoader other = loader(List.of(CONNECTOR), DuckDbDatabase.class)) {
            assertThatThrownBy(() -> openIn(other))
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("the connector is loaded twice")
                    .hasMessageContaining("lib/");
            assertThat(writer).isNotNull();
        }
    }

    @Test
    void aSecondDriverIsRefusedWhileTheFirstHasAFileOpen() throws Exception {
        try (DuckDbDatabase writer =
                        DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a test");
                URLClassLoader other =
                        loader(
                                List.of(CONNECTOR, DRIVER),
                                DuckDbDatabase.class,
                                DuckDBDriver.class)) {
            assertThatThrownBy(() -> openIn(other))
                    .hasMessageContaining("driver is loaded twice")
                    .hasMessageContaining("lib/");
            assertThat(writer).isNotNull();
        }
    }

    @Test
    void aSecondConnectorMayFollowTheFirst() throws Exception {
        DuckDbDatabase.open(impatient, AccessMode.READ_WRITE, "a test").close();

        try (URLClassLoader other = loader(List.of(CONNECTOR), DuckDbDatabase.class)) {
            assertThatCode(() -> openIn(other).close()).doesNotThrowAnyException();
        }
    }

    @Test
    void aMissingDriverIsSaidInOneSentence() throws Exception {
        try (URLClassLoader other = loader(List.of(CONNECTOR, DRIVER), DuckDbDatabase.class)) {
            assertThatThrownBy(() -> openIn(other))
                    .hasMessageContaining("The DuckDB driver is missing on host")
                    .hasMessageContaining("put duckdb_jdbc into Flink's lib/");
        }
    }

    /** A loader with copies of its own of the classes' jars, which hides the parent's. */
    private static URLClassLoader loader(List<String> hidden, Class<?>... own) {
        ClassLoader parent =
                new ClassLoader(OtherClassLoaderTest.class.getClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve)
                            throws ClassNotFoundException {
                        if (hidden.stream().anyMatch(name::startsWith)) {
                            throw new ClassNotFoundException(name);
                        }
                        return super.loadClass(name, resolve);
                    }
                };
        URL[] urls =
                Stream.concat(Stream.of(LeaseOpener.class), Stream.of(own))
                        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                        .toArray(URL[]::new);
        return new URLClassLoader(urls, parent);
    }

    private AutoCloseable openIn(ClassLoader loader) throws Exception {
        Callable<?> opener =
                (Callable<?>)
                        loader.loadClass(LeaseOpener.class.getName())
                                .getConstructor(String.class)
                                .newInstance(file.toString());
        return (AutoCloseable) opener.call();
    }
}
