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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.pubsub.client.CredentialsType;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PubSubCredentials;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.util.Map;
import java.util.Set;

import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.CREDENTIALS_ACCESS_TOKEN;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.CREDENTIALS_ACCESS_TOKEN_FILE;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.CREDENTIALS_FILE;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.CREDENTIALS_IMPERSONATE;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.CREDENTIALS_SECRET;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.CREDENTIALS_TYPE;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.EMULATOR_HOST;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.ENDPOINT;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.PROJECT;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.QUOTA_PROJECT;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.UNIVERSE_DOMAIN;

/** Reads the options that say where Pub/Sub is and how to log in. */
@Internal
final class ConnectionOptions {

    /** Which type of credentials gives an option its effect. */
    private static final Map<ConfigOption<?>, CredentialsType> CREDENTIALS =
            Map.of(
                    CREDENTIALS_FILE, CredentialsType.FILE,
                    CREDENTIALS_SECRET, CredentialsType.SECRET,
                    CREDENTIALS_ACCESS_TOKEN, CredentialsType.ACCESS_TOKEN,
                    CREDENTIALS_ACCESS_TOKEN_FILE, CredentialsType.ACCESS_TOKEN,
                    CREDENTIALS_IMPERSONATE, CredentialsType.IMPERSONATE);

    private final ReadableConfig config;
    private final OptionChecks checks;

    ConnectionOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All of them; none is required. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                PROJECT,
                ENDPOINT,
                EMULATOR_HOST,
                UNIVERSE_DOMAIN,
                QUOTA_PROJECT,
                CREDENTIALS_TYPE,
                CREDENTIALS_FILE,
                CREDENTIALS_SECRET,
                CREDENTIALS_ACCESS_TOKEN,
                CREDENTIALS_ACCESS_TOKEN_FILE,
                CREDENTIALS_IMPERSONATE);
    }

    /**
     * @throws ValidationException if an option is wrong, or has no effect
     */
    PubSubConnectionOptions read() {
        CREDENTIALS.forEach(
                (option, type) ->
                        checks.refuseUnused(
                                option,
                                config.get(CREDENTIALS_TYPE) == type,
                                "'credentials.type' is '" + type + "'"));
        checks.refuseUnused(ENDPOINT, !checks.isSet(EMULATOR_HOST), "'emulator-host' is not set");
        PubSubConnectionOptions.Builder connection =
                PubSubConnectionOptions.builder().setCredentials(credentials());
        try {
            config.getOptional(PROJECT).ifPresent(connection::setProject);
            config.getOptional(ENDPOINT).ifPresent(connection::setEndpoint);
            config.getOptional(EMULATOR_HOST).ifPresent(connection::setEmulatorHost);
            config.getOptional(QUOTA_PROJECT).ifPresent(connection::setQuotaProject);
            return connection.setUniverseDomain(config.get(UNIVERSE_DOMAIN)).build();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The options of the connection do not fit. " + e.getMessage(), e);
        }
    }

    private PubSubCredentials credentials() {
        CredentialsType type = config.get(CREDENTIALS_TYPE);
        String reason = "'credentials.type' is '" + type + "'";
        return switch (type) {
            case DEFAULT -> PubSubCredentials.applicationDefault();
            case NONE -> PubSubCredentials.none();
            case FILE -> PubSubCredentials.file(checks.required(CREDENTIALS_FILE, reason));
            case SECRET ->
                    PubSubCredentials.secret(
                            Secret.inline(checks.required(CREDENTIALS_SECRET, reason)));
            case ACCESS_TOKEN ->
                    PubSubCredentials.accessToken(
                            Secret.of(
                                            config,
                                            CREDENTIALS_ACCESS_TOKEN,
                                            CREDENTIALS_ACCESS_TOKEN_FILE)
                                    .orElseGet(
                                            () ->
                                                    Secret.file(
                                                            checks.required(
                                                                    CREDENTIALS_ACCESS_TOKEN_FILE,
                                                                    reason))));
            case IMPERSONATE ->
                    PubSubCredentials.impersonate(checks.required(CREDENTIALS_IMPERSONATE, reason));
        };
    }
}
