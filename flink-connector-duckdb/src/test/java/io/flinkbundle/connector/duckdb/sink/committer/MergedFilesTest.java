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

package io.flinkbundle.connector.duckdb.sink.committer;

import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MergedFilesTest {

    private static final UUID COMMIT = new UUID(0, 1);

    @TempDir private Path folder;

    private Path target;
    private DuckDbSinkConfig config;

    @BeforeEach
    void prepareTarget() throws Exception {
        target = folder.resolve("t.duckdb");
        config = SinkFiles.config(target);
        SinkFiles.execute(target, "CREATE TABLE t (name VARCHAR, id UINTEGER)");
    }

    @Test
    void leavesFewFilesAsTheyAre() throws Exception {
        List<StagedFile> files = stage(2);
        try (TargetConnection connection = SinkFiles.open(config);
                MergedFiles merged = new MergedFiles(connection, config, 2)) {
            assertThat(merged.of(committable(files))).isEqualTo(files);
        }
    }

    @Test
    void mergesUntilFewEnoughAreLeft() throws Exception {
        List<StagedFile> files = stage(9);
        try (TargetConnection connection = SinkFiles.open(config);
                MergedFiles merged = new MergedFiles(connection, config, 2)) {
            List<StagedFile> few = merged.of(committable(files));

            assertThat(few).hasSize(2);
            assertThat(few.stream().mapToLong(StagedFile::rows).sum()).isEqualTo(9);
        }
    }

    @Test
    void deletesWhatItHasMade() throws Exception {
        List<StagedFile> files = stage(3);
        try (TargetConnection connection = SinkFiles.open(config);
                MergedFiles merged = new MergedFiles(connection, config, 2)) {
            merged.of(committable(files));
        }

        assertThat(SinkFiles.list(folder)).noneMatch(name -> name.startsWith("merged-"));
    }

    @Test
    void startsAgainOverWhatACrashHasLeft() throws Exception {
        List<StagedFile> files = stage(3);
        Files.writeString(folder.resolve("merged-" + COMMIT + "-0.duckdb"), "cut off");
        try (TargetConnection connection = SinkFiles.open(config);
                MergedFiles merged = new MergedFiles(connection, config, 2)) {
            assertThat(merged.of(committable(files))).hasSize(2);
        }
    }

    @Test
    void namesAFileThatHoldsAnotherNumberOfRows() throws Exception {
        List<StagedFile> files = new ArrayList<>(stage(2));
        files.add(new StagedFile(files.get(0).path() + "x", "h", 0, 7));
        Files.copy(Path.of(files.get(0).path()), Path.of(files.get(2).path()));
        try (TargetConnection connection = SinkFiles.open(config);
                MergedFiles merged = new MergedFiles(connection, config, 2)) {
            assertThatThrownBy(() -> merged.of(committable(files)))
                    .hasMessageContaining("gave 1 rows, but 7 were written");
        }
    }

    @Test
    void aCommitOfHundredsOfFilesIsWhole() throws Exception {
        int count = 3 * MergedFiles.MOST_ATTACHED;
        List<StagedFile> files = stage(count);
        try (TargetConnection connection = SinkFiles.open(config)) {
            TargetTable.prepare(connection, config);
            CommitMarkers markers = new CommitMarkers(connection, config);
            markers.prepare();

            new CommitTransaction(connection, markers, config, committable(files)).run();

            assertThat(markers.contains(COMMIT)).isTrue();
        }
        assertThat(SinkFiles.query(target, "SELECT id FROM t ORDER BY id"))
                .containsExactlyElementsOf(
                        LongStream.range(0, count).mapToObj(Long::toString).toList());
    }

    private static DuckDbCommittable committable(List<StagedFile> files) {
        return new DuckDbCommittable(
                DuckDbCommittable.Kind.APPEND,
                COMMIT,
                new UUID(0, 2),
                7,
                0,
                "",
                false,
                List.of(),
                files);
    }

    private List<StagedFile> stage(int count) throws Exception {
        List<StagedFile> files = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            Path file = folder.resolve("staged-" + id + ".duckdb");
            SinkFiles.execute(
                    file, "CREATE TABLE staged AS SELECT " + id + "::BIGINT AS id, 'x' AS name");
            files.add(new StagedFile(file.toString(), "h", 0, 1));
        }
        return files;
    }
}
