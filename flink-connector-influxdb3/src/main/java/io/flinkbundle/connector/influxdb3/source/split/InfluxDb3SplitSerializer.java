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

package io.flinkbundle.connector.influxdb3.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;

/** Serializes splits. The bytes of a version never change. */
@Internal
public final class InfluxDb3SplitSerializer implements SimpleVersionedSerializer<InfluxDb3Split> {

    public static final int VERSION = 1;

    private static final byte RANGE = 0;
    private static final byte TAIL = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(InfluxDb3Split split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public InfluxDb3Split deserialize(int version, byte[] bytes) throws IOException {
        return read(version, new DataInputDeserializer(bytes));
    }

    /** Writes a split as part of something larger, which remembers {@link #VERSION}. */
    public static void write(InfluxDb3Split split, DataOutputView out) throws IOException {
        if (split instanceof RangeSplit range) {
            out.writeByte(RANGE);
            out.writeUTF(range.table());
            out.writeLong(range.from());
            out.writeLong(range.to());
            out.writeLong(range.time());
            out.writeLong(range.rows());
        } else {
            TailSplit tail = (TailSplit) split;
            out.writeByte(TAIL);
            out.writeUTF(tail.table());
            out.writeLong(tail.window().settled());
            out.writeLong(tail.window().checked());
            out.writeLong(tail.window().read());
            tail.seen().write(out);
        }
    }

    /** Reads what {@link #write} of some version wrote. */
    public static InfluxDb3Split read(int version, DataInputView in) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "A split of version "
                            + version
                            + " was written by a newer InfluxDB connector; this one reads versions"
                            + " up to "
                            + VERSION
                            + '.');
        }
        byte kind = in.readByte();
        return switch (kind) {
            case RANGE ->
                    new RangeSplit(
                            in.readUTF(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong());
            case TAIL ->
                    new TailSplit(
                            in.readUTF(),
                            new TailWindow(in.readLong(), in.readLong(), in.readLong()),
                            SeenPoints.read(in));
            default -> throw new IOException("A split is of the unknown kind " + kind + '.');
        };
    }
}
