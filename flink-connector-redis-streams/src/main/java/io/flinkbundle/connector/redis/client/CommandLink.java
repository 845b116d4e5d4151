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
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Carries commands to the servers that have their keys, however the servers are arranged. Not
 * thread-safe.
 */
@Internal
interface CommandLink extends Closeable {

    /**
     * Sends the commands in pipelines, and waits for all replies.
     *
     * @return a reply for each command; a {@link JedisDataException} where the server refused it
     * @throws JedisException if the link breaks
     * @throws IOException if a server cannot be reached
     */
    List<Object> execute(List<KeyedCommand> commands) throws IOException;

    /**
     * Sends one command.
     *
     * @throws JedisDataException if the server refuses it
     */
    Object execute(byte[] key, CommandArguments command) throws IOException;

    /** The indexes of the keys, in lists of those that one command may name together. */
    List<List<Integer>> groups(List<byte[]> keys);

    /** A link to each server that has a part of the keys. They are closed with this one. */
    List<CommandLink> masters() throws IOException;

    /** Turns failures into what the connector distinguishes. */
    RedisErrors errors();

    @Override
    void close();
}
