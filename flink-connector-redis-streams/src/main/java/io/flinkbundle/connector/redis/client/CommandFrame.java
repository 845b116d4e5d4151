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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a command in the making.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#arrays">How commands
 *     are encoded</a>
 */
@Internal
final class CommandFrame {

    /** Enough for the marker of an array or a text and its line break. */
    static final int LONGEST_MARKER = 13;

    private final byte[] bytes;
    private int size;

    /**
     * @param bound at least as many bytes as the command takes
     */
    CommandFrame(int bound) {
        bytes = new byte[bound];
    }

    /** A whole command. */
    static byte[] of(byte[]... arguments) {
        int bound = LONGEST_MARKER;
        for (byte[] argument : arguments) {
            bound += argument.length + LONGEST_MARKER + 2;
        }
        CommandFrame frame = new CommandFrame(bound);
        frame.marker('*', arguments.length);
        for (byte[] argument : arguments) {
            frame.text(argument);
        }
        return frame.toBytes();
    }

    /** Takes commands that follow each other apart. */
    static List<byte[]> split(byte[] commands) {
        List<byte[]> frames = new ArrayList<>();
        for (int start = 0; start < commands.length; ) {
            int end = endOf(commands, start);
            frames.add(Arrays.copyOfRange(commands, start, end));
            start = end;
        }
        return frames;
    }

    /** The arguments of one command, the command itself first. */
    static List<byte[]> arguments(byte[] command) {
        List<byte[]> arguments = new ArrayList<>();
        int at = indexAfterLine(command, 0);
        while (at < command.length) {
            int text = indexAfterLine(command, at);
            int length = number(command, at, text);
            arguments.add(Arrays.copyOfRange(command, text, text + length));
            at = text + length + 2;
        }
        return arguments;
    }

    /** Where the command that begins at {@code start} ends. */
    static int endOf(byte[] commands, int start) {
        int at = indexAfterLine(commands, start);
        for (int left = number(commands, start, at); left > 0; left--) {
            int text = indexAfterLine(commands, at);
            at = text + number(commands, at, text) + 2;
        }
        return at;
    }

    /** The number behind the sign at {@code start} in the line that ends before {@code next}. */
    static int number(byte[] commands, int start, int next) {
        return Integer.parseInt(
                new String(commands, start + 1, next - start - 3, StandardCharsets.US_ASCII));
    }

    static int indexAfterLine(byte[] commands, int from) {
        int at = from;
        while (commands[at] != '\n') {
            at++;
        }
        return at + 1;
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
        raw(part, 0, part.length);
    }

    void raw(byte[] part, int offset, int length) {
        System.arraycopy(part, offset, bytes, size, length);
        size += length;
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
