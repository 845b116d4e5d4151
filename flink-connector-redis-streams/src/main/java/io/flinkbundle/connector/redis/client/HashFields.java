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
import java.util.List;

/**
 * Some fields of hashes, the same of each. Keeps the part of the command that names them.
 *
 * @see <a href="https://redis.io/docs/latest/commands/hmget/">HMGET</a>
 */
@Internal
public final class HashFields {

    private static final byte[] COMMAND = "HMGET".getBytes(StandardCharsets.US_ASCII);

    private final byte[] beginning;
    private final byte[] names;

    /**
     * @param names at least one
     */
    public HashFields(List<byte[]> names) {
        CommandFrame frame = new CommandFrame(2 * CommandFrame.LONGEST_MARKER + COMMAND.length + 2);
        frame.marker('*', names.size() + 2);
        frame.text(COMMAND);
        this.beginning = frame.toBytes();
        int bound = 0;
        for (byte[] name : names) {
            bound += name.length + CommandFrame.LONGEST_MARKER + 2;
        }
        CommandFrame texts = new CommandFrame(bound);
        names.forEach(texts::text);
        this.names = texts.toBytes();
    }

    /**
     * Answered by the values in the order of their names, null for a field that is missing; by
     * nulls alone if there is no such key.
     */
    public KeyCommand of(byte[] key) {
        CommandFrame frame =
                new CommandFrame(
                        beginning.length
                                + key.length
                                + CommandFrame.LONGEST_MARKER
                                + 2
                                + names.length);
        frame.raw(beginning);
        frame.text(key);
        frame.raw(names);
        return KeyCommand.single(key, frame.toBytes());
    }
}
