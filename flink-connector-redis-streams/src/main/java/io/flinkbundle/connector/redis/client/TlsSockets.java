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

import io.flinkbundle.connector.redis.client.RedisTlsOptions.KeyStoreFile;

import org.apache.flink.annotation.Internal;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

/** Makes encrypted sockets from the files that the options name. */
@Internal
final class TlsSockets {

    private TlsSockets() {}

    /**
     * @throws IOException if a file cannot be read, or its password is wrong
     */
    static SSLSocketFactory factory(RedisTlsOptions options) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // The defaults of the JVM stand behind null.
            context.init(
                    keyManagers(options.keyStore()), trustManagers(options.trustStore()), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    static SSLParameters parameters(RedisTlsOptions options) {
        SSLParameters parameters = new SSLParameters();
        if (options.verifyHostname()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    private static KeyManager[] keyManagers(Optional<KeyStoreFile> file)
            throws IOException, GeneralSecurityException {
        if (file.isEmpty()) {
            return null;
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(file.get()), password(file.get()));
        return keys.getKeyManagers();
    }

    private static TrustManager[] trustManagers(Optional<KeyStoreFile> file)
            throws IOException, GeneralSecurityException {
        if (file.isEmpty()) {
            return null;
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(file.get()));
        return trust.getTrustManagers();
    }

    private static KeyStore load(KeyStoreFile file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.type());
        try (InputStream in = new FileInputStream(file.path())) {
            store.load(in, password(file));
        } catch (IOException e) {
            throw new IOException(
                    "The key store '"
                            + file.path()
                            + "' cannot be opened: "
                            + e.getMessage()
                            + ". Check that it is readable there, its type ("
                            + file.type()
                            + ") and its password.",
                    e);
        }
        return store;
    }

    private static char[] password(KeyStoreFile file) throws IOException {
        return file.password() == null ? null : file.password().read().toCharArray();
    }
}
