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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.RedisMode;
import io.flinkbundle.connector.redis.client.RedisNode;
import io.flinkbundle.connector.redis.client.RedisTlsOptions;
import io.flinkbundle.connector.redis.client.RedisTlsOptions.KeyStoreFile;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import static io.flinkbundle.connector.redis.table.RedisServerOptions.DATABASE;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.HOST;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.MODE;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.NODES;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.PASSWORD;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.PASSWORD_FILE;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.PORT;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SENTINEL_MASTER;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_ENABLED;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_KEYSTORE_PASSWORD;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_KEYSTORE_PASSWORD_FILE;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_KEYSTORE_PATH;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_KEYSTORE_TYPE;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_TRUSTSTORE_PASSWORD;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_TRUSTSTORE_PASSWORD_FILE;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_TRUSTSTORE_PATH;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_TRUSTSTORE_TYPE;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.SSL_VERIFY_HOSTNAME;
import static io.flinkbundle.connector.redis.table.RedisServerOptions.USERNAME;

/** Reads the options of {@link RedisServerOptions}. */
@Internal
final class ConnectionOptions {

    private final ReadableConfig config;
    private final OptionChecks checks;

    ConnectionOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All of them; none is required by itself. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                HOST,
                PORT,
                NODES,
                MODE,
                SENTINEL_MASTER,
                USERNAME,
                PASSWORD,
                PASSWORD_FILE,
                DATABASE,
                SSL_ENABLED,
                SSL_VERIFY_HOSTNAME,
                SSL_TRUSTSTORE_PATH,
                SSL_TRUSTSTORE_TYPE,
                SSL_TRUSTSTORE_PASSWORD,
                SSL_TRUSTSTORE_PASSWORD_FILE,
                SSL_KEYSTORE_PATH,
                SSL_KEYSTORE_TYPE,
                SSL_KEYSTORE_PASSWORD,
                SSL_KEYSTORE_PASSWORD_FILE);
    }

    RedisConnectionOptions read() {
        refuseUnused();
        RedisConnectionOptions.Builder connection =
                RedisConnectionOptions.builder()
                        .setMode(config.get(MODE))
                        .setDatabase(
                                checks.checked(
                                        DATABASE, number -> number >= 0, "a number from 0 on"));
        setServers(connection);
        if (config.get(MODE) == RedisMode.SENTINEL) {
            connection.setSentinelMaster(checks.required(SENTINEL_MASTER, "'mode' is 'sentinel'"));
        }
        if (config.get(SSL_ENABLED)) {
            connection.setTls(tls());
        }
        setLogin(connection);
        try {
            return connection.build();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The options of the connection do not fit. " + e.getMessage(), e);
        }
    }

    private void refuseUnused() {
        checks.refuseUnused(PORT, checks.isSet(HOST), "'host' is set");
        checks.refuseUnused(
                SENTINEL_MASTER, config.get(MODE) == RedisMode.SENTINEL, "'mode' is 'sentinel'");
        for (ConfigOption<?> option :
                List.of(SSL_VERIFY_HOSTNAME, SSL_TRUSTSTORE_PATH, SSL_KEYSTORE_PATH)) {
            checks.refuseUnused(option, config.get(SSL_ENABLED), "'ssl.enabled' is 'true'");
        }
        for (ConfigOption<?> option :
                List.of(
                        SSL_TRUSTSTORE_TYPE,
                        SSL_TRUSTSTORE_PASSWORD,
                        SSL_TRUSTSTORE_PASSWORD_FILE)) {
            checks.refuseUnused(
                    option, checks.isSet(SSL_TRUSTSTORE_PATH), "'ssl.truststore.path' is set");
        }
        for (ConfigOption<?> option :
                List.of(SSL_KEYSTORE_TYPE, SSL_KEYSTORE_PASSWORD, SSL_KEYSTORE_PASSWORD_FILE)) {
            checks.refuseUnused(
                    option, checks.isSet(SSL_KEYSTORE_PATH), "'ssl.keystore.path' is set");
        }
    }

    private void setServers(RedisConnectionOptions.Builder connection) {
        if (checks.isSet(HOST) == checks.isSet(NODES)) {
            throw new ValidationException(
                    "Set one of the options 'host' and 'nodes', "
                            + (checks.isSet(HOST) ? "not both." : "none is set."));
        }
        if (checks.isSet(HOST)) {
            connection
                    .setHost(checks.checked(HOST, host -> !host.isBlank(), "a host name"))
                    .setPort(
                            checks.checked(
                                    PORT,
                                    port -> port > 0 && port < 65536,
                                    "a port from 1 to 65535"));
            return;
        }
        try {
            connection.setNodes(config.get(NODES).stream().map(RedisNode::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Option 'nodes' is wrong. " + e.getMessage(), e);
        }
    }

    private void setLogin(RedisConnectionOptions.Builder connection) {
        Optional<Secret> password = Secret.of(config, PASSWORD, PASSWORD_FILE);
        password.ifPresent(connection::setPassword);
        config.getOptional(USERNAME).ifPresent(connection::setUsername);
        if (checks.isSet(USERNAME) && password.isEmpty()) {
            throw new ValidationException(
                    "Option 'username' is '"
                            + config.get(USERNAME)
                            + "', but there is no password. Set 'password.file' or 'password'"
                            + " too.");
        }
    }

    private RedisTlsOptions tls() {
        RedisTlsOptions.Builder tls =
                RedisTlsOptions.builder().setVerifyHostname(config.get(SSL_VERIFY_HOSTNAME));
        config.getOptional(SSL_TRUSTSTORE_PATH)
                .map(
                        path ->
                                store(
                                        path,
                                        SSL_TRUSTSTORE_PASSWORD,
                                        SSL_TRUSTSTORE_PASSWORD_FILE,
                                        SSL_TRUSTSTORE_TYPE))
                .ifPresent(tls::setTrustStore);
        config.getOptional(SSL_KEYSTORE_PATH)
                .map(
                        path ->
                                store(
                                        path,
                                        SSL_KEYSTORE_PASSWORD,
                                        SSL_KEYSTORE_PASSWORD_FILE,
                                        SSL_KEYSTORE_TYPE))
                .ifPresent(tls::setKeyStore);
        return tls.build();
    }

    private KeyStoreFile store(
            String path,
            ConfigOption<String> password,
            ConfigOption<String> passwordFile,
            ConfigOption<String> type) {
        return new KeyStoreFile(
                path,
                Secret.of(config, password, passwordFile).orElse(null),
                checks.checked(
                        type,
                        value -> value.equals("PKCS12") || value.equals("JKS"),
                        "'PKCS12' or 'JKS'"));
    }
}
