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

import java.io.Serializable;
import java.util.Optional;

import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * How a connection is encrypted.
 *
 * <pre>{@code
 * RedisTlsOptions.builder()
 *         .setTrustStore(KeyStoreFile.of("/etc/flink/redis-ca.p12", Secret.file("/etc/flink/ca-password")))
 *         .build();
 * }</pre>
 *
 * <p>Defaults: the certificates that the JVM trusts, no certificate of the client, and the name of
 * the host must be in the server's certificate. Stores are files on each TaskManager and on the
 * JobManager, read for each connection. Immutable and thread-safe.
 */
@PublicEvolving
public final class RedisTlsOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    private final KeyStoreFile trustStore;
    private final KeyStoreFile keyStore;
    private final boolean verifyHostname;

    private RedisTlsOptions(Builder builder) {
        this.trustStore = builder.trustStore;
        this.keyStore = builder.keyStore;
        this.verifyHostname = builder.verifyHostname;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Empty for what the JVM trusts. */
    Optional<KeyStoreFile> trustStore() {
        return Optional.ofNullable(trustStore);
    }

    /** Empty if the client shows no certificate. */
    Optional<KeyStoreFile> keyStore() {
        return Optional.ofNullable(keyStore);
    }

    boolean verifyHostname() {
        return verifyHostname;
    }

    /**
     * A file that holds certificates or keys.
     *
     * @param path where it is
     * @param password opens it; null if it needs none, because an {@link Optional} cannot be
     *     serialized
     * @param type {@code PKCS12} or {@code JKS}
     */
    @PublicEvolving
    public record KeyStoreFile(String path, Secret password, String type) implements Serializable {

        private static final long serialVersionUID = 1L;

        /** A PKCS #12 file, which is the form that {@code keytool} and {@code openssl} write. */
        public static KeyStoreFile of(String path, Secret password) {
            return new KeyStoreFile(path, checkNotNull(password), "PKCS12");
        }

        /** Shows the path only. */
        @Override
        public String toString() {
            return path;
        }
    }

    /** Builds {@link RedisTlsOptions}. */
    @PublicEvolving
    public static final class Builder {

        private KeyStoreFile trustStore;
        private KeyStoreFile keyStore;
        private boolean verifyHostname = true;

        private Builder() {}

        /** The certificates to trust, in place of those that the JVM trusts. */
        public Builder setTrustStore(KeyStoreFile trustStore) {
            this.trustStore = checkNotNull(trustStore);
            return this;
        }

        /** The certificate and the key that the client shows, where the server asks for one. */
        public Builder setKeyStore(KeyStoreFile keyStore) {
            this.keyStore = checkNotNull(keyStore);
            return this;
        }

        /** Whether the server's certificate must name its host; it must by default. */
        public Builder setVerifyHostname(boolean verifyHostname) {
            this.verifyHostname = verifyHostname;
            return this;
        }

        public RedisTlsOptions build() {
            return new RedisTlsOptions(this);
        }
    }
}
