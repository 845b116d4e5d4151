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

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.time.Duration;

/** Opens connections to single servers, encrypts them and logs in. */
@Internal
final class NodeConnector {

    /** Shown by CLIENT LIST, so that an operator knows whose connection it is. */
    private static final String CLIENT_NAME = "flink-connector-redis-streams";

    private final RedisConnectionOptions options;

    NodeConnector(RedisConnectionOptions options) {
        this.options = options;
    }

    /**
     * @param socketTimeout how long the server may be silent, the time that it is asked to wait
     *     included
     */
    Connection open(RedisNode node, Duration socketTimeout) throws IOException {
        JedisClientConfig config = config(socketTimeout, true, options.database());
        return open(node, new DefaultJedisSocketFactory(hostAndPort(node), config), config);
    }

    /** A connection whose socket is written to past Jedis. */
    WriterLink openForWriting(RedisNode node) throws IOException {
        JedisClientConfig config = config(options.socketTimeout(), true, options.database());
        WriterSocketFactory sockets = new WriterSocketFactory(hostAndPort(node), config);
        Connection connection = open(node, sockets, config);
        return new WriterLink(connection, sockets.output(), options.socketTimeout(), errors(node));
    }

    /** Most Sentinels ask for no login, and refuse one; those that do get that of the servers. */
    Connection openSentinel(RedisNode node) throws IOException {
        try {
            return openSentinel(node, false);
        } catch (RedisRequestException e) {
            if (!ServerError.isMissingLogin(e)) {
                throw e;
            }
            return openSentinel(node, true);
        }
    }

    private Connection openSentinel(RedisNode node, boolean login) throws IOException {
        JedisClientConfig config = config(options.socketTimeout(), login, 0);
        return open(node, new DefaultJedisSocketFactory(hostAndPort(node), config), config);
    }

    RedisErrors errors(RedisNode node) {
        return new RedisErrors(node.toString(), options.mode());
    }

    private Connection open(RedisNode node, JedisSocketFactory sockets, JedisClientConfig config)
            throws IOException {
        try {
            return new Connection(sockets, config);
        } catch (JedisDataException e) {
            // The file of a rotated password may be written later than the server has it.
            throw options.isPasswordFromFile() && ServerError.isWrongLogin(e)
                    ? errors(node).unavailable("log in", e)
                    : errors(node).of("open a connection", e);
        } catch (JedisException e) {
            throw errors(node).of("open a connection", e);
        }
    }

    private static HostAndPort hostAndPort(RedisNode node) {
        return new HostAndPort(node.host(), node.port());
    }

    /**
     * RESP2 is pinned because the outer shape of an XREAD reply is another one in RESP3. The socket
     * timeout covers the time that the server may block, so that a half-open link ends a read too.
     */
    private JedisClientConfig config(Duration socketTimeout, boolean login, int database)
            throws IOException {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .autoNegotiateProtocol(false)
                        .connectionTimeoutMillis((int) options.connectTimeout().toMillis())
                        .socketTimeoutMillis((int) socketTimeout.toMillis())
                        .database(database)
                        .clientName(CLIENT_NAME)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (options.tls().isPresent()) {
            config.ssl(true)
                    .sslSocketFactory(TlsSockets.factory(options.tls().get()))
                    .sslParameters(TlsSockets.parameters(options.tls().get()));
        }
        if (login) {
            options.username().ifPresent(config::user);
            options.readPassword().ifPresent(config::password);
        }
        return config.build();
    }
}
