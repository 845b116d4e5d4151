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

package io.flinkbundle.connector.redis.source.split;

import io.flinkbundle.connector.redis.client.EntryIds;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;

/** The form of a group's split in checkpoints. Version 1 is the first. */
@Internal
public final class GroupSplitSerializer implements SimpleVersionedSerializer<GroupSplit> {

    public static final GroupSplitSerializer INSTANCE = new GroupSplitSerializer();

    private static final int VERSION = 1;

    private GroupSplitSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(GroupSplit split) throws IOException {
        EntryIds ids = split.unacknowledged();
        DataOutputSerializer out = new DataOutputSerializer(64 + 16 * ids.size());
        RedisStreamsSplitSerializer.writeText(split.stream(), out);
        out.writeLong(split.number());
        out.writeBoolean(split.restored());
        out.writeInt(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            out.writeLong(ids.millis(i));
            out.writeLong(ids.sequence(i));
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public GroupSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The checkpoint holds a split of version "
                            + version
                            + ", this connector reads version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or a newer one.");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        String stream = RedisStreamsSplitSerializer.readText(in);
        long number = in.readLong();
        boolean restored = in.readBoolean();
        EntryIds ids = new EntryIds();
        for (int left = in.readInt(); left > 0; left--) {
            ids.add(in.readLong(), in.readLong());
        }
        return new GroupSplit(stream, number, ids, restored);
    }
}
