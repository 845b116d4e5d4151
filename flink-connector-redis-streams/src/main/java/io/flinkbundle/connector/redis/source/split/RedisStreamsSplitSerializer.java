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

import io.flinkbundle.connector.redis.client.StreamId;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** The form of a split in checkpoints. Version 1 is the first. */
@Internal
public final class RedisStreamsSplitSerializer
        implements SimpleVersionedSerializer<RedisStreamsSplit> {

    public static final RedisStreamsSplitSerializer INSTANCE = new RedisStreamsSplitSerializer();

    private static final int VERSION = 1;

    private RedisStreamsSplitSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(RedisStreamsSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        writeText(split.stream(), out);
        writeId(split.after(), out);
        out.writeBoolean(split.stop().isPresent());
        if (split.stop().isPresent()) {
            writeId(split.stop().get(), out);
        }
        out.writeBoolean(split.entriesBefore().isPresent());
        if (split.entriesBefore().isPresent()) {
            out.writeLong(split.entriesBefore().getAsLong());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public RedisStreamsSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The checkpoint holds a split of version "
                            + version
                            + ", this connector reads version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or a newer one.");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        return new RedisStreamsSplit(
                readText(in),
                readId(in),
                in.readBoolean() ? Optional.of(readId(in)) : Optional.empty(),
                in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty());
    }

    /** Keys may be longer than the 64 KiB that writeUTF takes. */
    public static void writeText(String text, DataOutputView out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static String readText(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void writeId(StreamId id, DataOutputView out) throws IOException {
        out.writeLong(id.millis());
        out.writeLong(id.sequence());
    }

    private static StreamId readId(DataInputView in) throws IOException {
        return new StreamId(in.readLong(), in.readLong());
    }
}
