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

package io.flinkbundle.connector.bigquery.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;

/** Serializes {@link BigQuerySplit}s. */
@Internal
public final class BigQuerySplitSerializer implements SimpleVersionedSerializer<BigQuerySplit> {

    private static final int VERSION = 2;

    /** It knew no time. */
    private static final int WITHOUT_TIME = 1;

    private static final int INITIAL_BYTES = 1024;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BigQuerySplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public BigQuerySplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != WITHOUT_TIME) {
            checkVersion(version, VERSION);
        }
        return read(new DataInputDeserializer(serialized), version != WITHOUT_TIME);
    }

    /** Refuses what a later version has written. */
    public static void checkVersion(int version, int known) throws IOException {
        if (version != known) {
            throw new IOException(
                    "State of version "
                            + version
                            + " cannot be read; this connector reads version "
                            + known
                            + ". Restore it with the connector that wrote it.");
        }
    }

    /** Writes a split within something else. */
    public static void write(BigQuerySplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.stream());
        out.writeLong(split.offset());
        out.writeInt(split.schema().length);
        out.write(split.schema());
        out.writeLong(split.untilMillis());
    }

    /**
     * The opposite of {@link #write}.
     *
     * @param hasTime whether the split was written with its time
     */
    public static BigQuerySplit read(DataInputView in, boolean hasTime) throws IOException {
        String stream = in.readUTF();
        long offset = in.readLong();
        byte[] schema = new byte[in.readInt()];
        in.readFully(schema);
        return new BigQuerySplit(stream, offset, schema, hasTime ? in.readLong() : 0);
    }
}
