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

package io.flinkbundle.connector.redis.sink.committer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The list of all that a job without checkpoints commits, in a file. Without checkpoints, work that
 * was done may be done again after it was committed in part; the list that was written first holds
 * for all attempts of the job.
 */
@Internal
final class CommitManifest {

    /** What the names of the files end with. */
    static final String SUFFIX = ".manifest";

    private final Path file;
    private final Path unfinished;

    /**
     * @param folder where staged entries are
     * @param prefix what the names of the sink's files begin with
     */
    CommitManifest(String folder, String prefix, JobID job) {
        this.file = new Path(folder, prefix + job + SUFFIX);
        this.unfinished = new Path(folder, prefix + UUID.randomUUID() + SUFFIX);
    }

    boolean exists() throws IOException {
        return file.getFileSystem().exists(file);
    }

    List<StagedEntries> read() throws IOException {
        StagedEntriesSerializer serializer = new StagedEntriesSerializer();
        List<StagedEntries> staged = new ArrayList<>();
        try (FSDataInputStream stream = file.getFileSystem().open(file);
                DataInputStream in = new DataInputStream(stream)) {
            int version = in.readInt();
            for (int left = in.readInt(); left > 0; left--) {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                staged.add(serializer.deserialize(version, bytes));
            }
        }
        return staged;
    }

    /** Appears as a whole or not at all. */
    void write(List<StagedEntries> staged) throws IOException {
        FileSystem files = file.getFileSystem();
        StagedEntriesSerializer serializer = new StagedEntriesSerializer();
        try (FSDataOutputStream stream =
                        files.create(unfinished, FileSystem.WriteMode.NO_OVERWRITE);
                DataOutputStream out = new DataOutputStream(stream)) {
            out.writeInt(serializer.getVersion());
            out.writeInt(staged.size());
            for (StagedEntries each : staged) {
                byte[] bytes = serializer.serialize(each);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            out.flush();
            stream.sync();
        }
        if (!files.rename(unfinished, file)) {
            throw new IOException(
                    "Could not name '" + unfinished + "' '" + file + "': nothing was committed.");
        }
    }
}
