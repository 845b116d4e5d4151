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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.secret.Redaction;
import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Where a server is, and how to log in to it.
 *
 * <pre>{@code
 * InfluxDb3ConnectionOptions.builder()
 *         .setUrl("https://influxdb.example:8181")
 *         .setDatabase("sensors")
 *         .setToken(Secret.file("/etc/secrets/influxdb-token"))
 *         .build()
 * }</pre>
 *
 * <p>Immutable and thread-safe; {@link #toString()} shows no secret.
 */
@PublicEvolving
public final class InfluxDb3ConnectionOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    private final URI url;
    private final String database;
    private final ApiVersion api;
    private final String organization;
    private final Secret token;
    private final TlsOptions tls;
    private final Duration requestTimeout;

    private InfluxDb3ConnectionOptions(Builder builder) {
        this.url = builder.url;
        this.database = builder.database;
        this.api = builder.api;
        this.organization = builder.organization;
        this.token = builder.token;
        this.tls = builder.tls;
        this.requestTimeout = builder.requestTimeout;
    }

    /** See the setters for the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that is set here. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.url = url;
        builder.database = database;
        builder.api = api;
        builder.organization = organization;
        builder.token = token;
        builder.tls = tls;
        builder.requestTimeout = requestTimeout;
        return builder;
    }

    /** Scheme, host and port, and perhaps a path, without a slash at its end. */
    public URI url() {
        return url;
    }

    /** The database, or the bucket with {@link ApiVersion#V2}. */
    public String database() {
        return database;
    }

    /** The generation of the API. */
    public ApiVersion api() {
        return api;
    }

    /** With {@link ApiVersion#V2} only. */
    public Optional<String> organization() {
        return Optional.ofNullable(organization);
    }

    /** Empty for a server without authentication. */
    public Optional<Secret> token() {
        return Optional.ofNullable(token);
    }

    /** Used where the URL begins with {@code https}. */
    public TlsOptions tls() {
        return tls;
    }

    /** How long one request may take in all. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    @Override
    public String toString() {
        return "database '" + database + "' at " + url + " (API " + api + ")";
    }

    /** Builds {@link InfluxDb3ConnectionOptions}. Not thread-safe. */
    @PublicEvolving
    public static final class Builder {

        private URI url;
        private String database;
        private ApiVersion api = ApiVersion.V3;
        private String organization;
        private Secret token;
        private TlsOptions tls = TlsOptions.DEFAULT;
        private Duration requestTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /**
         * The address of the server, for example {@code http://localhost:8181}. Required.
         *
         * @throws IllegalArgumentException if it is no URL of a server, or holds a password
         */
        public Builder setUrl(String url) {
            this.url = parse(url);
            return this;
        }

        /** The database; with {@link ApiVersion#V2} the bucket. Required. */
        public Builder setDatabase(String database) {
            checkArgument(!database.isBlank(), "The database must not be blank.");
            this.database = database;
            return this;
        }

        /** The generation of the API; {@link ApiVersion#V3} by default. */
        public Builder setApi(ApiVersion api) {
            this.api = checkNotNull(api);
            return this;
        }

        /** The organization, which {@link ApiVersion#V2} needs and the others do not know. */
        public Builder setOrganization(String organization) {
            checkArgument(!organization.isBlank(), "The organization must not be blank.");
            this.organization = organization;
            return this;
        }

        /** The token of the server; none by default. */
        public Builder setToken(Secret token) {
            this.token = checkNotNull(token);
            return this;
        }

        /** Which servers are trusted over {@code https}. */
        public Builder setTls(TlsOptions tls) {
            this.tls = checkNotNull(tls);
            return this;
        }

        /** How long one request may take in all; 10 seconds by default. */
        public Builder setRequestTimeout(Duration requestTimeout) {
            checkArgument(
                    requestTimeout.toMillis() > 0,
                    "The request timeout %s is not more than zero.",
                    requestTimeout);
            this.requestTimeout = requestTimeout;
            return this;
        }

        /**
         * @throws IllegalArgumentException if something required is missing or does not fit
         */
        public InfluxDb3ConnectionOptions build() {
            checkArgument(url != null, "Set the URL of the server.");
            checkArgument(database != null, "Set the database.");
            checkArgument(
                    api != ApiVersion.V2 || organization != null,
                    "Set the organization, which API v2 needs.");
            checkArgument(
                    api == ApiVersion.V2 || organization == null,
                    "API %s knows no organization: leave it out, or use API v2.",
                    api);
            return new InfluxDb3ConnectionOptions(this);
        }

        private static URI parse(String text) {
            URI url;
            try {
                url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            } catch (IllegalArgumentException e) {
                // The text and the cause may hold a password.
                throw new IllegalArgumentException(notAnAddress(text));
            }
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            checkArgument(
                    http
                            && url.getHost() != null
                            && url.getRawQuery() == null
                            && url.getRawFragment() == null,
                    notAnAddress(text));
            checkArgument(
                    url.getRawUserInfo() == null,
                    "The URL %s holds a user or a password, which would show up in logs. Give a"
                            + " token in place of it.",
                    Redaction.url(text));
            return url;
        }

        private static String notAnAddress(String text) {
            return "'"
                    + Redaction.url(text)
                    + "' is no address of a server, such as 'http://localhost:8181'.";
        }
    }
}
