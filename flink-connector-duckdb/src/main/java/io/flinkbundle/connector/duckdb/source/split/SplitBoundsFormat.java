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
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.util.Optional;

/** The serialized form of bounds and cuts, as part of a split or of the enumerator's state. */
@Internal
public final class SplitBoundsFormat {

    private static final int ROW_IDS = 0;
    private static final int RANGE = 1;
    private static final int HASH = 2;
    private static final int EVERYTHING = 3;

    private SplitBoundsFormat() {}

    static void write(SplitBounds bounds, DataOutputView out) throws IOException {
        if (bounds instanceof SplitBounds.RowIds rowIds) {
            out.writeByte(ROW_IDS);
            out.writeLong(rowIds.from());
            out.writeLong(rowIds.to());
        } else if (bounds instanceof SplitBounds.Range range) {
            out.writeByte(RANGE);
            out.writeUTF(range.column());
            out.writeUTF(range.type());
            writeCut(range.lower(), out);
            writeCut(range.upper(), out);
            out.writeBoolean(range.withNulls());
        } else if (bounds instanceof SplitBounds.Hash hash) {
            out.writeByte(HASH);
            out.writeUTF(hash.column());
            out.writeInt(hash.divisor());
            out.writeInt(hash.remainder());
        } else {
            out.writeByte(EVERYTHING);
        }
    }

    static SplitBounds read(DataInputView in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case ROW_IDS -> new SplitBounds.RowIds(in.readLong(), in.readLong());
            case RANGE ->
                    new SplitBounds.Range(
                            in.readUTF(), in.readUTF(), readCut(in), readCut(in), in.readBoolean());
            case HASH -> new SplitBounds.Hash(in.readUTF(), in.readInt(), in.readInt());
            case EVERYTHING -> new SplitBounds.Everything();
            default -> throw new IOException("Bounds of the unknown kind " + kind + '.');
        };
    }

    public static void writeCut(Optional<Cut> cut, DataOutputView out) throws IOException {
        out.writeBoolean(cut.isPresent());
        if (cut.isPresent()) {
            out.writeUTF(cut.get().value());
            out.writeBoolean(cut.get().behind());
        }
    }

    public static Optional<Cut> readCut(DataInputView in) throws IOException {
        return in.readBoolean()
                ? Optional.of(new Cut(in.readUTF(), in.readBoolean()))
                : Optional.empty();
    }
}
