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

import io.flinkbundle.connector.common.deadletter.BadRecordException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.duckdb.RecordedMetrics;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetHold;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;

import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbWriterTest {

    private static final StringData NO_UTF8 = StringData.fromBytes(new byte[] {(byte) 0xc3});

    private final RecordedMetrics metrics = new RecordedMetrics();

    @TempDir private Path folder;

    @Test
    void keepsTheGoodRowsBesideOneThatIsSkipped() throws Exception {
        try (DuckDbWriter<RowData> writer = writer(BadRecordHandling.skip())) {
            writer.write(row(1, StringData.fromString("a")), null);
            writer.write(row(2, NO_UTF8), null);
            writer.write(row(3, StringData.fromString("c")), null);

            assertThat(staged(writer)).containsExactly("1|a", "3|c");
            assertThat(metrics.count("rejected")).isEqualTo(1);
        }
    }

    @Test
    void writesARejectedRowToTheDeadLetters() throws Exception {
        Path letters = folder.resolve("letters");
        BadRecordHandling handling = BadRecordHandling.deadLetter(letters.toUri().toString());
        try (DuckDbWriter<RowData> writer = writer(handling)) {
            writer.write(row(2, NO_UTF8), null);
            writer.flush(false);

            assertThat(lines(letters)).contains("Column 'name'", "{id=2, name=");
        }
    }

    @Test
    void failsWithTheColumnAndTheRemedyUnlessToldOtherwise() throws Exception {
        try (DuckDbWriter<RowData> writer = writer(BadRecordHandling.fail())) {
            assertThatThrownBy(() -> writer.write(row(2, NO_UTF8), null))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageContaining("Column 'name'")
                    .hasMessageContaining("sink.on-rejected");
        }
    }

    /** It is no bad value: leaving it out would leave the row that it deletes. */
    @Test
    void neverSkipsAChange() throws Exception {
        RowData delete = row(1, null);
        delete.setRowKind(RowKind.DELETE);
        try (DuckDbWriter<RowData> writer = writer(BadRecordHandling.skip())) {
            assertThatThrownBy(() -> writer.write(delete, null))
                    .isInstanceOf(UnwritableValueException.class);
        }
    }

    private DuckDbWriter<RowData> writer(BadRecordHandling onRejected) throws Exception {
        DuckDbSinkConfig config =
                SinkFiles.config(
                        DuckDbSettings.of(folder.resolve("t.duckdb").toString()), onRejected);
        StagingDestination destination =
                new StagingDestination(
                        config,
                        StagingFolder.open(config.stagingPath()),
                        StagedFileName.first("test-sink", new UUID(0, 1), 0));
        return new DuckDbWriter<>(
                config,
                0,
                row -> row,
                destination,
                new TargetHold(config, "a test"),
                new WriterMetrics(InternalSinkWriterMetricGroup.wrap(metrics)));
    }

    private static RowData row(long id, StringData name) {
        return GenericRowData.of(id, name);
    }

    private static Iterable<String> staged(DuckDbWriter<RowData> writer) throws Exception {
        writer.flush(false);
        StagedResult result = writer.prepareCommit().iterator().next();
        return SinkFiles.query(Path.of(result.file().path()), "SELECT id, name FROM staged");
    }

    private static String lines(Path letters) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(letters)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
