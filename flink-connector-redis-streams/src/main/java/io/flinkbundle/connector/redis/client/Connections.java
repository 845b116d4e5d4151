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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;

import java.io.IOException;

/** Closing, the same for all kinds of connection. */
@Internal
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private Connections() {}

    /**
     * Drops the link. {@link Connection#close()} would flush first, which fails on a broken link
     * and may wait on a half-open one, and nothing that matters is unsent here.
     */
    static void close(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            LOG.debug("The connection {} was closed with an error.", connection, e);
        }
    }
}
