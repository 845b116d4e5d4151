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

package io.flinkbundle.connector.pubsub.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The form of a split in checkpoints. Version 1 is the first. */
@Internal
public final class SubscriptionSplitSerializer
        implements SimpleVersionedSerializer<SubscriptionSplit> {

    public static final SubscriptionSplitSerializer INSTANCE = new SubscriptionSplitSerializer();

    private static final int VERSION = 1;

    /** An ack id has about 180 characters. */
    private static final int BYTES_OF_MESSAGE = 210;

    private SubscriptionSplitSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SubscriptionSplit split) throws IOException {
        DataOutputSerializer out =
                new DataOutputSerializer(128 + BYTES_OF_MESSAGE * split.pending().size());
        out.writeUTF(split.subscription());
        out.writeLong(split.number());
        out.writeLong(split.limit());
        out.writeLong(split.stopMillis());
        out.writeBoolean(split.restored());
        out.writeInt(split.pending().size());
        for (PendingMessage message : split.pending()) {
            out.writeUTF(message.messageId());
            out.writeUTF(message.ackId());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public SubscriptionSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The checkpoint holds a split of version "
                            + version
                            + ", this connector reads version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or a newer one.");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        String subscription = in.readUTF();
        long number = in.readLong();
        long limit = in.readLong();
        long stopMillis = in.readLong();
        boolean restored = in.readBoolean();
        int count = in.readInt();
        List<PendingMessage> pending = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pending.add(new PendingMessage(in.readUTF(), in.readUTF()));
        }
        return new SubscriptionSplit(subscription, number, limit, stopMillis, restored, pending);
    }
}
