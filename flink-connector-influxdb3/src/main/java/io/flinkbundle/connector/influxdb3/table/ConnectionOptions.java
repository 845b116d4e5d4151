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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.TlsOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.util.Set;

import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.API;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.DATABASE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.ORGANIZATION;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SSL_TRUSTSTORE_PASSWORD;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SSL_TRUSTSTORE_PASSWORD_FILE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SSL_TRUSTSTORE_PATH;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SSL_VERIFY;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TOKEN;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TOKEN_FILE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.URL;

/** Reads the options that say where the server is. */
@Internal
public final class ConnectionOptions {

    private final ReadableConfig config;
    private final OptionChecks checks;

    ConnectionOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /**
     * The connection that the options describe.
     *
     * @throws ValidationException if an option is wrong, or has no effect
     */
    public static InfluxDb3ConnectionOptions of(ReadableConfig config) {
        return new ConnectionOptions(config).read().build();
    }

    /** Those that need not be set. */
    static Set<ConfigOption<?>> optional() {
        return Set.of(
                API,
                ORGANIZATION,
                TOKEN,
                TOKEN_FILE,
                SSL_TRUSTSTORE_PATH,
                SSL_TRUSTSTORE_PASSWORD,
                SSL_TRUSTSTORE_PASSWORD_FILE,
                SSL_VERIFY);
    }

    InfluxDb3ConnectionOptions.Builder read() {
        checks.refuseUnused(
                ORGANIZATION,
                config.get(API) == ApiVersion.V2,
                "'api' is 'v2': databases of InfluxDB 3 belong to no organization");
        checks.refuseUnused(SSL_TRUSTSTORE_PATH, config.get(SSL_VERIFY), "'ssl.verify' is 'true'");
        for (ConfigOption<?> option :
                Set.of(SSL_TRUSTSTORE_PASSWORD, SSL_TRUSTSTORE_PASSWORD_FILE)) {
            checks.refuseUnused(
                    option, checks.isSet(SSL_TRUSTSTORE_PATH), "'ssl.truststore.path' is set");
        }
        InfluxDb3ConnectionOptions.Builder connection =
                InfluxDb3ConnectionOptions.builder()
                        .setDatabase(checks.checked(DATABASE, name -> !name.isBlank(), "a name"))
                        .setApi(config.get(API))
                        .setTls(tls());
        Secret.of(config, TOKEN, TOKEN_FILE).ifPresent(connection::setToken);
        if (config.get(API) == ApiVersion.V2) {
            connection.setOrganization(checks.required(ORGANIZATION, "'api' is 'v2'"));
        }
        try {
            return connection.setUrl(config.get(URL));
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Option 'url' is wrong. " + e.getMessage());
        }
    }

    private TlsOptions tls() {
        return new TlsOptions(
                config.getOptional(SSL_TRUSTSTORE_PATH).orElse(null),
                Secret.of(config, SSL_TRUSTSTORE_PASSWORD, SSL_TRUSTSTORE_PASSWORD_FILE)
                        .orElse(null),
                config.get(SSL_VERIFY));
    }
}
