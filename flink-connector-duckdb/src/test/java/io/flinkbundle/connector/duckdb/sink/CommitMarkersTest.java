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

import io.flinkbundle.connector.common.options.SchemaMode;

import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommitMarkersTest {

    private static final UUID COMMIT = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("t.duckdb");
    }

    @Test
    void givesADatabaseOneIdForEver() throws Exception {
        UUID first = prepare();

        assertThat(prepare()).isEqualTo(first);
    }

    @Test
    void knowsNoIdOfADatabaseThatNoSinkHasPrepared() throws Exception {
        DuckDbSinkConfig config = SinkFiles.config(file);
        try (TargetConnection target = SinkFiles.open(config)) {
            assertThat(new CommitMarkers(target, config).databaseId()).isEmpty();
        }
    }

    @Test
    void recognisesExactlyTheCommitThatItHasTaken() throws Exception {
        DuckDbSinkConfig config = SinkFiles.config(file);
        try (TargetConnection target = SinkFiles.open(config)) {
            CommitMarkers markers = new CommitMarkers(target, config);
            markers.prepare();

            target.inTransaction("add a marker", () -> markers.add(COMMIT, 7, 3));

            assertThat(markers.contains(COMMIT)).isTrue();
            assertThat(markers.contains(UUID.randomUUID())).isFalse();
        }
    }

    @Test
    void forgetsAMarkerThatIsRolledBack() throws Exception {
        DuckDbSinkConfig config = SinkFiles.config(file);
        try (TargetConnection target = SinkFiles.open(config)) {
            CommitMarkers markers = new CommitMarkers(target, config);
            markers.prepare();

            assertThatThrownBy(
                            () ->
                                    target.inTransaction(
                                            "add a marker",
                                            () -> {
                                                markers.add(COMMIT, 7, 3);
                                                throw new IOException("crash");
                                            }))
                    .hasMessage("crash");

            assertThat(markers.contains(COMMIT)).isFalse();
        }
    }

    @Test
    void removesOldMarkersOfItsOwnSinkOnly() throws Exception {
        UUID database = prepare();
        SinkFiles.execute(
                file,
                insert("test-sink", "00000000-0000-0000-0000-000000000001", "31 days"),
                insert("test-sink", "00000000-0000-0000-0000-000000000002", "29 days"),
                insert("other-sink", "00000000-0000-0000-0000-000000000003", "31 days"));
        DuckDbSinkConfig config =
                SinkFiles.config(
                        file, SinkFiles.ROWS, SchemaMode.CREATE_OR_VALIDATE, Duration.ofDays(30));

        try (TargetConnection target = SinkFiles.open(config)) {
            CommitMarkers markers = new CommitMarkers(target, config);
            target.inTransaction("add a marker", () -> markers.add(COMMIT, 7, 3));
            markers.expire(COMMIT);
        }

        assertThat(
                        SinkFiles.query(
                                file,
                                "SELECT sink_id, commit_id FROM __flink_commits ORDER BY ALL"))
                .containsExactlyInAnyOrder(
                        "__flink_database|" + database,
                        "other-sink|00000000-0000-0000-0000-000000000003",
                        "test-sink|00000000-0000-0000-0000-000000000002",
                        "test-sink|" + COMMIT);
    }

    @Test
    void keepsTheMarkerJustAddedHoweverLateItIs() throws Exception {
        prepare();
        SinkFiles.execute(file, insert("test-sink", COMMIT.toString(), "31 days"));
        DuckDbSinkConfig config = SinkFiles.config(file);

        try (TargetConnection target = SinkFiles.open(config)) {
            CommitMarkers markers = new CommitMarkers(target, config);
            markers.expire(COMMIT);

            assertThat(markers.contains(COMMIT)).isTrue();
        }
    }

    @Test
    void refusesToForgetMarkersAtOnce() {
        assertThatThrownBy(
                        () ->
                                SinkFiles.config(
                                        file, SinkFiles.ROWS, SchemaMode.CREATE, Duration.ZERO))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("sink.marker-retention");
    }

    private static String insert(String sinkId, String commitId, String age) {
        return String.format(
                "INSERT INTO __flink_commits VALUES ('%s', '%s', 1, 1, now() - INTERVAL %s)",
                sinkId, commitId, age);
    }

    private UUID prepare() throws Exception {
        DuckDbSinkConfig config = SinkFiles.config(file);
        try (TargetConnection target = SinkFiles.open(config)) {
            return new CommitMarkers(target, config).prepare();
        }
    }
}
