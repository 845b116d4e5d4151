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

package io.flinkbundle.connector.duckdb.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;

/** Serializes splits. The bytes of a version never change. */
@Internal
public final class DuckDbSplitSerializer implements SimpleVersionedSerializer<DuckDbSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(DuckDbSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public DuckDbSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "A split of version "
                            + version
                            + " was written by a newer DuckDB connector; this one reads version "
                            + VERSION
                            + '.');
        }
        return read(new DataInputDeserializer(bytes));
    }

    /** Writes a split as part of something larger that has a version of its own. */
    public static void write(DuckDbSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.splitId());
        out.writeLong(split.fromRowId());
        out.writeLong(split.toRowId());
        out.writeLong(split.lastRowId());
    }

    /** Reads what {@link #write} wrote. */
    public static DuckDbSplit read(DataInputView in) throws IOException {
        return new DuckDbSplit(in.readUTF(), in.readLong(), in.readLong(), in.readLong());
    }
}
