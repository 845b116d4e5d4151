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

package io.flinkbundle.connector.common.commit;

import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A target with one commit at a time: a commit is a file whose name is the committable's UUID, so a
 * repeated commit is recognised. It fails once, before or after its last commit.
 */
final class FolderSink
        implements Sink<Long>,
                SupportsCommitter<String>,
                SupportsPreCommitTopology<String, String> {

    enum Crash {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private static final String CRASHED = "crashed";

    private final String folder;
    private final CommitTiming timing;
    private final Crash crash;

    FolderSink(String folder, CommitTiming timing, Crash crash) {
        this.folder = folder;
        this.timing = timing;
        this.crash = crash;
    }

    static List<Long> read(Path folder) throws IOException {
        List<Long> rows = new ArrayList<>();
        for (Path commit : commitFiles(folder)) {
            Files.readAllLines(commit).forEach(row -> rows.add(Long.valueOf(row)));
        }
        return rows.stream().sorted().toList();
    }

    static int commits(Path folder) throws IOException {
        return commitFiles(folder).size();
    }

    static boolean crashed(Path folder) {
        return Files.exists(folder.resolve(CRASHED));
    }

    private static List<Path> commitFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".commit")).toList();
        }
    }

    @Override
    public CommittingSinkWriter<Long, String> createWriter(WriterInitContext context) {
        return new Writer();
    }

    @Override
    public DataStream<CommittableMessage<String>> addPreCommitTopology(
            DataStream<CommittableMessage<String>> written) {
        return SingleCommitTopology.of(
                written,
                CommitAggregatorOperatorTest.TextSerializer::new,
                CommitAggregatorOperatorTest.TextSerializer::new,
                (checkpointId, results) -> UUID.randomUUID() + "\n" + String.join("\n", results),
                timing);
    }

    @Override
    public Committer<String> createCommitter(CommitterInitContext context) {
        return new FolderCommitter();
    }

    @Override
    public SimpleVersionedSerializer<String> getCommittableSerializer() {
        return new CommitAggregatorOperatorTest.TextSerializer();
    }

    @Override
    public SimpleVersionedSerializer<String> getWriteResultSerializer() {
        return new CommitAggregatorOperatorTest.TextSerializer();
    }

    private static final class Writer implements CommittingSinkWriter<Long, String> {
        private final List<Long> rows = new ArrayList<>();

        @Override
        public void write(Long row, Context context) {
            rows.add(row);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<String> prepareCommit() {
            if (rows.isEmpty()) {
                return List.of();
            }
            String result = rows.stream().map(String::valueOf).collect(Collectors.joining("\n"));
            rows.clear();
            return List.of(result);
        }

        @Override
        public void close() {}
    }

    private final class FolderCommitter implements Committer<String> {

        @Override
        public void commit(Collection<CommitRequest<String>> requests) throws IOException {
            for (CommitRequest<String> request : requests) {
                String[] lines = request.getCommittable().split("\n");
                crashOnce(Crash.BEFORE_COMMIT);
                write(Path.of(folder, lines[0] + ".commit"), Arrays.asList(lines));
                crashOnce(Crash.AFTER_COMMIT);
            }
        }

        private void write(Path commit, List<String> lines) throws IOException {
            if (Files.exists(commit)) {
                return;
            }
            Path unfinished = Path.of(folder, UUID.randomUUID() + ".tmp");
            Files.write(unfinished, lines.subList(1, lines.size()));
            Files.move(unfinished, commit);
        }

        private void crashOnce(Crash here) throws IOException {
            if (crash == here) {
                try {
                    Files.createFile(Path.of(folder, CRASHED));
                } catch (FileAlreadyExistsException e) {
                    return;
                }
                throw new IOException("The test fails the job here, once.");
            }
        }

        @Override
        public void close() {}
    }
}
