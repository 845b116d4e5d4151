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
import java.util.Collection;

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

    enum Crash {
        NEVER,
        BEFORE_COMMIT,
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
        boolean crashes = inWriter && context.getTaskInfo().getIndexOfThisSubtask() == 0;
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
            if (endOfInput) {
                crash(Crash.BEFORE_COMMIT);
            }
            writer.flush(endOfInput);
            if (endOfInput) {
                crash(Crash.AFTER_COMMIT);
            }
        }

        @Override
        public Collection<StagedResult> prepareCommit() throws IOException, InterruptedException {
            return writer.prepareCommit();
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
            committer.commit(requests);
            if (hasRows) {
                crash(Crash.AFTER_COMMIT);
            }
        }

        @Override
        public void close() throws Exception {
            committer.close();
        }
    }
}
