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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.client.FileVersion;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplitSerializer;
import io.flinkbundle.connector.duckdb.source.split.SplitBoundsFormat;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Serializes the enumerator's state. The bytes of a version never change. */
@Internal
public final class DuckDbEnumeratorStateSerializer
        implements SimpleVersionedSerializer<DuckDbEnumeratorState> {

    private static final int VERSION = 2;

    /** Held splits of version 1, without saying so. */
    private static final int FIRST_VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(DuckDbEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(DuckDbSplitSerializer.VERSION);
        out.writeBoolean(state.planned());
        out.writeInt(state.unassigned().size());
        for (DuckDbSplit split : state.unassigned()) {
            DuckDbSplitSerializer.write(split, out);
        }
        writeFile(state.file(), out);
        SplitBoundsFormat.writeCut(state.readTo(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public DuckDbEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        if (version > VERSION) {
            throw new IOException(
                    "Enumerator state of version "
                            + version
                            + " was written by a newer DuckDB connector; this one reads versions up"
                            + " to "
                            + VERSION
                            + '.');
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int splitVersion = version == FIRST_VERSION ? FIRST_VERSION : in.readInt();
        boolean planned = in.readBoolean();
        int count = in.readInt();
        List<DuckDbSplit> splits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            splits.add(DuckDbSplitSerializer.read(splitVersion, in));
        }
        return version == FIRST_VERSION
                ? new DuckDbEnumeratorState(planned, splits, Optional.empty(), Optional.empty())
                : new DuckDbEnumeratorState(
                        planned, splits, readFile(in), SplitBoundsFormat.readCut(in));
    }

    private static void writeFile(Optional<FileVersion> file, DataOutputView out)
            throws IOException {
        out.writeBoolean(file.isPresent());
        if (file.isPresent()) {
            out.writeLong(file.get().size());
            out.writeLong(file.get().modified());
            out.writeLong(file.get().logSize());
        }
    }

    private static Optional<FileVersion> readFile(DataInputView in) throws IOException {
        return in.readBoolean()
                ? Optional.of(new FileVersion(in.readLong(), in.readLong(), in.readLong()))
                : Optional.empty();
    }
}
