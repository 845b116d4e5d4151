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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A stream that entries are appended to. Encodes the commands, and keeps the part that is the same
 * in each of them.
 *
 * @see <a href="https://redis.io/docs/latest/commands/xadd/">XADD</a>
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#arrays">How commands
 *     are encoded</a>
 */
@Internal
public final class AppendTarget {

    private static final byte[] COMMAND = ascii("XADD");
    private static final byte[] DO_NOT_CREATE = ascii("NOMKSTREAM");
    private static final byte[] ID_BY_SERVER = ascii("*");

    /** Enough for the marker of an array or a text and its line break. */
    private static final int LONGEST_MARKER = 13;

    private final String stream;
    private final byte[] beginning;
    private final int argumentsOfBeginning;

    /**
     * @param createStream whether the stream is created if it is missing
     */
    public AppendTarget(String stream, boolean createStream) {
        this.stream = stream;
        byte[] key = stream.getBytes(StandardCharsets.UTF_8);
        Frame frame = new Frame(key.length + 128);
        frame.text(COMMAND);
        frame.text(key);
        if (!createStream) {
            frame.text(DO_NOT_CREATE);
        }
        frame.text(ID_BY_SERVER);
        this.beginning = frame.toBytes();
        this.argumentsOfBeginning = createStream ? 3 : 4;
    }

    /** The key of the stream. */
    public String stream() {
        return stream;
    }

    /**
     * @param namesAndValues name, value, name, value, …; at least one pair
     */
    public StreamAppend append(List<byte[]> namesAndValues) {
        int arguments = namesAndValues.size();
        int bound = LONGEST_MARKER + beginning.length;
        for (int i = 0; i < arguments; i++) {
            bound += namesAndValues.get(i).length + LONGEST_MARKER + 2;
        }
        Frame frame = new Frame(bound);
        frame.marker('*', argumentsOfBeginning + arguments);
        frame.raw(beginning);
        for (int i = 0; i < arguments; i++) {
            frame.text(namesAndValues.get(i));
        }
        return new StreamAppend(this, frame.toBytes());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes of a command in the making. */
    private static final class Frame {

        private final byte[] bytes;
        private int size;

        private Frame(int bound) {
            bytes = new byte[bound];
        }

        void text(byte[] text) {
            marker('$', text.length);
            raw(text);
            lineBreak();
        }

        void marker(char kind, int number) {
            bytes[size++] = (byte) kind;
            int end = size + digits(number);
            int rest = number;
            for (int at = end - 1; at >= size; at--) {
                bytes[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            size = end;
            lineBreak();
        }

        void raw(byte[] part) {
            System.arraycopy(part, 0, bytes, size, part.length);
            size += part.length;
        }

        private void lineBreak() {
            bytes[size++] = '\r';
            bytes[size++] = '\n';
        }

        private static int digits(int number) {
            int digits = 1;
            for (int rest = number / 10; rest > 0; rest /= 10) {
                digits++;
            }
            return digits;
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, size);
        }
    }
}
