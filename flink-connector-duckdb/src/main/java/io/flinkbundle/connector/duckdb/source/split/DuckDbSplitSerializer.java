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

/**
 * Serializes splits. The bytes of a version never change. Version 1 knew ranges of row ids only.
 */
@Internal
public final class DuckDbSplitSerializer implements SimpleVersionedSerializer<DuckDbSplit> {

    public static final int VERSION = 2;

    private static final int ROW_IDS_ONLY = 1;

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
        return read(version, new DataInputDeserializer(bytes));
    }

    /** Writes a split as part of something larger, which remembers {@link #VERSION}. */
    public static void write(DuckDbSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.splitId());
        SplitBoundsFormat.write(split.bounds(), out);
        out.writeBoolean(split.positionKind() == PositionKind.LAST_ROW_ID);
        out.writeLong(split.position());
    }

    /** Reads what {@link #write} of some version wrote. */
    public static DuckDbSplit read(int version, DataInputView in) throws IOException {
        return switch (version) {
            case ROW_IDS_ONLY -> readRowIds(in);
            case VERSION ->
                    new DuckDbSplit(
                            in.readUTF(),
                            SplitBoundsFormat.read(in),
                            in.readBoolean() ? PositionKind.LAST_ROW_ID : PositionKind.ROWS_READ,
                            in.readLong());
            default ->
                    throw new IOException(
                            "A split of version "
                                    + version
                                    + " was written by a newer DuckDB connector; this one reads"
                                    + " versions up to "
                                    + VERSION
                                    + '.');
        };
    }

    private static DuckDbSplit readRowIds(DataInputView in) throws IOException {
        return new DuckDbSplit(
                in.readUTF(),
                new SplitBounds.RowIds(in.readLong(), in.readLong()),
                PositionKind.LAST_ROW_ID,
                in.readLong());
    }
}
