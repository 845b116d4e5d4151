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

package io.flinkbundle.connector.pubsub.source;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Gives the data of a message as an array, which is not copied where the message has one that holds
 * just that: nobody else will read it. Not thread-safe.
 */
@Internal
public final class MessageData {

    private final Taker taker = new Taker();

    public byte[] of(PubsubMessage message) throws IOException {
        ByteString data = message.getData();
        taker.whole = null;
        taker.size = data.size();
        UnsafeByteOperations.unsafeWriteTo(data, taker);
        byte[] taken = taker.whole;
        taker.whole = null;
        return taken == null ? data.toByteArray() : taken;
    }

    /** Is given the array of a text in memory, or parts of it. */
    private static final class Taker extends ByteOutput {

        private int size;
        private byte[] whole;

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            if (offset == 0 && length == size && value.length == size) {
                whole = value;
            }
        }

        @Override
        public void write(byte value) {
            // Not the whole.
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            // A copy would be made here: then it is made once, by the caller.
        }

        @Override
        public void write(ByteBuffer value) {
            // As above.
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            // As above.
        }
    }
}
