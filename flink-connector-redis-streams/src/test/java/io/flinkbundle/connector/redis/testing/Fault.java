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

package io.flinkbundle.connector.redis.testing;

import redis.clients.jedis.Protocol.Command;

/**
 * Something that happens to a server, or on the way to it, and that passes. Each lasts until a
 * client has met it.
 */
public enum Fault {
    /** The process is killed without a chance to write anything; another one reads its file. */
    KILLED {
        @Override
        public void happen(RedisTestServer server, FaultyLink link) throws Exception {
            server.kill();
            server.start();
        }
    },
    /** The process gets no CPU, while its connections stay open. */
    PAUSED {
        @Override
        public void happen(RedisTestServer server, FaultyLink link) throws Exception {
            server.pause();
            try {
                link.awaitNewConnection();
            } finally {
                server.resume();
            }
        }
    },
    /** Nothing comes through, and nobody is told. */
    HALF_OPEN {
        @Override
        public void happen(RedisTestServer server, FaultyLink link) throws Exception {
            link.swallow();
            link.awaitNewConnection();
            link.heal();
        }
    },
    /** Writes are refused for want of memory. */
    OUT_OF_MEMORY {
        @Override
        public void happen(RedisTestServer server, FaultyLink link) throws Exception {
            server.call(Command.CONFIG, "SET", "maxmemory", "1");
            server.awaitErrors("OOM");
            server.call(Command.CONFIG, "SET", "maxmemory", "0");
        }
    },
    /** Writes are refused as a replica does, which the server is after a fail-over. */
    READ_ONLY {
        @Override
        public void happen(RedisTestServer server, FaultyLink link) throws Exception {
            server.call(Command.REPLICAOF, "127.0.0.1", "1");
            server.awaitErrors("READONLY");
            server.call(Command.REPLICAOF, "NO", "ONE");
        }
    };

    /**
     * Happens and passes.
     *
     * @param link on which the client that should meet the fault reaches the server
     */
    public abstract void happen(RedisTestServer server, FaultyLink link) throws Exception;
}
