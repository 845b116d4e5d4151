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

import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplitSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The form of the enumerator's state in checkpoints. Version 1 is the first. */
@Internal
public final class RedisStreamsEnumeratorStateSerializer
        implements SimpleVersionedSerializer<RedisStreamsEnumeratorState> {

    public static final RedisStreamsEnumeratorStateSerializer INSTANCE =
            new RedisStreamsEnumeratorStateSerializer();

    private static final int VERSION = 1;

    private RedisStreamsEnumeratorStateSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(RedisStreamsEnumeratorState state) throws IOException {
        RedisStreamsSplitSerializer splits = RedisStreamsSplitSerializer.INSTANCE;
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(state.known().size());
        for (String stream : state.known()) {
            RedisStreamsSplitSerializer.writeText(stream, out);
        }
        out.writeInt(splits.getVersion());
        out.writeInt(state.unassigned().size());
        for (RedisStreamsSplit split : state.unassigned()) {
            byte[] bytes = splits.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        RedisStreamsSplitSerializer.writeText(state.boundedMode(), out);
        out.writeBoolean(state.planned());
        return out.getCopyOfBuffer();
    }

    @Override
    public RedisStreamsEnumeratorState deserialize(int version, byte[] serialized)
            throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The checkpoint holds an enumerator state of version "
                            + version
                            + ", this connector reads version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or a newer one.");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        int streams = in.readInt();
        List<String> known = new ArrayList<>(streams);
        for (int i = 0; i < streams; i++) {
            known.add(RedisStreamsSplitSerializer.readText(in));
        }
        int splitVersion = in.readInt();
        int splits = in.readInt();
        List<RedisStreamsSplit> unassigned = new ArrayList<>(splits);
        for (int i = 0; i < splits; i++) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            unassigned.add(RedisStreamsSplitSerializer.INSTANCE.deserialize(splitVersion, bytes));
        }
        return new RedisStreamsEnumeratorState(
                known, unassigned, RedisStreamsSplitSerializer.readText(in), in.readBoolean());
    }
}
