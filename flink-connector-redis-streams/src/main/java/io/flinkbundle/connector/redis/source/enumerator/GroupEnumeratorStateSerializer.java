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

package io.flinkbundle.connector.redis.source.enumerator;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;

/** The form of the state in checkpoints. Version 1 is the first. */
@Internal
public final class GroupEnumeratorStateSerializer
        implements SimpleVersionedSerializer<GroupEnumeratorState> {

    public static final GroupEnumeratorStateSerializer INSTANCE =
            new GroupEnumeratorStateSerializer();

    private static final int VERSION = 1;

    private GroupEnumeratorStateSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(GroupEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(Long.BYTES);
        out.writeLong(state.nextNumber());
        return out.getCopyOfBuffer();
    }

    @Override
    public GroupEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The checkpoint holds an enumerator state of version "
                            + version
                            + ", this connector reads version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or a newer one.");
        }
        return new GroupEnumeratorState(new DataInputDeserializer(serialized).readLong());
    }
}
