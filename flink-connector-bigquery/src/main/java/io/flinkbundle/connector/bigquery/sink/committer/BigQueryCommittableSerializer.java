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

package io.flinkbundle.connector.bigquery.sink.committer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Serializes {@link BigQueryCommittable}s. */
@Internal
public final class BigQueryCommittableSerializer
        implements SimpleVersionedSerializer<BigQueryCommittable> {

    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 256;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BigQueryCommittable committable) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        // In the order of their names: equal committables have equal bytes.
        Map<String, Long> buffered = new TreeMap<>(committable.bufferedRows());
        out.writeInt(buffered.size());
        for (Map.Entry<String, Long> rows : buffered.entrySet()) {
            out.writeUTF(rows.getKey());
            out.writeLong(rows.getValue());
        }
        out.writeInt(committable.pendingStreams().size());
        for (String stream : committable.pendingStreams()) {
            out.writeUTF(stream);
        }
        out.writeInt(committable.stagedFiles().size());
        for (StagedFile file : committable.stagedFiles()) {
            out.writeUTF(file.bucket());
            out.writeUTF(file.object());
            out.writeLong(file.rows());
        }
        out.writeUTF(committable.loadId());
        return out.getCopyOfBuffer();
    }

    @Override
    public BigQueryCommittable deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "State of version "
                            + version
                            + " cannot be read; this connector reads version "
                            + VERSION
                            + ". Restore it with the connector that wrote it.");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        Map<String, Long> buffered = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            buffered.put(in.readUTF(), in.readLong());
        }
        List<String> pending = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pending.add(in.readUTF());
        }
        List<StagedFile> staged = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            staged.add(new StagedFile(in.readUTF(), in.readUTF(), in.readLong()));
        }
        return new BigQueryCommittable(buffered, pending, staged, in.readUTF());
    }
}
