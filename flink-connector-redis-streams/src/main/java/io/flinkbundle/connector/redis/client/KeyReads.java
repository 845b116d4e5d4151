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

/** The commands that read a whole value. */
@Internal
public final class KeyReads {

    private static final byte[] GET = Utf8.bytes("GET");
    private static final byte[] HLEN = Utf8.bytes("HLEN");
    private static final byte[] HGETALL = Utf8.bytes("HGETALL");
    private static final byte[] TYPE = Utf8.bytes("TYPE");
    private static final byte[] LRANGE = Utf8.bytes("LRANGE");
    private static final byte[] FIRST = Utf8.bytes("0");
    private static final byte[] LAST = Utf8.bytes("-1");

    private KeyReads() {}

    /**
     * Answered by the {@code byte[]} of a string.
     *
     * @see <a href="https://redis.io/docs/latest/commands/get/">GET</a>
     */
    public static KeyCommand value(byte[] key) {
        return KeyCommand.single(key, CommandFrame.of(GET, key));
    }

    /**
     * Answered by the elements of a list, none if there is no such key.
     *
     * @see <a href="https://redis.io/docs/latest/commands/lrange/">LRANGE</a>
     */
    public static KeyCommand elements(byte[] key) {
        return KeyCommand.single(key, CommandFrame.of(LRANGE, key, FIRST, LAST));
    }

    /**
     * Answered by the number of fields of a hash, zero if there is no such key.
     *
     * @see <a href="https://redis.io/docs/latest/commands/hlen/">HLEN</a>
     */
    public static KeyCommand fieldCount(byte[] key) {
        return KeyCommand.single(key, CommandFrame.of(HLEN, key));
    }

    /**
     * Answered by the fields of a hash and their values in turn, none if there is no such key.
     *
     * @see <a href="https://redis.io/docs/latest/commands/hgetall/">HGETALL</a>
     */
    public static KeyCommand allFields(byte[] key) {
        return KeyCommand.single(key, CommandFrame.of(HGETALL, key));
    }

    /** Answered by the name of the type, {@code none} if there is no such key. */
    static KeyCommand type(byte[] key) {
        return KeyCommand.single(key, CommandFrame.of(TYPE, key));
    }
}
