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

package io.flinkbundle.connector.pubsub.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Where Pub/Sub is, and how to log in to it.
 *
 * <pre>{@code
 * PubSubConnectionOptions.builder()
 *         .setProject("my-project")
 *         .setCredentials(PubSubCredentials.file("/etc/secrets/pubsub.json"))
 *         .build()
 * }</pre>
 *
 * <p>Immutable and thread-safe; {@link #toString()} shows no secret.
 */
@PublicEvolving
public final class PubSubConnectionOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String EMULATOR_VARIABLE = "PUBSUB_EMULATOR_HOST";

    private final String project;
    private final String endpoint;
    private final String emulatorHost;
    private final String universeDomain;
    private final String quotaProject;
    private final PubSubCredentials credentials;
    private final Duration requestTimeout;

    private PubSubConnectionOptions(Builder builder) {
        this.project = builder.project;
        this.endpoint = builder.endpoint;
        this.emulatorHost = builder.emulatorHost;
        this.universeDomain = builder.universeDomain;
        this.quotaProject = builder.quotaProject;
        this.credentials = emulatorHost == null ? builder.credentials : PubSubCredentials.none();
        this.requestTimeout = builder.requestTimeout;
    }

    /** See the setters for the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The project of topics and subscriptions that are not named in full. */
    public Optional<String> project() {
        return Optional.ofNullable(project);
    }

    /** An endpoint other than the global one, {@code host:port}. */
    public Optional<String> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** The emulator that stands in for the service, {@code host:port}. */
    public Optional<String> emulatorHost() {
        return Optional.ofNullable(emulatorHost);
    }

    /** The domain of the service. */
    public String universeDomain() {
        return universeDomain;
    }

    /** The project that pays for requests, if it is not the one of the credentials. */
    public Optional<String> quotaProject() {
        return Optional.ofNullable(quotaProject);
    }

    /** How to log in; none for an emulator. */
    public PubSubCredentials credentials() {
        return credentials;
    }

    /** How long one request may take. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** The address that is connected to. */
    public String address() {
        return emulatorHost().or(this::endpoint).orElse("pubsub." + universeDomain + ":443");
    }

    @Override
    public String toString() {
        return address() + " (credentials: " + credentials + ")";
    }

    /** Builds {@link PubSubConnectionOptions}. Not thread-safe. */
    @PublicEvolving
    public static final class Builder {

        private String project;
        private String endpoint;
        private String emulatorHost = System.getenv(EMULATOR_VARIABLE);
        private String universeDomain = "googleapis.com";
        private String quotaProject;
        private PubSubCredentials credentials = PubSubCredentials.applicationDefault();
        private Duration requestTimeout = Duration.ofSeconds(60);

        private Builder() {}

        /** The project of topics and subscriptions that are not named in full. */
        public Builder setProject(String project) {
            checkArgument(!project.isBlank(), "The project must not be blank.");
            this.project = project;
            return this;
        }

        /**
         * An endpoint other than the global one, such as {@code
         * europe-west1-pubsub.googleapis.com:443}.
         */
        public Builder setEndpoint(String endpoint) {
            this.endpoint = checkAddress(endpoint);
            return this;
        }

        /**
         * An emulator, {@code host:port}; it is spoken to without TLS and credentials. By default
         * what the environment variable {@code PUBSUB_EMULATOR_HOST} holds where the job is built.
         */
        public Builder setEmulatorHost(String emulatorHost) {
            this.emulatorHost = checkAddress(emulatorHost);
            return this;
        }

        /** The domain of the service; {@code googleapis.com} by default. */
        public Builder setUniverseDomain(String universeDomain) {
            checkArgument(!universeDomain.isBlank(), "The universe domain must not be blank.");
            this.universeDomain = universeDomain;
            return this;
        }

        /** The project that pays for requests; that of the credentials by default. */
        public Builder setQuotaProject(String quotaProject) {
            checkArgument(!quotaProject.isBlank(), "The quota project must not be blank.");
            this.quotaProject = quotaProject;
            return this;
        }

        /** How to log in; {@link PubSubCredentials#applicationDefault()} by default. */
        public Builder setCredentials(PubSubCredentials credentials) {
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

        public PubSubConnectionOptions build() {
            return new PubSubConnectionOptions(this);
        }

        private static String checkAddress(String address) {
            checkArgument(
                    address.matches("[^:/\\s]+:\\d{1,5}"),
                    "'%s' is no address of the form host:port.",
                    address);
            return address;
        }
    }
}
