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
 * One {@code XADD} as it goes over the wire. It is encoded on the thread that has the record, so
 * that the thread that talks to the server only copies bytes; that halves the CPU of a row compared
 * with a list of arguments. Immutable; owns its bytes.
 *
 * @param target where it goes
 * @param frame the whole command
 * @param id what the producer chose; empty if the server chooses
 */
@Internal
public record StreamAppend(AppendTarget target, byte[] frame, String id) {

    /** Bytes on the wire. */
    public int size() {
        return frame.length;
    }

    /** The key of the stream. */
    public String stream() {
        return target.stream();
    }

    /** The command without the lengths of its arguments, for a dead letter. */
    public byte[] describe() {
        return describe(frame);
    }

    /** The commands of several appends, one after the other, each as {@link #describe} has it. */
    public static List<byte[]> describeAll(byte[] frames) {
        return CommandFrame.split(frames).stream().map(StreamAppend::describe).toList();
    }

    /** Whether the producer chose the id, or a part of it. */
    public boolean hasChosenId() {
        return !id.isEmpty();
    }

    /** Whether the same id cannot be given twice, so that an entry with it may be this one. */
    boolean hasWholeId() {
        return !id.isEmpty() && !id.endsWith("*");
    }

    /** Names and values, in their order. */
    List<byte[]> namesAndValues() {
        List<byte[]> arguments = CommandFrame.arguments(frame);
        int idAt = 0;
        byte[] idBytes = id.getBytes(StandardCharsets.US_ASCII);
        while (idAt < 2 || !Arrays.equals(arguments.get(idAt), idBytes)) {
            idAt++;
        }
        return arguments.subList(idAt + 1, arguments.size());
    }

    private static byte[] describe(byte[] frame) {
        RawText text = new RawText();
        int first = CommandFrame.indexAfterLine(frame, 0);
        for (int at = first; at < frame.length; ) {
            int start = CommandFrame.indexAfterLine(frame, at);
            int length = CommandFrame.number(frame, at, start);
            text.add(at == first ? "" : " ").add(frame, start, length);
            at = start + length + 2;
        }
        return text.toBytes();
    }
}
