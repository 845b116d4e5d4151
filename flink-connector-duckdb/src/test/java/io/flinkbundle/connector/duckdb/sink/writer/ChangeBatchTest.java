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

import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.RowKind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Changes on their way into a staging file. */
class ChangeBatchTest {

    private static final DataType ROWS =
            DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT().notNull()),
                    DataTypes.FIELD("name", DataTypes.STRING().notNull()));

    @TempDir private Path folder;

    private DuckDbSinkConfig config;
    private StagingDestination destination;
    private RowBatch batch;

    @BeforeEach
    void create() throws Exception {
        config =
                SinkFiles.byId(
                        SinkFiles.config(
                                folder.resolve("t.duckdb"), ROWS, SchemaMode.CREATE_OR_VALIDATE));
        destination =
                new StagingDestination(
                        config,
                        StagingFolder.open(config.stagingPath()),
                        StagedFileName.first("test-sink", new UUID(0, 1), 0));
        batch = RowBatch.of(config);
    }

    @Test
    void numbersTheRowsOfAFileAcrossItsBatches() throws Exception {
        batch.append(row(RowKind.INSERT, 5, "a"));
        batch.append(row(RowKind.UPDATE_AFTER, 6, "b"));
        destination.write(batch);
        batch.clear();
        batch.append(row(RowKind.INSERT, 7, "c"));
        destination.write(batch);

        assertThat(staged()).containsExactly("5|a|0|false", "6|b|1|false", "7|c|2|false");
    }

    @Test
    void startsAgainFromZeroInTheNextFile() throws Exception {
        batch.append(row(RowKind.INSERT, 5, "a"));
        destination.write(batch);
        destination.prepareCommit();
        destination.write(batch);

        assertThat(staged()).containsExactly("5|a|0|false");
    }

    /** Flink may leave everything else out. */
    @Test
    void takesADeletionWithNothingButItsKey() throws Exception {
        batch.append(row(RowKind.DELETE, 5, null));
        destination.write(batch);

        assertThat(staged()).containsExactly("5|null|0|true");
    }

    /** The row after it may have another key, or be dropped by a filter. */
    @Test
    void takesBackWhatARowWasBeforeAnUpdate() throws Exception {
        batch.append(row(RowKind.UPDATE_BEFORE, 5, "a"));
        batch.append(row(RowKind.UPDATE_AFTER, 5, "b"));
        destination.write(batch);

        assertThat(staged()).containsExactly("5|null|0|true", "5|b|1|false");
    }

    @Test
    void doesNotLookAtTheOtherValuesOfADeletion() throws Exception {
        batch.append(
                GenericRowData.ofKind(
                        RowKind.DELETE, 5L, StringData.fromBytes(new byte[] {(byte) 0xc3})));
        destination.write(batch);

        assertThat(staged()).containsExactly("5|null|0|true");
    }

    @Test
    void rejectsARowWithoutAKey() {
        assertThatThrownBy(() -> batch.append(GenericRowData.of(null, StringData.fromString("a"))))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("Column 'id'")
                .hasMessageContaining("primary key, but is NULL");
        assertThat(batch.isEmpty()).isTrue();
    }

    /** In the commit it would be too late. */
    @Test
    void failsBeforeTheCheckpointForANullThatTheTableRefuses() throws Exception {
        batch.append(row(RowKind.INSERT, 5, null));

        assertThatThrownBy(() -> destination.write(batch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"name\" IS NOT NULL");
        destination.close();
    }

    private static RowData row(RowKind kind, long id, String name) {
        return GenericRowData.ofKind(kind, id, StringData.fromString(name));
    }

    private List<String> staged() throws Exception {
        String path = destination.prepareCommit().iterator().next().file().path();
        return SinkFiles.query(Path.of(path), "FROM staged ORDER BY __flink_sequence");
    }
}
