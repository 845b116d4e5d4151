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

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One connection to keys and their values. Each command names its one key, so that commands can be
 * sent to the nodes that hold their keys, and answers come in the order of the commands whichever
 * node they come from. Every call ends within the timeouts of the {@link RedisConnectionOptions}.
 *
 * <p>Not thread-safe, except that {@link #close()} ends a call of another thread.
 */
@Internal
public interface KeyValueConnection extends Closeable {

    /**
     * Sends all commands in one go, then waits for all answers.
     *
     * @return the raw answers in the order of the commands: {@code byte[]}, {@code Long} or {@code
     *     List}; null stands for the protocol's nil, and a {@link RefusedCommandException} for a
     *     key that holds something else than the command asks for; the list may be altered
     * @throws RedisUnavailableException if another attempt on a new connection may succeed
     * @throws RedisRequestException if the server refuses a command whatever its key holds
     */
    List<Object> read(List<KeyCommand> commands) throws IOException;

    /**
     * Sends all commands in one go, then waits for all answers.
     *
     * @return what became of them; never throws for what the server or the network did
     */
    WriteResult write(List<KeyCommand> commands);

    /**
     * Looks for keys, a part of them at a time. Keys that exist all the while are found at least
     * once.
     *
     * @param cursor {@link KeyPage#START}, or where the last page ended; void after a failure
     */
    KeyPage scan(KeyScan scan, String cursor) throws IOException;

    @Override
    void close();
}
