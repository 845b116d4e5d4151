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

import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Keeps the socket that Jedis logs in over, so that encoded commands can be written to it. */
@Internal
final class WriterSocketFactory extends DefaultJedisSocketFactory {

    private Socket socket;

    WriterSocketFactory(HostAndPort address, JedisClientConfig config) {
        super(address, config);
    }

    @Override
    public Socket createSocket() {
        socket = super.createSocket();
        return socket;
    }

    /** Where commands go, between two replies that were read to their end. */
    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }
}
