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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3Split;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3SplitSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Serializes the enumerator's state. The bytes of a version never change. */
@Internal
public final class InfluxDb3EnumeratorStateSerializer
        implements SimpleVersionedSerializer<InfluxDb3EnumeratorState> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(InfluxDb3EnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(InfluxDb3SplitSerializer.VERSION);
        out.writeLong(state.startNanos());
        out.writeBoolean(state.surveyed());
        out.writeInt(state.knownTables().size());
        for (String table : new TreeSet<>(state.knownTables())) {
            out.writeUTF(table);
        }
        out.writeInt(state.unassigned().size());
        for (InfluxDb3Split split : state.unassigned()) {
            InfluxDb3SplitSerializer.write(split, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public InfluxDb3EnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "Enumerator state of version "
                            + version
                            + " was written by a newer InfluxDB connector; this one reads versions"
                            + " up to "
                            + VERSION
                            + '.');
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int splitVersion = in.readInt();
        long startNanos = in.readLong();
        boolean surveyed = in.readBoolean();
        int tables = in.readInt();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < tables; i++) {
            known.add(in.readUTF());
        }
        int count = in.readInt();
        List<InfluxDb3Split> splits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            splits.add(InfluxDb3SplitSerializer.read(splitVersion, in));
        }
        return new InfluxDb3EnumeratorState(startNanos, surveyed, known, splits);
    }
}
