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

import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.PublicEvolving;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Which servers a connection over {@code https} trusts.
 *
 * @param trustStore a PKCS12 or JKS file with the certificates to trust, on each worker; null for
 *     those that the JVM trusts
 * @param trustStorePassword the password of the file; null if it has none
 * @param verify whether certificate and host name are checked at all; switch it off only for tests
 */
@PublicEvolving
public record TlsOptions(String trustStore, Secret trustStorePassword, boolean verify)
        implements Serializable {

    /** Trusts what the JVM trusts. */
    public static final TlsOptions DEFAULT = new TlsOptions(null, null, true);

    /**
     * @throws IOException if the file cannot be read, or its password is wrong
     */
    SSLContext context() throws IOException {
        try {
            if (!verify) {
                return contextWith(new TrustManager[] {new TrustEveryone()});
            }
            if (trustStore == null) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(loadTrustStore());
            return contextWith(factory.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "Could not set up TLS with the trust store '"
                            + Optional.ofNullable(trustStore).orElse("of the JVM")
                            + "'.",
                    e);
        }
    }

    private KeyStore loadTrustStore() throws IOException, GeneralSecurityException {
        char[] password =
                trustStorePassword == null ? null : trustStorePassword.read().toCharArray();
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream file = Files.newInputStream(Path.of(trustStore))) {
            store.load(file, password);
        } catch (IOException e) {
            throw new IOException(
                    "Could not read the trust store '"
                            + trustStore
                            + "'. It must be a PKCS12 or JKS file that is readable on every"
                            + " TaskManager, and its password must fit.",
                    e);
        }
        return store;
    }

    private static SSLContext contextWith(TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    /** The extended form, because the plain one leaves the check of the host name to the JDK. */
    private static final class TrustEveryone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
