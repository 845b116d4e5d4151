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
import java.util.List;

/**
 * A stream that entries are appended to. Encodes the commands, and keeps the part that is the same
 * in each of them.
 *
 * @see <a href="https://redis.io/docs/latest/commands/xadd/">XADD</a>
 */
@Internal
public final class AppendTarget {

    private static final byte[] COMMAND = Utf8.bytes("XADD");
    private static final byte[] DO_NOT_CREATE = Utf8.bytes("NOMKSTREAM");
    private static final byte[] ID_BY_SERVER = Utf8.bytes("*");

    private final String stream;
    private final byte[] beginning;
    private final int argumentsOfBeginning;

    /**
     * @param options how entries are added
     */
    public AppendTarget(String stream, AppendOptions options) {
        this.stream = stream;
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(COMMAND);
        arguments.add(stream.getBytes(StandardCharsets.UTF_8));
        if (!options.createStream()) {
            arguments.add(DO_NOT_CREATE);
        }
        options.trimming().words().forEach(word -> arguments.add(Utf8.bytes(word)));
        int bound = 0;
        for (byte[] argument : arguments) {
            bound += argument.length + CommandFrame.LONGEST_MARKER + 2;
        }
        CommandFrame frame = new CommandFrame(bound);
        arguments.forEach(frame::text);
        this.beginning = frame.toBytes();
        this.argumentsOfBeginning = arguments.size() + 1;
    }

    /** The key of the stream. */
    public String stream() {
        return stream;
    }

    /**
     * An append whose id the server chooses.
     *
     * @param namesAndValues name, value, name, value, …; at least one pair
     */
    public StreamAppend append(List<byte[]> namesAndValues) {
        return new StreamAppend(this, frame(ID_BY_SERVER, namesAndValues), "");
    }

    /**
     * An append whose id the producer chooses. The server refuses it unless the id is above all in
     * the stream.
     *
     * @param id {@code <milliseconds>-<sequence>}, or {@code <milliseconds>-*} (Redis 7.0)
     */
    public StreamAppend append(String id, List<byte[]> namesAndValues) {
        return new StreamAppend(this, frame(Utf8.bytes(id), namesAndValues), id);
    }

    private byte[] frame(byte[] id, List<byte[]> namesAndValues) {
        int arguments = namesAndValues.size();
        int bound = 2 * CommandFrame.LONGEST_MARKER + beginning.length + id.length + 2;
        for (int i = 0; i < arguments; i++) {
            bound += namesAndValues.get(i).length + CommandFrame.LONGEST_MARKER + 2;
        }
        CommandFrame frame = new CommandFrame(bound);
        frame.marker('*', argumentsOfBeginning + arguments);
        frame.raw(beginning);
        frame.text(id);
        for (int i = 0; i < arguments; i++) {
            frame.text(namesAndValues.get(i));
        }
        return frame.toBytes();
    }
}
