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

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Serializes {@link DuckDbCommittable}s, which are held in state until their checkpoint is. */
@Internal
public final class DuckDbCommittableSerializer
        implements SimpleVersionedSerializer<DuckDbCommittable> {

    private static final int VERSION = 2;

    /** Had neither path nor key, and overwrote nothing. */
    private static final int APPENDS_ONLY = 1;

    private static final int INITIAL_BYTES = 512;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(DuckDbCommittable committable) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        out.writeByte(committable.kind().ordinal());
        StagedFileFormat.write(committable.commitId(), out);
        StagedFileFormat.write(committable.databaseId(), out);
        out.writeLong(committable.checkpointId());
        out.writeLong(committable.stagedAt());
        out.writeInt(committable.files().size());
        for (StagedFile file : committable.files()) {
            StagedFileFormat.write(file, out);
        }
        out.writeUTF(committable.targetPath());
        out.writeBoolean(committable.overwrites());
        StagedFileFormat.write(committable.primaryKey(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public DuckDbCommittable deserialize(int version, byte[] serialized) throws IOException {
        StagedFileFormat.checkVersion(version, VERSION);
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        DuckDbCommittable.Kind kind = kind(in.readByte());
        UUID commitId = StagedFileFormat.readId(in);
        UUID databaseId = StagedFileFormat.readId(in);
        long checkpointId = in.readLong();
        long stagedAt = in.readLong();
        int count = in.readInt();
        List<StagedFile> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            files.add(StagedFileFormat.read(in));
        }
        boolean appendsOnly = version == APPENDS_ONLY;
        return new DuckDbCommittable(
                kind,
                commitId,
                databaseId,
                checkpointId,
                stagedAt,
                appendsOnly ? "" : in.readUTF(),
                !appendsOnly && in.readBoolean(),
                appendsOnly ? List.of() : StagedFileFormat.readColumns(in),
                files);
    }

    private static DuckDbCommittable.Kind kind(int ordinal) throws IOException {
        DuckDbCommittable.Kind[] known = DuckDbCommittable.Kind.values();
        if (ordinal < 0 || ordinal >= known.length) {
            throw new IOException(
                    "State of the DuckDB sink holds a commit of kind "
                            + ordinal
                            + ", which this version of the connector does not know. Restore it with"
                            + " the connector that wrote it.");
        }
        return known[ordinal];
    }
}
