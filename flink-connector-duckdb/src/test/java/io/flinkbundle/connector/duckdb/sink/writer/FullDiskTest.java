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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Writes that fail within DuckDB, because a file cannot grow any more. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux limits a file of a running process")
class FullDiskTest {

    @TempDir private Path folder;

    private Path file;
    private DuckDbSinkConfig config;

    @BeforeEach
    void configure() {
        assumeThat(System.getenv("PATH").split(":"))
                .as("prlimit, which limits the size of files, is not installed")
                .anyMatch(path -> Files.isExecutable(Path.of(path, "prlimit")));
        file = folder.resolve("t.duckdb");
        config = SinkFiles.config(file);
    }

    @Test
    void aStagingFileThatCannotGrowIsNamedAndLeavesNoRow() throws Exception {
        String failure = FullDiskProcess.run("stage", file.toString());

        assertThat(failure)
                .contains(config.stagingPath())
                .contains("the disk is full, or a limit keeps the file from growing")
                .contains("File too large");
        assertThat(SinkFiles.list(Path.of(config.stagingPath()))).isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void aTargetThatCannotGrowKeepsNoRowOfTheCommitUntilThereIsRoom() throws Exception {
        UUID database = FullDiskProcess.prepare(config);
        StagedFile staged = FullDiskProcess.stage(config);
        assertThat(Files.size(Path.of(staged.path())))
                .isGreaterThan(FullDiskProcess.MAX_FILE_BYTES);

        String failure = FullDiskProcess.run("commit", file.toString(), staged.path());

        assertThat(failure)
                .contains("to table 'main.t' of DuckDB database '" + file)
                .contains("the disk is full");
        assertThat(count()).isZero();
        FullDiskProcess.commit(config, database, staged);
        assertThat(count()).isEqualTo(FullDiskProcess.ROWS);
    }

    private long count() throws Exception {
        return Long.parseLong(SinkFiles.query(file, "SELECT count(*) FROM t").get(0));
    }
}
