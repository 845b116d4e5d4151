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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.client.FileHolder;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.table.api.DataTypes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbSplitReaderTest {

    private static final DuckDbSplit FIRST = DuckDbSplit.unread(0, 5_000);
    private static final DuckDbSplit SECOND = DuckDbSplit.unread(5_000, 10_000);

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createTable() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT range AS c0 FROM range(10000)");
    }

    @Test
    void readsOneSplitAfterTheOther() throws Exception {
        try (DuckDbSplitReader reader = reader()) {
            add(reader, FIRST, SECOND);
            List<Long> rowIds = new ArrayList<>();
            Set<String> finished = new HashSet<>();

            while (finished.size() < 2) {
                RecordsWithSplitIds<ChunkRow> records = reader.fetch();
                rowIds.addAll(rowIds(records));
                finished.addAll(records.finishedSplits());
            }

            assertThat(rowIds).hasSize(10_000).isSorted().doesNotHaveDuplicates();
            assertThat(finished).containsExactlyInAnyOrder(FIRST.splitId(), SECOND.splitId());
        }
    }

    @Test
    void aWakeUpBringsOneEmptyFetchAndLosesNothing() throws Exception {
        try (DuckDbSplitReader reader = reader()) {
            add(reader, FIRST);
            List<Long> rowIds = new ArrayList<>(rowIds(reader.fetch()));
            reader.wakeUp();

            RecordsWithSplitIds<ChunkRow> afterWakeUp = reader.fetch();
            List<Long> next = rowIds(reader.fetch());

            assertThat(afterWakeUp.nextSplit()).isNull();
            assertThat(afterWakeUp.finishedSplits()).isEmpty();
            assertThat(next.get(0)).isEqualTo(rowIds.get(rowIds.size() - 1) + 1);
        }
    }

    @Test
    void aPausedSplitWaitsForTheWakeUpAndThenGoesOn() throws Exception {
        try (DuckDbSplitReader reader = reader()) {
            add(reader, FIRST);
            long last = rowIds(reader.fetch()).size() - 1;
            reader.pauseOrResumeSplits(List.of(FIRST), List.of());
            FutureTask<RecordsWithSplitIds<ChunkRow>> paused = fetchUntilItWaits(reader);
            reader.wakeUp();

            assertThat(paused.get(1, TimeUnit.MINUTES).nextSplit()).isNull();
            reader.pauseOrResumeSplits(List.of(), List.of(FIRST));
            assertThat(rowsUnlessWokenUp(reader).get(0)).isEqualTo(last + 1);
        }
    }

    @Test
    void aWakeUpEndsTheWaitForABusyFile() throws Exception {
        DuckDbScan patient =
                ScanFixture.scan(
                        ScanFixture.settings(file).withMaxWait(Duration.ofHours(1)),
                        -1,
                        DataTypes.BIGINT());
        Process holder = FileHolder.start(file, "driver");
        try (DuckDbSplitReader reader = new DuckDbSplitReader(patient, "a test")) {
            add(reader, FIRST);
            FutureTask<RecordsWithSplitIds<ChunkRow>> waiting = fetchUntilItWaits(reader);
            reader.wakeUp();

            assertThat(waiting.get(1, TimeUnit.MINUTES).nextSplit()).isNull();
        } finally {
            FileHolder.stop(holder);
        }
    }

    @Test
    void aWakeUpEndsTheWaitForTheRateAndLosesNothing() throws Exception {
        DuckDbScan all = ScanFixture.scan(file, DataTypes.BIGINT());
        DuckDbScan slow =
                new DuckDbScan(
                        all.settings(),
                        all.relation(),
                        all.predicate(),
                        all.columns(),
                        all.mode(),
                        all.partitioning(),
                        -1,
                        0.001,
                        true);
        try (DuckDbSplitReader reader = new DuckDbSplitReader(slow, "a test")) {
            add(reader, FIRST);
            List<Long> rowIds = new ArrayList<>(rowIds(reader.fetch()));
            FutureTask<RecordsWithSplitIds<ChunkRow>> limited = fetchUntilItWaits(reader);
            reader.wakeUp();

            assertThat(rowIds(limited.get(1, TimeUnit.MINUTES)).get(0))
                    .isEqualTo(rowIds.get(rowIds.size() - 1) + 1);
        }
    }

    @Test
    void aMissingFileIsNamedWithItsHost() throws Exception {
        DuckDbScan missing = ScanFixture.scan(folder.resolve("missing.duckdb"), DataTypes.BIGINT());
        try (DuckDbSplitReader reader = new DuckDbSplitReader(missing, "a test")) {
            add(reader, FIRST);

            assertThatThrownBy(reader::fetch)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("missing.duckdb")
                    .hasMessageContaining("host");
        }
    }

    private DuckDbSplitReader reader() {
        return new DuckDbSplitReader(ScanFixture.scan(file, DataTypes.BIGINT()), "a test");
    }

    private static void add(DuckDbSplitReader reader, DuckDbSplit... splits) {
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
    }

    /** Fetches on another thread, and returns once that thread waits for something. */
    private static FutureTask<RecordsWithSplitIds<ChunkRow>> fetchUntilItWaits(
            DuckDbSplitReader reader) {
        FutureTask<RecordsWithSplitIds<ChunkRow>> fetch = new FutureTask<>(reader::fetch);
        Thread thread = new Thread(fetch, "fetch");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(fetch).isNotDone();
            Thread.onSpinWait();
        }
        return fetch;
    }

    private static List<Long> rowsUnlessWokenUp(DuckDbSplitReader reader) throws IOException {
        List<Long> rows = rowIds(reader.fetch());
        return rows.isEmpty() ? rowIds(reader.fetch()) : rows;
    }

    private static List<Long> rowIds(RecordsWithSplitIds<ChunkRow> records) {
        List<Long> ids = new ArrayList<>();
        if (records.nextSplit() != null) {
            for (ChunkRow row = records.nextRecordFromSplit();
                    row != null;
                    row = records.nextRecordFromSplit()) {
                ids.add(row.positionInSplit());
            }
        }
        return ids;
    }
}
