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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Where BigQuery is, who pays, and how to log in to it.
 *
 * <pre>{@code
 * BigQueryConnectionOptions.builder()
 *         .setProject("my-project")
 *         .setCredentials(BigQueryCredentials.file("/etc/secrets/bigquery.json"))
 *         .build()
 * }</pre>
 *
 * <p>Immutable and thread-safe; {@link #toString()} shows no secret.
 */
@PublicEvolving
public final class BigQueryConnectionOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String project;
    private final String restEndpoint;
    private final String grpcEndpoint;
    private final String storageEndpoint;
    private final boolean plaintext;
    private final String universeDomain;
    private final String quotaProject;
    private final BigQueryCredentials credentials;
    private final Duration requestTimeout;

    private BigQueryConnectionOptions(Builder builder) {
        this.project = builder.project;
        this.restEndpoint = builder.restEndpoint;
        this.grpcEndpoint = builder.grpcEndpoint;
        this.storageEndpoint = builder.storageEndpoint;
        this.plaintext = builder.plaintext;
        this.universeDomain = builder.universeDomain;
        this.quotaProject = builder.quotaProject;
        this.credentials = builder.credentials;
        this.requestTimeout = builder.requestTimeout;
    }

    /** See the setters for the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The project in which jobs run, and which pays for them. */
    public Optional<String> project() {
        return Optional.ofNullable(project);
    }

    /** Another address of the REST interface, a URL. */
    public Optional<String> restEndpoint() {
        return Optional.ofNullable(restEndpoint);
    }

    /** Another address of the Storage Read and Write interfaces, {@code host:port}. */
    public Optional<String> grpcEndpoint() {
        return Optional.ofNullable(grpcEndpoint);
    }

    /** Another address of Cloud Storage, a URL. */
    public Optional<String> storageEndpoint() {
        return Optional.ofNullable(storageEndpoint);
    }

    /** Whether the gRPC endpoint is spoken to without TLS. */
    public boolean isPlaintext() {
        return plaintext;
    }

    /** The domain of the service. */
    public String universeDomain() {
        return universeDomain;
    }

    /** The project whose quota requests count against, if it is not that of the credentials. */
    public Optional<String> quotaProject() {
        return Optional.ofNullable(quotaProject);
    }

    /** How to log in. */
    public BigQueryCredentials credentials() {
        return credentials;
    }

    /** How long one request may take. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    @Override
    public String toString() {
        return restEndpoint().orElse("bigquery." + universeDomain)
                + " (credentials: "
                + credentials
                + ")";
    }

    /** Builds {@link BigQueryConnectionOptions}. Not thread-safe. */
    @PublicEvolving
    public static final class Builder {

        private String project;
        private String restEndpoint;
        private String grpcEndpoint;
        private String storageEndpoint;
        private boolean plaintext;
        private String universeDomain = "googleapis.com";
        private String quotaProject;
        private BigQueryCredentials credentials = BigQueryCredentials.applicationDefault();
        private Duration requestTimeout = Duration.ofSeconds(60);

        private Builder() {}

        /** The project in which jobs run; that of the credentials by default. */
        public Builder setProject(String project) {
            this.project = notBlank("project", project);
            return this;
        }

        /** The REST interface, such as {@code http://localhost:9050}. */
        public Builder setRestEndpoint(String url) {
            this.restEndpoint = checkUrl(url);
            return this;
        }

        /** The Storage Read and Write interfaces, such as {@code localhost:9060}. */
        public Builder setGrpcEndpoint(String address) {
            checkArgument(
                    address.matches("[^:/\\s]+:\\d{1,5}"),
                    "'%s' is no address of the form host:port.",
                    address);
            this.grpcEndpoint = address;
            return this;
        }

        /** Cloud Storage, such as {@code http://localhost:9050}. */
        public Builder setStorageEndpoint(String url) {
            this.storageEndpoint = checkUrl(url);
            return this;
        }

        /** Whether the gRPC endpoint is spoken to without TLS; it is not by default. */
        public Builder setPlaintext(boolean plaintext) {
            this.plaintext = plaintext;
            return this;
        }

        /** The domain of the service; {@code googleapis.com} by default. */
        public Builder setUniverseDomain(String universeDomain) {
            this.universeDomain = notBlank("universe domain", universeDomain);
            return this;
        }

        /** The project whose quota is used; that of the credentials by default. */
        public Builder setQuotaProject(String quotaProject) {
            this.quotaProject = notBlank("quota project", quotaProject);
            return this;
        }

        /** How to log in; {@link BigQueryCredentials#applicationDefault()} by default. */
        public Builder setCredentials(BigQueryCredentials credentials) {
            this.credentials = checkNotNull(credentials);
            return this;
        }

        /** How long one request may take; 60 seconds by default. */
        public Builder setRequestTimeout(Duration requestTimeout) {
            checkArgument(
                    requestTimeout.toMillis() > 0,
                    "The request timeout %s is not more than zero.",
                    requestTimeout);
            this.requestTimeout = requestTimeout;
            return this;
        }

        public BigQueryConnectionOptions build() {
            return new BigQueryConnectionOptions(this);
        }

        private static String notBlank(String what, String value) {
            checkArgument(!value.isBlank(), "The %s must not be blank.", what);
            return value;
        }

        private static String checkUrl(String url) {
            boolean valid;
            try {
                URI uri = URI.create(url);
                valid = uri.getHost() != null && uri.getUserInfo() == null;
            } catch (IllegalArgumentException e) {
                valid = false;
            }
            checkArgument(
                    valid && url.matches("https?://.*"),
                    "An endpoint is no URL of the form https://host:port.");
            return url;
        }
    }
}
