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

/** Carries commands to the servers that have their keys, however the servers are arranged. */
@Internal
interface KeyLink extends Closeable {

    /**
     * Sends all commands, then waits for all answers.
     *
     * @param verb what the commands do to their keys, in the infinitive, for messages
     * @return an answer for each command: what the server said, or the {@link IOException} that
     *     tells why the command was not done
     */
    Object[] exchange(String verb, List<KeyCommand> commands);

    /** See {@link KeyValueConnection#scan}. */
    KeyPage scan(KeyScan scan, String cursor) throws IOException;

    /** Turns failures into what the connector distinguishes. */
    RedisErrors errors();

    @Override
    void close();
}
