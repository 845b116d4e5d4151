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

import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommittable;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFile;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;

import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A DuckDB sink that fails next to a commit: of its committer, or of the writer that commits by
 * itself at the end of input.
 */
final class CrashingSink
        implements Sink<RowData>,
                SupportsPreWriteTopology<RowData>,
                SupportsPreCommitTopology<StagedResult, DuckDbCommittable>,
                SupportsCommitter<DuckDbCommittable> {

    private static final long serialVersionUID = 1L;
    private static final String KEPT = ".kept";

    enum Crash {
        NEVER,
        /** A staging file is closed, and its checkpoint does not come about. */
        AFTER_STAGING,
        BEFORE_COMMIT,
        /** The transaction is there, and the staging files are still as well. */
        BEFORE_CLEANUP,
        AFTER_COMMIT,
        /** At every attempt, so that the job ends with rows staged and not committed. */
        ALWAYS_BEFORE_COMMIT
    }

    private final DuckDbSink<RowData> sink;
    private final Crash crash;
    private final boolean inWriter;
    private final String marker;

    /**
     * @param marker a file that shows that the sink has failed
     */
    CrashingSink(DuckDbSink<RowData> sink, Crash crash, boolean inWriter, Path marker) {
        this.sink = sink;
        this.crash = crash;
        this.inWriter = inWriter;
        this.marker = marker.toString();
    }

    private void crash(Crash now) throws IOException {
        if (crash == Crash.ALWAYS_BEFORE_COMMIT && now == Crash.BEFORE_COMMIT) {
            throw new IOException("crash: " + crash);
        }
        if (crash == now && !Files.exists(Path.of(marker))) {
            Files.createFile(Path.of(marker));
            throw new IOException("crash: " + crash);
        }
    }

    @Override
    public DataStream<RowData> addPreWriteTopology(DataStream<RowData> input) {
        return sink.addPreWriteTopology(input);
    }

    @Override
    public DataStream<CommittableMessage<DuckDbCommittable>> addPreCommitTopology(
            DataStream<CommittableMessage<StagedResult>> written) {
        return sink.addPreCommitTopology(written);
    }

    @Override
    public SimpleVersionedSerializer<StagedResult> getWriteResultSerializer() {
        return sink.getWriteResultSerializer();
    }

    @Override
    public SimpleVersionedSerializer<DuckDbCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public CommittingSinkWriter<RowData, StagedResult> createWriter(WriterInitContext context)
            throws IOException {
        CommittingSinkWriter<RowData, StagedResult> writer = sink.createWriter(context);
        boolean crashes =
                (inWriter || crash == Crash.AFTER_STAGING)
                        && context.getTaskInfo().getIndexOfThisSubtask() == 0;
        return crashes ? new CrashingWriter(writer) : writer;
    }

    @Override
    public Committer<DuckDbCommittable> createCommitter(CommitterInitContext context) {
        Committer<DuckDbCommittable> committer = sink.createCommitter(context);
        return inWriter ? committer : new CrashingCommitter(committer);
    }

    private final class CrashingWriter implements CommittingSinkWriter<RowData, StagedResult> {
        private final CommittingSinkWriter<RowData, StagedResult> writer;

        private CrashingWriter(CommittingSinkWriter<RowData, StagedResult> writer) {
            this.writer = writer;
        }

        @Override
        public void write(RowData element, Context context)
                throws IOException, InterruptedException {
            writer.write(element, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            if (endOfInput && inWriter) {
                crash(Crash.BEFORE_COMMIT);
            }
            writer.flush(endOfInput);
            if (endOfInput && inWriter) {
                crash(Crash.AFTER_COMMIT);
            }
        }

        @Override
        public Collection<StagedResult> prepareCommit() throws IOException, InterruptedException {
            Collection<StagedResult> staged = writer.prepareCommit();
            if (!staged.isEmpty()) {
                crash(Crash.AFTER_STAGING);
            }
            return staged;
        }

        @Override
        public void close() throws Exception {
            writer.close();
        }
    }

    private final class CrashingCommitter implements Committer<DuckDbCommittable> {
        private final Committer<DuckDbCommittable> committer;

        private CrashingCommitter(Committer<DuckDbCommittable> committer) {
            this.committer = committer;
        }

        @Override
        public void commit(Collection<CommitRequest<DuckDbCommittable>> requests)
                throws IOException, InterruptedException {
            boolean hasRows =
                    requests.stream().anyMatch(request -> request.getCommittable().rows() > 0);
            if (hasRows) {
                crash(Crash.BEFORE_COMMIT);
            }
            List<Path> kept = crash == Crash.BEFORE_CLEANUP ? keep(requests) : List.of();
            committer.commit(requests);
            if (hasRows) {
                putBack(kept);
                crash(Crash.BEFORE_CLEANUP);
                crash(Crash.AFTER_COMMIT);
            }
        }

        /** Gives the files of a commit a second name, which their deletion leaves. */
        private static List<Path> keep(Collection<CommitRequest<DuckDbCommittable>> requests)
                throws IOException {
            List<Path> kept = new ArrayList<>();
            for (CommitRequest<DuckDbCommittable> request : requests) {
                for (StagedFile file : request.getCommittable().files()) {
                    Path path = Path.of(file.path());
                    kept.add(Files.createLink(Path.of(path + KEPT), path));
                }
            }
            return kept;
        }

        private void putBack(List<Path> kept) throws IOException {
            for (Path path : kept) {
                if (Files.exists(Path.of(marker))) {
                    Files.delete(path);
                } else {
                    String name = path.toString();
                    Files.move(path, Path.of(name.substring(0, name.length() - KEPT.length())));
                }
            }
        }

        @Override
        public void close() throws Exception {
            committer.close();
        }
    }
}
