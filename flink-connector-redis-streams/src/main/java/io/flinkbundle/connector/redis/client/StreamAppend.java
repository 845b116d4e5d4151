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

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

import java.nio.charset.StandardCharsets;

/**
 * One {@code XADD}, ready to be sent. Building it is most of the client's work, so it is built on
 * the thread that has the record; the thread that talks to the server only copies bytes.
 *
 * <p>Immutable after {@link Builder#build()}; owns its bytes.
 *
 * @see <a href="https://redis.io/docs/latest/commands/xadd/">XADD</a>
 */
@Internal
public final class StreamAppend {

    private static final byte[] NO_MAKE_STREAM = "NOMKSTREAM".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_MAKES_ID = {'*'};

    /** The length marker and the line breaks that frame each argument, in bytes. */
    private static final int FRAME = 8;

    private final byte[] key;
    private final CommandArguments arguments;
    private final int size;

    private StreamAppend(byte[] key, CommandArguments arguments, int size) {
        this.key = key;
        this.arguments = arguments;
        this.size = size;
    }

    /**
     * @param key the key of the stream
     * @param createStream whether a missing stream is made
     */
    public static Builder to(byte[] key, boolean createStream) {
        return new Builder(key, createStream);
    }

    CommandArguments arguments() {
        return arguments;
    }

    /** Bytes on the wire, about. */
    public int size() {
        return size;
    }

    /** The key of the stream as text. */
    public String stream() {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** The fields in a readable form, for a dead letter. */
    public byte[] describe() {
        StringBuilder text = new StringBuilder(size);
        for (int i = 0; i < arguments.size(); i++) {
            text.append(i == 0 ? "" : " ")
                    .append(new String(arguments.get(i).getRaw(), StandardCharsets.UTF_8));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Collects the fields of one entry. Not thread-safe, used once. */
    public static final class Builder {

        private final byte[] key;
        private final CommandArguments arguments = new CommandArguments(Command.XADD);
        private int size;
        private int fields;

        private Builder(byte[] key, boolean createStream) {
            this.key = key;
            add(key);
            if (!createStream) {
                add(NO_MAKE_STREAM);
            }
            add(SERVER_MAKES_ID);
        }

        /** Adds a field. The arrays belong to the append from now on. */
        public Builder field(byte[] name, byte[] value) {
            add(name);
            add(value);
            fields++;
            return this;
        }

        /** How many fields were added; an entry needs one at least. */
        public int fields() {
            return fields;
        }

        public StreamAppend build() {
            return new StreamAppend(key, arguments, size);
        }

        private void add(byte[] argument) {
            arguments.add(argument);
            size += argument.length + FRAME;
        }
    }
}
