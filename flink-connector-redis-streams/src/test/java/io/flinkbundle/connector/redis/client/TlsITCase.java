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
import io.flinkbundle.connector.redis.client.RedisTlsOptions.KeyStoreFile;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.TestCertificate;

import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server that speaks TLS and asks its clients for a certificate. */
class TlsITCase {

    @TempDir private static Path folder;

    private static RedisTestServer server;
    private static int tlsPort;
    private static KeyStoreFile serverTrust;
    private static KeyStoreFile clientKey;

    @BeforeAll
    static void startServer() throws Exception {
        TestCertificate serverCertificate = new TestCertificate(folder, "server", "ip:127.0.0.1");
        TestCertificate clientCertificate = new TestCertificate(folder, "client", "dns:client");
        serverTrust = store(serverCertificate.trustStore());
        clientKey = store(clientCertificate.keyStore());
        tlsPort = RedisTestServer.freePort();
        server =
                new RedisTestServer(
                        folder,
                        "tls-port " + tlsPort,
                        "tls-cert-file " + serverCertificate.certificatePem(),
                        "tls-key-file " + serverCertificate.keyPem(),
                        "tls-ca-cert-file " + clientCertificate.certificatePem());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void talksToAServerItTrustsAndThatTrustsIt() throws IOException {
        read(tlsPort, "127.0.0.1", tls().build());
    }

    @Test
    void refusesAServerItDoesNotTrust() throws Exception {
        RedisTlsOptions other =
                RedisTlsOptions.builder()
                        .setTrustStore(
                                store(
                                        new TestCertificate(folder, "other", "dns:other")
                                                .trustStore()))
                        .setKeyStore(clientKey)
                        .build();

        assertThatThrownBy(() -> read(tlsPort, "127.0.0.1", other))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + tlsPort)
                .hasMessageContaining("'ssl.truststore.path'");
    }

    @Test
    void isRefusedWithoutACertificateOfItsOwn() {
        RedisTlsOptions anonymous = RedisTlsOptions.builder().setTrustStore(serverTrust).build();

        assertThatThrownBy(() -> read(tlsPort, "127.0.0.1", anonymous))
                .isInstanceOf(RedisUnavailableException.class);
    }

    @Test
    void checksThatTheCertificateNamesTheHostUnlessToldNotTo() throws IOException {
        assertThatThrownBy(() -> read(tlsPort, "localhost", tls().build()))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("localhost");

        read(tlsPort, "localhost", tls().setVerifyHostname(false).build());
    }

    @Test
    void endsAHandshakeWithAServerWithoutTls() {
        assertThatThrownBy(() -> read(server.port(), "127.0.0.1", tls().build()))
                .isInstanceOf(RedisUnavailableException.class);
    }

    @Test
    void namesAStoreThatCannotBeOpenedAndShowsNoPassword() {
        RedisTlsOptions wrong =
                RedisTlsOptions.builder()
                        .setTrustStore(
                                KeyStoreFile.of(serverTrust.path(), Secret.inline("planted-wrong")))
                        .build();

        assertThatThrownBy(() -> read(tlsPort, "127.0.0.1", wrong))
                .hasMessageContaining("key store '" + serverTrust.path() + "' cannot be opened")
                .satisfies(
                        failure ->
                                assertThat(ExceptionUtils.stringifyException(failure))
                                        .doesNotContain("planted"));
        assertThat(serverTrust.toString()).doesNotContain("planted");
    }

    private static RedisTlsOptions.Builder tls() {
        return RedisTlsOptions.builder().setTrustStore(serverTrust).setKeyStore(clientKey);
    }

    private static KeyStoreFile store(Path path) {
        return KeyStoreFile.of(path.toString(), Secret.inline(TestCertificate.PASSWORD));
    }

    private static void read(int port, String host, RedisTlsOptions tls) throws IOException {
        RedisConnectionOptions options =
                RedisConnectionOptions.builder()
                        .setHost(host)
                        .setPort(port)
                        .setTls(tls)
                        .setSocketTimeout(Duration.ofSeconds(2))
                        .build();
        try (StreamReaderConnection connection =
                new JedisStreamsClient(options).openReader(Duration.ZERO)) {
            assertThat(connection.serverTimeMillis()).isPositive();
        }
        try (StreamWriterConnection connection = new JedisStreamsClient(options).openWriter()) {
            assertThat(connection).isNotNull();
        }
    }
}
