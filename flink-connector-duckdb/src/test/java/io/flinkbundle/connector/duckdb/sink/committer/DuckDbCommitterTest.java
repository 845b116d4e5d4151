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

import io.flinkbundle.connector.common.retry.RetriesExhaustedException;
import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.LocalHost;
import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbCommitterTest {

    private static final UUID COMMIT = new UUID(0, 1);

    private static final long RESTORED = 5;

    @TempDir private Path folder;

    private Path target;
    private DuckDbSinkConfig config;
    private DuckDbCommitter committer;
    private UUID databaseId;

    @BeforeEach
    void prepareTarget() throws Exception {
        target = folder.resolve("target.duckdb");
        config = SinkFiles.config(target);
        databaseId = prepare(config);
        committer =
                new DuckDbCommitter(
                        config,
                        "a test",
                        InternalSinkCommitterMetricGroup.wrap(
                                UnregisteredMetricsGroup.createOperatorMetricGroup()),
                        OptionalLong.of(RESTORED));
    }

    @Test
    void makesAllFilesOfACommitVisibleAndDeletesThem() throws Exception {
        List<StagedFile> files = List.of(stage("a.duckdb", 1, 2), stage("it's b.duckdb", 3));

        commit(COMMIT, files);

        assertThat(rows()).containsExactly("1", "2", "3");
        assertThat(SinkFiles.list(folder)).doesNotContain("a.duckdb", "it's b.duckdb");
    }

    @Test
    void addsNothingWhenACommitIsPlayedAgain() throws Exception {
        StagedFile file = stage("a.duckdb", 1, 2);
        commit(COMMIT, List.of(file));

        CommitRequestStub replay = commit(COMMIT, List.of(file));

        assertThat(rows()).containsExactly("1", "2");
        assertThat(replay.alreadyCommitted).isTrue();
    }

    @Test
    void deletesTheFilesOfACommitThatIsPlayedAgain() throws Exception {
        commit(COMMIT, List.of(stage("a.duckdb", 1)));
        StagedFile left = stage("a.duckdb", 1);

        commit(COMMIT, List.of(left));

        assertThat(SinkFiles.list(folder)).doesNotContain("a.duckdb");
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void takesAnotherCommitOfTheSameCheckpoint() throws Exception {
        commit(COMMIT, List.of(stage("a.duckdb", 1)));

        commit(new UUID(0, 2), List.of(stage("b.duckdb", 2)));

        assertThat(rows()).containsExactly("1", "2");
    }

    /** All tasks of the sink restart together, so that its earlier attempts are dead. */
    @Test
    void removesWhatEarlierAttemptsOfTheSubtaskHaveLeft() throws Exception {
        StagedFileName dead = StagedFileName.first("test-sink", new UUID(0, 9), 0);
        StagedFileName live = StagedFileName.first("test-sink", new UUID(0, 9), 0);
        StagedFileName otherSubtask = StagedFileName.first("test-sink", new UUID(0, 9), 1);
        StagedFileName otherRun = StagedFileName.first("test-sink", new UUID(0, 8), 0);
        List<String> kept =
                List.of(live.next().toString(), otherSubtask.toString(), otherRun.toString());
        for (String name : kept) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(folder.resolve(dead.toString()));
        Files.createFile(folder.resolve(dead + ".wal"));

        commit(COMMIT, List.of(stage(live.toString(), 1)));

        assertThat(SinkFiles.list(folder))
                .filteredOn(name -> name.startsWith("staged_"))
                .containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void removesNothingAfterARestoredCommit() throws Exception {
        StagedFileName pending = StagedFileName.first("test-sink", new UUID(0, 9), 0);
        StagedFileName restored = StagedFileName.first("test-sink", new UUID(0, 9), 0);
        Files.createFile(folder.resolve(pending.toString()));
        StagedFile file = stage(restored.toString(), 1);

        committer.commit(
                List.of(
                        new CommitRequestStub(
                                new DuckDbCommittable(
                                        DuckDbCommittable.Kind.APPEND,
                                        COMMIT,
                                        databaseId,
                                        RESTORED,
                                        0,
                                        target.toString(),
                                        false,
                                        List.of(),
                                        List.of(file)))));

        assertThat(SinkFiles.list(folder)).contains(pending.toString());
    }

    @Test
    void removesOldFilesOfOtherRunsOfTheSinkAtStart() throws Exception {
        StagedFileName other = StagedFileName.first("test-sink", new UUID(0, 8), 0);
        StagedFileName own = StagedFileName.first("test-sink", new UUID(0, 9), 0);
        StagedFileName otherSink = StagedFileName.first("other", new UUID(0, 8), 0);
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        for (StagedFileName name : List.of(other, own, otherSink)) {
            Files.setLastModifiedTime(Files.createFile(folder.resolve(name.toString())), old);
        }
        Files.createFile(folder.resolve(other.next().toString()));

        StagingCleanup.atStart(folder, config, own.run());

        assertThat(SinkFiles.list(folder))
                .contains(own.toString(), otherSink.toString(), other.next().toString())
                .doesNotContain(other.toString());
    }

    @Test
    void failsWhenAFileIsMissingWithoutItsMarker() throws Exception {
        StagedFile present = stage("a.duckdb", 1);
        StagedFile missing = new StagedFile(folder + "/gone.duckdb", "other-host", 2, 5);

        assertThatThrownBy(() -> commit(COMMIT, List.of(present, missing)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone.duckdb")
                .hasMessageContaining("5 rows of checkpoint 7")
                .hasMessageContaining("'other-host'")
                .hasMessageContaining("sink.staging.path");

        assertThat(rows()).isEmpty();
        assertThat(Files.exists(Path.of(present.path()))).isTrue();
    }

    @Test
    void failsWhenTheTargetWasReplaced() throws Exception {
        StagedFile file = stage("a.duckdb", 1);
        Files.delete(target);
        prepare(config);

        assertThatThrownBy(() -> commit(COMMIT, List.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'" + target + "' on host '" + LocalHost.name() + "'")
                .hasMessageContaining("is not the one for which the rows")
                .hasMessageContaining(databaseId.toString())
                .hasMessageContaining("host 'h' for '/their/t.duckdb'");
        assertThat(rows()).isEmpty();
    }

    @Test
    void failsWhenTheTargetWasNeverWrittenByASink() throws Exception {
        StagedFile file = stage("a.duckdb", 1);
        Files.delete(target);
        SinkFiles.execute(target, "CREATE TABLE t (id BIGINT, name VARCHAR)");

        assertThatThrownBy(() -> commit(COMMIT, List.of(file)))
                .hasMessageContaining("was never written by this sink");
    }

    @Test
    void failsWhenTheTargetIsGoneAndDoesNotCreateIt() throws Exception {
        StagedFile file = stage("a.duckdb", 1);
        Files.delete(target);

        assertThatThrownBy(() -> commit(COMMIT, List.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the one for which the rows")
                .hasMessageContaining("'" + target + "' on host '" + LocalHost.name() + "'")
                .hasMessageContaining("host 'h' for '/their/t.duckdb'")
                .hasMessageContaining("does not exist there");
        assertThat(Files.exists(target)).isFalse();
    }

    @Test
    void commitsNothingWhenOneFileHoldsAnotherNumberOfRows() throws Exception {
        StagedFile whole = stage("a.duckdb", 1);
        StagedFile staged = stage("b.duckdb", 2, 3);
        StagedFile cut = new StagedFile(staged.path(), "h", 0, 3);

        assertThatThrownBy(() -> commit(COMMIT, List.of(whole, cut)))
                .hasMessageContaining("gave 2 rows, but 3 were written");

        assertThat(rows()).isEmpty();
    }

    @Test
    void canCommitAfterAFailedAttempt() throws Exception {
        StagedFile file = stage("a.duckdb", 1);
        SinkFiles.execute(target, "ALTER TABLE t RENAME TO hidden");
        assertThatThrownBy(() -> commit(COMMIT, List.of(file)))
                .hasMessageContaining("commit 1 rows to table 'main.t'");
        SinkFiles.execute(target, "ALTER TABLE hidden RENAME TO t");

        commit(COMMIT, List.of(file));

        assertThat(rows()).containsExactly("1");
    }

    @Test
    void failsWhenTheTargetStaysBusyAndKeepsTheFiles() throws Exception {
        StagedFile file = stage("a.duckdb", 1);
        try (DuckDbDatabase reader =
                DuckDbDatabase.open(config.settings(), AccessMode.READ_ONLY, "the reader")) {
            assertThatThrownBy(() -> commit(COMMIT, List.of(file)))
                    .isInstanceOf(RetriesExhaustedException.class)
                    .hasMessageContaining("the reader");
            assertThat(reader).isNotNull();
        }

        assertThat(Files.exists(Path.of(file.path()))).isTrue();
    }

    @Test
    void leavesTheTargetAloneWhenNothingWasStaged() throws Exception {
        commit(COMMIT, List.of());

        assertThat(SinkFiles.query(target, "SELECT count(*) FROM __flink_commits"))
                .containsExactly("1");
    }

    private CommitRequestStub commit(UUID commitId, List<StagedFile> files) throws Exception {
        CommitRequestStub request =
                new CommitRequestStub(
                        new DuckDbCommittable(
                                DuckDbCommittable.Kind.APPEND,
                                commitId,
                                databaseId,
                                7,
                                0,
                                "/their/t.duckdb",
                                false,
                                List.of(),
                                files));
        committer.commit(List.of(request));
        return request;
    }

    private StagedFile stage(String name, int... ids) throws Exception {
        Path file = folder.resolve(name);
        SinkFiles.execute(
                file,
                Stream.concat(
                                Stream.of("CREATE TABLE staged (id BIGINT, name VARCHAR)"),
                                java.util.Arrays.stream(ids)
                                        .mapToObj(
                                                id ->
                                                        "INSERT INTO staged VALUES ("
                                                                + id
                                                                + ", 'x')"))
                        .toArray(String[]::new));
        return new StagedFile(file.toString(), "h", 0, ids.length);
    }

    private List<String> rows() throws Exception {
        return SinkFiles.query(target, "SELECT id FROM t ORDER BY id");
    }

    private static UUID prepare(DuckDbSinkConfig config) throws Exception {
        try (TargetConnection connection = SinkFiles.open(config)) {
            TargetTable.prepare(connection, config);
            return new CommitMarkers(connection, config).prepare();
        }
    }
}
