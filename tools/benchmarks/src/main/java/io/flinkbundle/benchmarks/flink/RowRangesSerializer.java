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

package io.flinkbundle.benchmarks.flink;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the ranges that wait in the enumerator. */
@Internal
final class RowRangesSerializer implements SimpleVersionedSerializer<List<RowRange>> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(List<RowRange> ranges) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(ranges.size());
        for (RowRange range : ranges) {
            write(range, out);
        }
        return bytes.toByteArray();
    }

    @Override
    public List<RowRange> deserialize(int version, byte[] serialized) throws IOException {
        checkVersion(version);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        int size = in.readInt();
        List<RowRange> ranges = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ranges.add(read(in));
        }
        return ranges;
    }

    private static void checkVersion(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "Cannot read row ranges of version %d, only of %d".formatted(version, VERSION));
        }
    }

    private static void write(RowRange range, DataOutputStream out) throws IOException {
        out.writeUTF(range.splitId());
        out.writeLong(range.next());
        out.writeLong(range.end());
    }

    private static RowRange read(DataInputStream in) throws IOException {
        return new RowRange(in.readUTF(), in.readLong(), in.readLong());
    }

    /** Writes one range, as the state of a reader. */
    static final class One implements SimpleVersionedSerializer<RowRange> {

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(RowRange range) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(range, new DataOutputStream(bytes));
            return bytes.toByteArray();
        }

        @Override
        public RowRange deserialize(int version, byte[] serialized) throws IOException {
            checkVersion(version);
            return read(new DataInputStream(new ByteArrayInputStream(serialized)));
        }
    }
}
