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

package io.flinkbundle.connector.redis.sink.committer;

import io.flinkbundle.connector.redis.sink.committer.StagedEntries.Chunk;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Serializes staged entries. The bytes of a version never change. */
@Internal
public final class StagedEntriesSerializer implements SimpleVersionedSerializer<StagedEntries> {

    private static final int VERSION = 2;

    /** Did not say whether there are ids that the producer chose. */
    private static final int WITHOUT_CHOSEN_IDS = 1;

    private static final int HEADER_BYTES = 256;

    private static final byte INLINE = 0;
    private static final byte SPILLED = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StagedEntries staged) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(HEADER_BYTES);
        out.writeLong(staged.run().getMostSignificantBits());
        out.writeLong(staged.run().getLeastSignificantBits());
        out.writeLong(staged.part());
        write(staged.stream().getBytes(StandardCharsets.UTF_8), out);
        out.writeBoolean(staged.chosenIds());
        out.writeInt(staged.chunks().size());
        for (Chunk chunk : staged.chunks()) {
            out.writeInt(chunk.entries());
            out.writeInt(chunk.bytes());
        }
        if (staged.payload() instanceof EntriesPayload.Inline inline) {
            out.writeByte(INLINE);
            write(inline.commands(), out);
        } else if (staged.payload() instanceof EntriesPayload.Spilled spilled) {
            out.writeByte(SPILLED);
            write(spilled.path().getBytes(StandardCharsets.UTF_8), out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public StagedEntries deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION && version != WITHOUT_CHOSEN_IDS) {
            throw new IOException(
                    "State of the Redis Streams sink has format "
                            + version
                            + ", but this version of the connector knows formats up to "
                            + VERSION
                            + ". Restore it with the connector that wrote it.");
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        UUID run = new UUID(in.readLong(), in.readLong());
        long part = in.readLong();
        String stream = new String(read(in), StandardCharsets.UTF_8);
        boolean chosenIds = version == WITHOUT_CHOSEN_IDS || in.readBoolean();
        int count = in.readInt();
        List<Chunk> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            chunks.add(new Chunk(in.readInt(), in.readInt()));
        }
        return new StagedEntries(run, part, stream, chosenIds, chunks, readPayload(in));
    }

    private static EntriesPayload readPayload(DataInputDeserializer in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case INLINE -> new EntriesPayload.Inline(read(in));
            case SPILLED ->
                    new EntriesPayload.Spilled(new String(read(in), StandardCharsets.UTF_8));
            default ->
                    throw new IOException(
                            "State of the Redis Streams sink holds entries of kind "
                                    + kind
                                    + ", which this version of the connector does not know.");
        };
    }

    private static void write(byte[] bytes, DataOutputSerializer out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputDeserializer in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
