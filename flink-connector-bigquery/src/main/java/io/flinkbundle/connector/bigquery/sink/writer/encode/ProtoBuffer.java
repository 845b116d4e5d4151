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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing array to which protocol buffers are written. Not thread-safe.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
@Internal
public final class ProtoBuffer {

    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_VARINT = 10;
    private static final int CONTINUED = 0x80;
    private static final int PAYLOAD = 0x7F;
    private static final int PAYLOAD_BITS = 7;

    private byte[] bytes;
    private int length;

    /**
     * @param array belongs to this buffer from now on; it is replaced when it is full
     */
    public ProtoBuffer(byte[] array) {
        bytes = array;
    }

    /** The array, which belongs to this buffer until it is replaced. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets everything behind a place. */
    public void truncate(int toLength) {
        length = toLength;
    }

    /** Gives the array away and goes on, empty, with another. */
    public byte[] replaceArray(byte[] other) {
        byte[] filled = bytes;
        bytes = other;
        length = 0;
        return filled;
    }

    void writeTag(int tag) {
        if (tag < CONTINUED) {
            ensure(1);
            bytes[length++] = (byte) tag;
        } else {
            writeVarint(tag);
        }
    }

    void writeVarint(long value) {
        ensure(MAX_VARINT);
        long rest = value;
        while ((rest & ~PAYLOAD) != 0) {
            bytes[length++] = (byte) (rest & PAYLOAD | CONTINUED);
            rest >>>= PAYLOAD_BITS;
        }
        bytes[length++] = (byte) rest;
    }

    void writeFixed64(long value) {
        ensure(Long.BYTES);
        LITTLE_ENDIAN_LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    void writeByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    /** Bytes with their length in front. */
    void writeBytes(byte[] value) {
        writeVarint(value.length);
        append(value);
    }

    /** Bytes as they are. */
    void append(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** A text with its length in front, copied once where Flink has it in one piece. */
    void writeString(StringData value) {
        if (value instanceof BinaryStringData text) {
            text.ensureMaterialized();
            if (text.getSegments().length == 1) {
                int size = text.getSizeInBytes();
                writeVarint(size);
                ensure(size);
                text.getSegments()[0].get(text.getOffset(), bytes, length, size);
                length += size;
                return;
            }
        }
        writeBytes(value.toBytes());
    }

    /**
     * Begins something whose length is not known yet.
     *
     * @return to be given to {@link #endSized}
     */
    public int beginSized() {
        ensure(1);
        // Most rows and structs are short, so one byte is kept free for the length.
        return length++;
    }

    /** Writes the length of what was written since {@link #beginSized}. */
    public void endSized(int begin) {
        int size = length - begin - 1;
        if (size < CONTINUED) {
            bytes[begin] = (byte) size;
            return;
        }
        int more = varintSize(size) - 1;
        ensure(more);
        System.arraycopy(bytes, begin + 1, bytes, begin + 1 + more, size);
        length = begin;
        int end = begin + 1 + more + size;
        int rest = size;
        while ((rest & ~PAYLOAD) != 0) {
            bytes[length++] = (byte) (rest & PAYLOAD | CONTINUED);
            rest >>>= PAYLOAD_BITS;
        }
        bytes[length] = (byte) rest;
        length = end;
    }

    private static int varintSize(int value) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(value) + PAYLOAD_BITS - 1)
                / PAYLOAD_BITS;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
