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

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * A server of Redis, or a Sentinel.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
@PublicEvolving
public record RedisNode(String host, int port) implements Serializable {

    private static final long serialVersionUID = 1L;

    public RedisNode {
        checkArgument(!host.isBlank(), "The host of the Redis server is empty.");
        checkArgument(port > 0 && port < 65536, "%s is not a port: 1 to 65535.", port);
    }

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static RedisNode parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            checkArgument(colon > 0, "");
            String host = text.substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            checkArgument(bracketed || host.indexOf(':') < 0, "");
            return new RedisNode(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a node: write 'host:port', for example 'redis-1:6379'.",
                    e);
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
