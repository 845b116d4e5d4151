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

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.BigQueryCredentials;
import io.flinkbundle.connector.bigquery.client.CredentialsType;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.util.Map;
import java.util.Set;

import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.BILLING_PROJECT;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.CREDENTIALS_ACCESS_TOKEN;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.CREDENTIALS_ACCESS_TOKEN_FILE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.CREDENTIALS_FILE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.CREDENTIALS_IMPERSONATE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.CREDENTIALS_SECRET;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.CREDENTIALS_TYPE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.ENDPOINT_GRPC;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.ENDPOINT_PLAINTEXT;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.ENDPOINT_REST;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.ENDPOINT_STORAGE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.QUOTA_PROJECT;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.UNIVERSE_DOMAIN;

/** Reads the options that say where BigQuery is and how to log in. */
@Internal
public final class ConnectionOptions {

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

    public ConnectionOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All of them; none is required. */
    public static Set<ConfigOption<?>> all() {
        return Set.of(
                BILLING_PROJECT,
                ENDPOINT_REST,
                ENDPOINT_GRPC,
                ENDPOINT_STORAGE,
                ENDPOINT_PLAINTEXT,
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
    public BigQueryConnectionOptions read() {
        CREDENTIALS.forEach(
                (option, type) ->
                        checks.refuseUnused(
                                option,
                                config.get(CREDENTIALS_TYPE) == type,
                                "'credentials.type' is '" + type + "'"));
        checks.refuseUnused(
                ENDPOINT_PLAINTEXT, checks.isSet(ENDPOINT_GRPC), "'endpoint.grpc' is set");
        BigQueryConnectionOptions.Builder connection =
                BigQueryConnectionOptions.builder().setCredentials(credentials());
        try {
            config.getOptional(BILLING_PROJECT).ifPresent(connection::setProject);
            config.getOptional(ENDPOINT_REST).ifPresent(connection::setRestEndpoint);
            config.getOptional(ENDPOINT_GRPC).ifPresent(connection::setGrpcEndpoint);
            config.getOptional(ENDPOINT_STORAGE).ifPresent(connection::setStorageEndpoint);
            connection.setPlaintext(config.get(ENDPOINT_PLAINTEXT));
            config.getOptional(QUOTA_PROJECT).ifPresent(connection::setQuotaProject);
            return connection.setUniverseDomain(config.get(UNIVERSE_DOMAIN)).build();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The options of the connection do not fit. " + e.getMessage(), e);
        }
    }

    private BigQueryCredentials credentials() {
        CredentialsType type = config.get(CREDENTIALS_TYPE);
        String reason = "'credentials.type' is '" + type + "'";
        return switch (type) {
            case DEFAULT -> BigQueryCredentials.applicationDefault();
            case NONE -> BigQueryCredentials.none();
            case FILE -> BigQueryCredentials.file(checks.required(CREDENTIALS_FILE, reason));
            case SECRET ->
                    BigQueryCredentials.secret(
                            Secret.inline(checks.required(CREDENTIALS_SECRET, reason)));
            case ACCESS_TOKEN ->
                    BigQueryCredentials.accessToken(
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
                    BigQueryCredentials.impersonate(
                            checks.required(CREDENTIALS_IMPERSONATE, reason));
        };
    }
}
