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
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFile;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagingDestinationTest {

    private static final StagedFileName NAME = StagedFileName.first("test-sink", new UUID(0, 1), 3);

    @TempDir private Path folder;

    private DuckDbSinkConfig config;
    private Path staging;

    @BeforeEach
    void configure() {
        config = SinkFiles.config(folder.resolve("t.duckdb"));
        staging = Path.of(config.stagingPath());
    }

    @Test
    void handsOnAClosedFileWithTheRowsSinceTheLastCheckpoint() throws Exception {
        StagingDestination destination = destination();
        destination.write(batch(1, 2));
        destination.prepareCommit();
        destination.write(batch(3));

        StagedFile file = destination.prepareCommit().iterator().next().file();

        assertThat(file.rows()).isEqualTo(1);
        assertThat(SinkFiles.query(Path.of(file.path()), "SELECT id FROM staged"))
                .containsExactly("3");
    }

    @Test
    void stagesMoreThanItsShareOfTheMemoryHolds() throws Exception {
        config = SinkFiles.config(config.settings().withMemoryLimit(MemorySize.ofMebiBytes(64)));
        StagingDestination destination = destination();
        RowBatch batch = new RowBatch(config.columns());
        for (int i = 0; i < 1000; i++) {
            batch.append(GenericRowData.of((long) i, StringData.fromString("x".repeat(1000) + i)));
        }
        for (int i = 0; i < 150; i++) {
            destination.write(batch);
        }

        assertThat(destination.prepareCommit())
                .allSatisfy(result -> assertThat(result.file().rows()).isEqualTo(150_000));
    }

    @Test
    void makesNoFileWithoutRows() throws Exception {
        Collection<StagedResult> results = destination().prepareCommit();

        assertThat(results).isEmpty();
        assertThat(SinkFiles.list(staging)).isEmpty();
    }

    /** In the commit it would be too late: its checkpoint is complete, and each replay fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id UTINYINT, name VARCHAR",
                "id BIGINT, name UUID",
                "id BIGINT, name ENUM('a', 'b')",
                "id BIGINT, name JSON"
            })
    void failsBeforeTheCheckpointForAValueThatTheTableRefuses(String columns) throws Exception {
        StagingDestination destination = destinationFor(columns);

        assertThatThrownBy(() -> destination.write(batch(1000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("onver");
        destination.close();
    }

    @Test
    void failsBeforeTheCheckpointForANullThatTheTableRefuses() throws Exception {
        StagingDestination destination = destinationFor("id BIGINT, name VARCHAR NOT NULL");
        RowBatch batch = new RowBatch(config.columns());
        batch.append(GenericRowData.of(1L, null));

        assertThatThrownBy(() -> destination.write(batch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NOT NULL constraint failed");
        destination.close();
    }

    @Test
    void stagesInTheTypesOfTheTable() throws Exception {
        StagingDestination destination =
                destinationFor("name ENUM('n1', 'n2'), ID UINTEGER, more INTEGER");
        destination.write(batch(1, 2));

        StagedFile file = destination.prepareCommit().iterator().next().file();

        assertThat(
                        SinkFiles.query(
                                Path.of(file.path()),
                                "SELECT typeof(id), typeof(name), name FROM staged ORDER BY id"))
                .containsExactly("UINTEGER|ENUM('n1', 'n2')|n1", "UINTEGER|ENUM('n1', 'n2')|n2");
    }

    @Test
    void leavesNothingBehindWhenItIsClosedBeforeACheckpoint() throws Exception {
        StagingDestination destination = destination();
        destination.write(batch(1));

        destination.close();

        assertThat(SinkFiles.list(staging)).isEmpty();
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> StagingFolder.open(notAFolder.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(notAFolder.toString())
                .hasMessageContaining("sink.staging.path");
    }

    @Test
    void namesTheStagingFileWhenItCannotBeWritten() throws Exception {
        StagingDestination destination = destination();
        Files.delete(staging);

        assertThatThrownBy(() -> destination.write(batch(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(staging.toString());
    }

    private StagingDestination destination() throws Exception {
        return new StagingDestination(config, StagingFolder.open(config.stagingPath()), NAME);
    }

    private StagingDestination destinationFor(String columns) throws Exception {
        SinkFiles.execute(Path.of(config.path()), "CREATE TABLE t (" + columns + ")");
        try (TargetConnection target = SinkFiles.open(config)) {
            return new StagingDestination(
                    config.withColumns(TargetTable.columns(target, config)),
                    StagingFolder.open(config.stagingPath()),
                    NAME);
        }
    }

    private RowBatch batch(long... ids) throws Exception {
        RowBatch batch = new RowBatch(config.columns());
        for (long id : ids) {
            batch.append(GenericRowData.of(id, StringData.fromString("n" + id)));
        }
        return batch;
    }
}
