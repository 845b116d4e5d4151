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

package io.flinkbundle.connector.pubsub.source.enumerator;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The form of the enumerator's state in checkpoints. Version 1 has no positions. */
@Internal
public final class PubSubEnumeratorStateSerializer
        implements SimpleVersionedSerializer<PubSubEnumeratorState> {

    public static final PubSubEnumeratorStateSerializer INSTANCE =
            new PubSubEnumeratorStateSerializer();

    private static final int VERSION = 2;
    private static final int WITHOUT_POSITIONS = 1;

    private PubSubEnumeratorStateSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(PubSubEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeBoolean(state.prepared());
        out.writeLong(state.startMillis());
        out.writeInt(state.subscriptions().size());
        for (String subscription : state.subscriptions()) {
            out.writeUTF(subscription);
        }
        out.writeLong(state.nextNumber());
        out.writeBoolean(state.assigned());
        out.writeInt(state.positions().size());
        for (Map.Entry<String, Long> position : new TreeMap<>(state.positions()).entrySet()) {
            out.writeUTF(position.getKey());
            out.writeLong(position.getValue());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public PubSubEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION && version != WITHOUT_POSITIONS) {
            throw new IOException(
                    "The checkpoint holds an enumerator state of version "
                            + version
                            + ", this connector reads up to version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or a newer one.");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        boolean prepared = in.readBoolean();
        long startMillis = in.readLong();
        int count = in.readInt();
        List<String> subscriptions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            subscriptions.add(in.readUTF());
        }
        long nextNumber = in.readLong();
        boolean assigned = in.readBoolean();
        Map<String, Long> positions =
                version == WITHOUT_POSITIONS ? Map.of() : deserializePositions(in);
        return new PubSubEnumeratorState(
                prepared, startMillis, subscriptions, nextNumber, assigned, positions);
    }

    private static Map<String, Long> deserializePositions(DataInputDeserializer in)
            throws IOException {
        int count = in.readInt();
        Map<String, Long> positions = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            positions.put(in.readUTF(), in.readLong());
        }
        return positions;
    }
}
