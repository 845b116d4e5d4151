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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.retry.RetriesExhaustedException;
import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TargetConnectionTest {

    @TempDir private Path folder;

    private Path file;
    private DuckDbSinkConfig config;

    @BeforeEach
    void createDatabase() throws Exception {
        file = folder.resolve("t.duckdb");
        SinkFiles.execute(file, "CREATE TABLE t (id BIGINT, name VARCHAR)");
        config = SinkFiles.config(file);
    }

    @Test
    void triesAgainUntilABusyFileIsFree() throws Exception {
        DuckDbDatabase reader =
                DuckDbDatabase.open(config.settings(), AccessMode.READ_ONLY, "reader");
        AtomicInteger retries = new AtomicInteger();

        TargetConnection.open(
                        config,
                        "a test",
                        () -> {
                            retries.incrementAndGet();
                            reader.close();
                        })
                .close();

        assertThat(retries).hasValue(1);
    }

    @Test
    void givesUpWhenTheFileStaysBusy() throws Exception {
        try (DuckDbDatabase reader =
                DuckDbDatabase.open(config.settings(), AccessMode.READ_ONLY, "the reader")) {
            assertThatThrownBy(() -> SinkFiles.open(config))
                    .isInstanceOf(RetriesExhaustedException.class)
                    .hasCauseInstanceOf(DatabaseBusyException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("the reader");
            assertThat(reader).isNotNull();
        }
    }

    @Test
    void stopsWaitingWhenItsThreadIsInterrupted() throws Exception {
        try (DuckDbDatabase reader =
                DuckDbDatabase.open(config.settings(), AccessMode.READ_ONLY, "the reader")) {
            Runnable interrupt = Thread.currentThread()::interrupt;

            assertThatThrownBy(() -> TargetConnection.open(config, "a test", interrupt))
                    .isInstanceOf(InterruptedException.class);
            assertThat(reader).isNotNull();
        }
    }

    @Test
    void releasesTheFileWhenItIsClosed() throws Exception {
        SinkFiles.open(config).close();

        DuckDbDatabase.open(config.settings(), AccessMode.READ_ONLY, "reader").close();
    }
}
