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

    private static final byte[] COMMAND = ascii("XADD");
    private static final byte[] DO_NOT_CREATE = ascii("NOMKSTREAM");
    private static final byte[] ID_BY_SERVER = ascii("*");

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
        options.trimming().words().forEach(word -> arguments.add(ascii(word)));
        arguments.add(ID_BY_SERVER);
        int bound = 0;
        for (byte[] argument : arguments) {
            bound += argument.length + CommandFrame.LONGEST_MARKER + 2;
        }
        CommandFrame frame = new CommandFrame(bound);
        arguments.forEach(frame::text);
        this.beginning = frame.toBytes();
        this.argumentsOfBeginning = arguments.size();
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
        int bound = CommandFrame.LONGEST_MARKER + beginning.length;
        for (int i = 0; i < arguments; i++) {
            bound += namesAndValues.get(i).length + CommandFrame.LONGEST_MARKER + 2;
        }
        CommandFrame frame = new CommandFrame(bound);
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
}
