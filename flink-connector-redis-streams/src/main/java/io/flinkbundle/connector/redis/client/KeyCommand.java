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

/**
 * A command on one key as it goes over the wire. It is encoded on the thread that has the record,
 * so that the thread that talks to the server only copies bytes. Immutable; owns its bytes.
 *
 * @param key its key, which tells where it has to go in a cluster
 * @param frame one command, or several in a transaction
 * @param replies how many answers the server gives; the last one is the answer to the whole
 * @param guard the type that the key must have if it exists; empty where the command itself refuses
 *     any other
 */
@Internal
public record KeyCommand(byte[] key, byte[] frame, int replies, String guard) {

    static final String NO_GUARD = "";

    /** One command with one answer. */
    static KeyCommand single(byte[] key, byte[] frame) {
        return new KeyCommand(key, frame, 1, NO_GUARD);
    }

    /** Bytes on the wire. */
    public int size() {
        return frame.length;
    }

    /** The key as a message names it. */
    String keyText() {
        return "key '" + new String(key, StandardCharsets.UTF_8) + "'";
    }

    boolean isGuarded() {
        return !guard.equals(NO_GUARD);
    }

    /** The commands without the lengths of their arguments, for a dead letter. */
    public byte[] describe() {
        RawText text = new RawText();
        String separator = "";
        for (byte[] command : StreamAppend.describeAll(frame)) {
            text.add(separator).add(command);
            separator = "; ";
        }
        return text.toBytes();
    }
}
