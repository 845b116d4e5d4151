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
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.time.Duration;

/** Connections through Jedis to one server. */
@Internal
public final class JedisStreamsClient implements RedisStreamsClient, KeyValueClient {

    private static final long serialVersionUID = 1L;

    /** Shown by CLIENT LIST, so that an operator knows whose connection it is. */
    private static final String CLIENT_NAME = "flink-connector-redis-streams";

    private final RedisConnectionOptions options;

    public JedisStreamsClient(RedisConnectionOptions options) {
        this.options = options;
    }

    @Override
    public StreamReaderConnection openReader(Duration longestBlock) throws IOException {
        JedisClientConfig config = config(options.socketTimeout().plus(longestBlock));
        return new JedisReaderConnection(
                open(new DefaultJedisSocketFactory(server(), config), config), errors());
    }

    @Override
    public StreamWriterConnection openWriter() throws IOException {
        JedisClientConfig config = config(options.socketTimeout());
        WriterSocketFactory sockets = new WriterSocketFactory(server(), config);
        return new JedisWriterConnection(
                open(sockets, config), sockets.output(), options.socketTimeout(), errors());
    }

    @Override
    public StreamTransactionConnection openTransactions() throws IOException {
        JedisClientConfig config = config(options.socketTimeout());
        WriterSocketFactory sockets = new WriterSocketFactory(server(), config);
        return new JedisTransactionConnection(
                open(sockets, config), sockets.output(), options.socketTimeout(), errors());
    }

    @Override
    public StreamAdminConnection openAdmin() throws IOException {
        JedisClientConfig config = config(options.socketTimeout());
        return new JedisAdminConnection(
                open(new DefaultJedisSocketFactory(server(), config), config), errors());
    }

    @Override
    public GroupConnection openGroup(String group, String consumer, Duration longestBlock)
            throws IOException {
        JedisClientConfig config = config(options.socketTimeout().plus(longestBlock));
        return new JedisGroupConnection(
                open(new DefaultJedisSocketFactory(server(), config), config),
                errors(),
                group,
                consumer);
    }

    @Override
    public KeyValueConnection openKeyValues() throws IOException {
        JedisClientConfig config = config(options.socketTimeout());
        WriterSocketFactory sockets = new WriterSocketFactory(server(), config);
        return new JedisKeyValueConnection(
                open(sockets, config), sockets.output(), options.socketTimeout(), errors());
    }

    @Override
    public boolean isCluster() {
        return false;
    }

    @Override
    public String address() {
        return options.address();
    }

    private RedisErrors errors() {
        return new RedisErrors(options.address());
    }

    private HostAndPort server() {
        return new HostAndPort(options.host(), options.port());
    }

    private Connection open(JedisSocketFactory sockets, JedisClientConfig config)
            throws IOException {
        try {
            return new Connection(sockets, config);
        } catch (JedisException e) {
            throw errors().of("open a connection", e);
        }
    }

    /**
     * RESP2 is pinned because the outer shape of an XREAD reply is another one in RESP3. The socket
     * timeout covers the time that the server may block, so that a half-open link ends a read too.
     */
    private JedisClientConfig config(Duration socketTimeout) throws IOException {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .autoNegotiateProtocol(false)
                        .connectionTimeoutMillis((int) options.connectTimeout().toMillis())
                        .socketTimeoutMillis((int) socketTimeout.toMillis())
                        .database(options.database())
                        .clientName(CLIENT_NAME)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        options.username().ifPresent(config::user);
        options.readPassword().ifPresent(config::password);
        return config.build();
    }
}
