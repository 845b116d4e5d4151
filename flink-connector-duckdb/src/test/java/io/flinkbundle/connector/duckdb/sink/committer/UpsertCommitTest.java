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
import io.flinkbundle.connector.duckdb.sink.StagedColumns;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Commits of staged changes, and commits that overwrite. */
class UpsertCommitTest {

    private static final UUID COMMIT = new UUID(0, 1);

    @TempDir private Path folder;

    private Path file;
    private DuckDbSinkConfig config;

    @BeforeEach
    void prepareTarget() throws Exception {
        file = folder.resolve("t.duckdb");
        config = SinkFiles.byId(SinkFiles.config(file));
        SinkFiles.execute(
                file,
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR)",
                "INSERT INTO t VALUES (1, 'old'), (2, 'old')");
    }

    /** Later files hold later checkpoints: their rows win, although each file counts from zero. */
    @Test
    void theLastFileThatHasAKeyWins() throws Exception {
        List<StagedFile> files =
                List.of(
                        stage("(1, 'a', 0, false), (1, 'b', 1, false), (3, 'c', 2, false)"),
                        stage("(1, 'd', 0, false), (2, NULL, 1, true)"),
                        stage("(3, NULL, 0, true)"));

        commit(files, true, false);

        assertThat(rows()).containsExactly("1|d");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, MergedFiles.MOST_ATTACHED})
    void mergedFilesKeepTheirOrder(int mostAttached) throws Exception {
        List<StagedFile> files = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            files.add(
                    stage(String.format("(1, 'n%1$d', 0, false), (%1$d + 10, 'x', 1, false)", i)));
        }

        try (TargetConnection target = SinkFiles.open(config);
                MergedFiles merged = new MergedFiles(target, config, mostAttached)) {
            commit(merged.of(committable(files, true, false)), true, false);
        }

        assertThat(rows()).hasSize(11).startsWith("1|n8", "2|old", "10|x").endsWith("18|x");
    }

    @Test
    void commitsNothingOfAFileThatHoldsAnotherNumberOfRows() throws Exception {
        StagedFile staged = stage("(1, 'a', 0, false), (2, 'b', 1, false)");
        StagedFile cut = new StagedFile(staged.path(), "h", 0, 3);

        assertThatThrownBy(() -> commit(List.of(cut), true, false))
                .hasMessageContaining("gave 2 rows, but 3 were written");
        assertThat(rows()).containsExactly("1|old", "2|old");
    }

    /** State of an earlier run, whose table was declared without a key. */
    @Test
    void addsRowsThatWereStagedToBeAddedWhateverTheSinkIsNow() throws Exception {
        StagedFile staged = stageRows("(3, 'c')");

        commit(List.of(staged), false, false);

        assertThat(rows()).containsExactly("1|old", "2|old", "3|c");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void overwritesAllRows(boolean upserts) throws Exception {
        StagedFile staged =
                upserts ? stage("(1, 'a', 0, false), (1, 'b', 1, false)") : stageRows("(1, 'b')");

        commit(List.of(staged), upserts, true);

        assertThat(rows()).containsExactly("1|b");
    }

    @Test
    void keepsTheOldRowsWhenAnOverwriteFails() throws Exception {
        StagedFile staged = stageRows("(1, 'a'), (1, 'b')");

        assertThatThrownBy(() -> commit(List.of(staged), false, true))
                .hasMessageContaining("duplicate key");
        assertThat(rows()).containsExactly("1|old", "2|old");
    }

    private void commit(List<StagedFile> files, boolean upserts, boolean overwrites)
            throws Exception {
        try (TargetConnection target = SinkFiles.open(config)) {
            CommitMarkers markers = new CommitMarkers(target, config);
            markers.prepare();
            new CommitTransaction(target, markers, config, committable(files, upserts, overwrites))
                    .run();
        }
    }

    private DuckDbCommittable committable(
            List<StagedFile> files, boolean upserts, boolean overwrites) {
        return new DuckDbCommittable(
                upserts ? DuckDbCommittable.Kind.UPSERT : DuckDbCommittable.Kind.APPEND,
                COMMIT,
                new UUID(0, 2),
                7,
                0,
                file.toString(),
                overwrites,
                upserts ? List.of("id") : List.of(),
                files);
    }

    private StagedFile stage(String changes) throws Exception {
        return stage(StagedColumns.definitions(config), changes);
    }

    private StagedFile stageRows(String rows) throws Exception {
        return stage("id BIGINT, name VARCHAR", rows);
    }

    private StagedFile stage(String columns, String rows) throws Exception {
        Path path = folder.resolve("staged-" + SinkFiles.list(folder).size() + ".duckdb");
        SinkFiles.execute(
                path, "CREATE TABLE staged (" + columns + ")", "INSERT INTO staged VALUES " + rows);
        int count = (int) rows.chars().filter(each -> each == '(').count();
        return new StagedFile(path.toString(), "h", 0, count);
    }

    private List<String> rows() throws Exception {
        return SinkFiles.query(file, "FROM t ORDER BY id");
    }
}
