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

import java.time.Duration;
import java.util.List;

/**
 * Encodes the commands that write, all with the same time to live. What takes more than one command
 * is a transaction, so that nobody sees a part of it.
 *
 * <p>A transaction goes on after a command that meets a key of another type, and would then let a
 * key expire that is not ours. Such a transaction is guarded: the type is looked at beforehand.
 *
 * @see <a href="https://redis.io/docs/latest/develop/using-commands/transactions/">Transactions</a>
 */
@Internal
public final class KeyWrites {

    private static final byte[] MULTI = CommandFrame.of(Utf8.bytes("MULTI"));
    private static final byte[] EXEC = CommandFrame.of(Utf8.bytes("EXEC"));
    private static final byte[] HSET = Utf8.bytes("HSET");
    private static final byte[] HDEL = Utf8.bytes("HDEL");
    private static final byte[] SET = Utf8.bytes("SET");
    private static final byte[] RPUSH = Utf8.bytes("RPUSH");
    private static final byte[] DEL = Utf8.bytes("DEL");
    private static final byte[] PEXPIRE = Utf8.bytes("PEXPIRE");
    private static final byte[] EXPIRES_IN_MILLIS = Utf8.bytes("PX");

    private static final String HASH = "hash";
    private static final String LIST = "list";

    /** MULTI and EXEC. */
    private static final int FRAMING_REPLIES = 2;

    private final boolean expires;
    private final byte[] millis;

    /**
     * @param ttl how long keys live after they were written; zero for no limit
     */
    public KeyWrites(Duration ttl) {
        this.expires = !ttl.isZero();
        this.millis = Utf8.bytes(Long.toString(ttl.toMillis()));
    }

    /**
     * Sets some fields of a hash and removes others.
     *
     * @param namesAndValues name, value, name, value, …; at least one pair
     * @param removed names
     */
    public KeyCommand setHash(byte[] key, List<byte[]> namesAndValues, List<byte[]> removed) {
        byte[] set = frame(HSET, key, namesAndValues);
        if (removed.isEmpty() && !expires) {
            return KeyCommand.single(key, set);
        }
        return removed.isEmpty()
                ? expiring(key, HASH, set)
                : transaction(key, HASH, set, frame(HDEL, key, removed));
    }

    /** Sets a string, whatever the key held before. */
    public KeyCommand setString(byte[] key, byte[] value) {
        return KeyCommand.single(
                key,
                expires
                        ? CommandFrame.of(SET, key, value, EXPIRES_IN_MILLIS, millis)
                        : CommandFrame.of(SET, key, value));
    }

    /** Adds an element behind the last one of a list. */
    public KeyCommand append(byte[] key, byte[] value) {
        byte[] push = CommandFrame.of(RPUSH, key, value);
        return expires ? expiring(key, LIST, push) : KeyCommand.single(key, push);
    }

    /** Removes a key, whatever it holds. */
    public static KeyCommand delete(byte[] key) {
        return KeyCommand.single(key, CommandFrame.of(DEL, key));
    }

    private KeyCommand transaction(byte[] key, String type, byte[] set, byte[] remove) {
        return expires
                ? inTransaction(key, type, set, remove, expiry(key))
                : inTransaction(key, KeyCommand.NO_GUARD, set, remove);
    }

    private KeyCommand expiring(byte[] key, String type, byte[] command) {
        return inTransaction(key, type, command, expiry(key));
    }

    private byte[] expiry(byte[] key) {
        return CommandFrame.of(PEXPIRE, key, millis);
    }

    private static KeyCommand inTransaction(byte[] key, String guard, byte[]... commands) {
        int size = MULTI.length + EXEC.length;
        for (byte[] command : commands) {
            size += command.length;
        }
        CommandFrame frame = new CommandFrame(size);
        frame.raw(MULTI);
        for (byte[] command : commands) {
            frame.raw(command);
        }
        frame.raw(EXEC);
        return new KeyCommand(key, frame.toBytes(), commands.length + FRAMING_REPLIES, guard);
    }

    private static byte[] frame(byte[] command, byte[] key, List<byte[]> arguments) {
        int bound = command.length + key.length + 3 * CommandFrame.LONGEST_MARKER + 4;
        int count = arguments.size();
        for (int i = 0; i < count; i++) {
            bound += arguments.get(i).length + CommandFrame.LONGEST_MARKER + 2;
        }
        CommandFrame frame = new CommandFrame(bound);
        frame.marker('*', count + 2);
        frame.text(command);
        frame.text(key);
        for (int i = 0; i < count; i++) {
            frame.text(arguments.get(i));
        }
        return frame.toBytes();
    }
}
