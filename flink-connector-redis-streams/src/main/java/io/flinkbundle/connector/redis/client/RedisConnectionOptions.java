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
import java.util.Optional;

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

    private final String host;
    private final int port;
    private final String username;
    private final Secret password;
    private final int database;
    private final Duration connectTimeout;
    private final Duration socketTimeout;

    private RedisConnectionOptions(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.username = builder.username;
        this.password = builder.password;
        this.database = builder.database;
        this.connectTimeout = builder.connectTimeout;
        this.socketTimeout = builder.socketTimeout;
    }

    public static Builder builder() {
        return new Builder();
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Host and port, for messages. */
    public String address() {
        return host + ":" + port;
    }

    /** Empty for the server's default user. */
    public Optional<String> username() {
        return Optional.ofNullable(username);
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
        return "redis://"
                + username().map(user -> user + "@").orElse("")
                + address()
                + "/"
                + database;
    }

    /** Builds {@link RedisConnectionOptions}. */
    @PublicEvolving
    public static final class Builder {

        private String host;
        private int port = 6379;
        private String username;
        private Secret password;
        private int database;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration socketTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** Required. */
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
            checkArgument(host != null, "Set the host of the Redis server.");
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
