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

import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.PublicEvolving;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static java.util.stream.Collectors.joining;
import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Where the server is and how to log in.
 *
 * <pre>{@code
 * RedisConnectionOptions.builder()
 *         .setHost("redis.example")
 *         .setUsername("flink")
 *         .setPassword(Secret.file("/etc/flink/redis-password"))
 *         .build();
 * }</pre>
 *
 * <p>Defaults: port 6379, database 0, no login, 5 seconds to connect, 10 seconds for the server to
 * answer. A password from a file is read again for each connection. {@link #toString()} shows no
 * secret. Immutable and thread-safe.
 */
@PublicEvolving
public final class RedisConnectionOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RedisMode mode;
    private final List<RedisNode> nodes;
    private final String sentinelMaster;
    private final RedisTlsOptions tls;
    private final String username;
    private final Secret password;
    private final int database;
    private final Duration connectTimeout;
    private final Duration socketTimeout;

    private RedisConnectionOptions(Builder builder) {
        this.mode = builder.mode;
        this.nodes =
                builder.nodes.isEmpty()
                        ? List.of(new RedisNode(builder.host, builder.port))
                        : builder.nodes;
        this.sentinelMaster = builder.sentinelMaster;
        this.tls = builder.tls;
        this.username = builder.username;
        this.password = builder.password;
        this.database = builder.database;
        this.connectTimeout = builder.connectTimeout;
        this.socketTimeout = builder.socketTimeout;
    }

    public static Builder builder() {
        return new Builder();
    }

    public RedisMode mode() {
        return mode;
    }

    /** The server; or those through which a cluster or a master is found. */
    public List<RedisNode> nodes() {
        return nodes;
    }

    /** The name by which Sentinels know the master; empty in other modes. */
    public Optional<String> sentinelMaster() {
        return Optional.ofNullable(sentinelMaster);
    }

    /** Empty for connections that are not encrypted. */
    public Optional<RedisTlsOptions> tls() {
        return Optional.ofNullable(tls);
    }

    /** Where the server is, for messages. */
    public String address() {
        String addresses = nodes.stream().map(RedisNode::toString).collect(joining(","));
        return sentinelMaster == null ? addresses : sentinelMaster + "@" + addresses;
    }

    /** Empty for the server's default user. */
    public Optional<String> username() {
        return Optional.ofNullable(username);
    }

    /** Whether the password can change while a job runs. */
    boolean isPasswordFromFile() {
        return password != null && password.isFile();
    }

    /** The password as it is now; empty if the server needs no login. */
    Optional<String> readPassword() throws IOException {
        return password == null ? Optional.empty() : Optional.of(password.read());
    }

    public int database() {
        return database;
    }

    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long the server may take to answer, beside the time it was asked to wait. */
    public Duration socketTimeout() {
        return socketTimeout;
    }

    @Override
    public String toString() {
        return (tls == null ? "redis://" : "rediss://")
                + username().map(user -> user + "@").orElse("")
                + address()
                + "/"
                + database;
    }

    /** Builds {@link RedisConnectionOptions}. */
    @PublicEvolving
    public static final class Builder {

        private RedisMode mode = RedisMode.STANDALONE;
        private String host;
        private int port = 6379;
        private List<RedisNode> nodes = List.of();
        private String sentinelMaster;
        private RedisTlsOptions tls;
        private String username;
        private Secret password;
        private int database;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration socketTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** Standalone by default. */
        public Builder setMode(RedisMode mode) {
            this.mode = checkNotNull(mode);
            return this;
        }

        /**
         * Nodes, in place of host and port: some of a cluster, from which the others are learned,
         * or the Sentinels. Any of them that answers is enough.
         */
        public Builder setNodes(List<RedisNode> nodes) {
            this.nodes = List.copyOf(nodes);
            return this;
        }

        /** The name by which the Sentinels know the master; required in their mode. */
        public Builder setSentinelMaster(String sentinelMaster) {
            checkArgument(!sentinelMaster.isBlank(), "The name of the master is empty.");
            this.sentinelMaster = sentinelMaster;
            return this;
        }

        /** Encrypts connections; not set, they are not. */
        public Builder setTls(RedisTlsOptions tls) {
            this.tls = checkNotNull(tls);
            return this;
        }

        /** The host of the server; required unless there are nodes. */
        public Builder setHost(String host) {
            checkArgument(!host.isBlank(), "The host of the Redis server is empty.");
            this.host = host;
            return this;
        }

        public Builder setPort(int port) {
            checkArgument(port > 0 && port < 65536, "%s is not a port: 1 to 65535.", port);
            this.port = port;
            return this;
        }

        /** The access list's user; not set for the server's default user. */
        public Builder setUsername(String username) {
            this.username = checkNotNull(username);
            return this;
        }

        public Builder setPassword(Secret password) {
            this.password = checkNotNull(password);
            return this;
        }

        public Builder setDatabase(int database) {
            checkArgument(database >= 0, "The number of the database is %s, below 0.", database);
            this.database = database;
            return this;
        }

        public Builder setConnectTimeout(Duration connectTimeout) {
            checkTimeout(connectTimeout);
            this.connectTimeout = connectTimeout;
            return this;
        }

        public Builder setSocketTimeout(Duration socketTimeout) {
            checkTimeout(socketTimeout);
            this.socketTimeout = socketTimeout;
            return this;
        }

        public RedisConnectionOptions build() {
            checkArgument(
                    (host != null) != !nodes.isEmpty(),
                    "Set the host of the Redis server, or nodes, one of the two.");
            checkArgument(
                    mode != RedisMode.STANDALONE || nodes.size() <= 1,
                    "Several nodes need the mode 'sentinel' or 'cluster', but it is 'standalone'.");
            checkArgument(
                    (mode == RedisMode.SENTINEL) == (sentinelMaster != null),
                    "The mode 'sentinel' and the name of a master belong together, but the mode is"
                            + " '%s' and the name '%s'.",
                    mode,
                    sentinelMaster);
            checkArgument(
                    mode != RedisMode.CLUSTER || database == 0,
                    "A cluster has no other database than 0, but %s is set.",
                    database);
            checkArgument(
                    username == null || password != null,
                    "User '%s' has no password; set the password too.",
                    username);
            return new RedisConnectionOptions(this);
        }

        private static void checkTimeout(Duration timeout) {
            // Zero means "for ever" to a socket.
            checkArgument(
                    timeout.toMillis() > 0 && timeout.toMillis() <= Integer.MAX_VALUE,
                    "The timeout %s must be between 1 ms and 24 days.",
                    timeout);
        }
    }
}
