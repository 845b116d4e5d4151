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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.sink.committer.EntriesPayload;
import io.flinkbundle.connector.redis.sink.committer.StagedEntries;
import io.flinkbundle.connector.redis.sink.committer.StagedEntries.Chunk;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagingWriterTest {

    private static final Duration RETENTION = Duration.ofDays(1);

    @TempDir private Path folder;

    @Test
    void cutsTheEntriesOfEachStreamIntoChunks() throws IOException {
        StagingWriter<String> writer = writer(1 << 20, Optional.empty());
        write(writer, "a 1", "b 2", "a 3", "a 4");

        List<StagedEntries> staged = List.copyOf(writer.prepareCommit());

        assertThat(staged).extracting(StagedEntries::stream).containsExactly("a", "b");
        assertThat(staged.get(0).chunks()).extracting(Chunk::entries).containsExactly(2, 1);
        assertThat(commands(staged.get(0)))
                .containsExactly("XADD a * v 1", "XADD a * v 3", "XADD a * v 4");
        assertThat(commands(staged.get(1))).containsExactly("XADD b * v 2");
    }

    @Test
    void numbersItsPartsOverAllCheckpoints() throws IOException {
        StagingWriter<String> writer = writer(1 << 20, Optional.empty());
        write(writer, "a 1", "b 2");
        List<StagedEntries> staged = new ArrayList<>(writer.prepareCommit());
        write(writer, "a 3");
        staged.addAll(writer.prepareCommit());

        assertThat(staged).extracting(StagedEntries::part).containsExactly(1L, 2L, 3L);
        assertThat(staged).extracting(StagedEntries::run).containsOnly(staged.get(0).run());
        assertThat(writer.prepareCommit()).isEmpty();
    }

    @Test
    void saysWhichPartsHaveIdsThatTheProducerChose() throws IOException {
        StagingWriter<String> writer = writer(1 << 20, Optional.empty());
        write(writer, "a 1", "b 2", "b 3 7-0", "b 4");

        assertThat(writer.prepareCommit())
                .extracting(StagedEntries::chosenIds)
                .containsExactly(false, true);
    }

    @Test
    void putsWhatIsBeyondTheLimitIntoAFile() throws IOException {
        StagingWriter<String> writer = writer(60, Optional.of(folder.toString()));
        write(writer, "a 1", "a 2", "a 3");

        List<StagedEntries> staged = List.copyOf(writer.prepareCommit());

        assertThat(staged.get(0).payload()).isInstanceOf(EntriesPayload.Spilled.class);
        assertThat(staged)
                .flatExtracting(StagingWriterTest::commands)
                .containsExactly("XADD a * v 1", "XADD a * v 2", "XADD a * v 3");
    }

    @Test
    void saysWhatToDoWhenThereIsNoRoom() throws IOException {
        StagingWriter<String> writer = writer(60, Optional.empty());

        assertThatThrownBy(() -> write(writer, "a 1", "a 2"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'sink.exactly-once.max-buffer' = 60 bytes")
                .hasMessageContaining("'sink.staging.path'");
    }

    @Test
    void removesFilesThatNoCheckpointKnows() throws IOException {
        StagingWriter<String> writer = writer(60, Optional.of(folder.toString()));
        write(writer, "a 1", "a 2");

        writer.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void removesFilesThatAreOlderThanTheMarkers() throws IOException {
        StagingWriter<String> failed = writer(60, Optional.of(folder.toString()));
        write(failed, "a 1", "a 2");
        failed.prepareCommit();
        Path other = Files.createFile(folder.resolve("other.entries"));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(
                        file, FileTime.from(Instant.now().minus(RETENTION.multipliedBy(2))));
            }
        }

        writer(60, Optional.of(folder.toString()));

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(other);
        }
    }

    /** Records are a stream, a value and perhaps an id. */
    private static StagingWriter<String> writer(long maxBuffer, Optional<String> stagingPath)
            throws IOException {
        AppendEncoder<String> encoder =
                new AppendEncoder<>(
                        (text, entry) -> {
                            String[] parts = text.split(" ");
                            entry.stream(parts[0])
                                    .field("v".getBytes(UTF_8), parts[1].getBytes(UTF_8));
                            if (parts.length > 2) {
                                entry.id(parts[2]);
                            }
                        },
                        List.of("default"),
                        Routing.ALL,
                        AppendOptions.DEFAULT,
                        BadRecords.open(
                                BadRecordHandling.fail(), "redis-streams", 0, new SimpleCounter()));
        return StagingWriter.create(
                encoder,
                new StagingLimits(
                        2, MemorySize.ofMebiBytes(1), new MemorySize(maxBuffer), RETENTION),
                stagingPath,
                "sink",
                UnregisteredMetricsGroup.createSinkWriterMetricGroup());
    }

    private static void write(StagingWriter<String> writer, String... records) throws IOException {
        for (String record : records) {
            writer.write(record, null);
        }
    }

    private static List<String> commands(StagedEntries staged) {
        try (InputStream in = staged.payload().open()) {
            return StreamAppend.describeAll(in.readAllBytes()).stream()
                    .map(text -> new String(text, UTF_8))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
