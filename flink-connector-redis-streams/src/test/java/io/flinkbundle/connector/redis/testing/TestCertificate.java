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

package io.flinkbundle.connector.redis.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A key and a certificate that it has signed itself, in the forms that Java and Redis read. */
public final class TestCertificate {

    public static final String PASSWORD = "planted-store-password";

    private static final String ALIAS = "key";

    private final Path folder;
    private final String name;
    private final KeyStore store;

    /**
     * @param alternativeName whom the certificate names, as {@code ip:127.0.0.1} or {@code
     *     dns:redis}
     */
    public TestCertificate(Path folder, String name, String alternativeName) throws Exception {
        this.folder = folder;
        this.name = name;
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        ALIAS,
                                        "-keyalg",
                                        "RSA",
                                        "-dname",
                                        "CN=" + name,
                                        "-ext",
                                        "san=" + alternativeName,
                                        "-storetype",
                                        "PKCS12",
                                        "-keystore",
                                        file.toString(),
                                        "-storepass",
                                        PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve(name + ".log")));
        }
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    /** The PKCS #12 file with key and certificate. */
    public Path keyStore() {
        return folder.resolve(name + ".p12");
    }

    /** A PKCS #12 file with the certificate only. */
    public Path trustStore() throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(name, store.getCertificate(ALIAS));
        Path file = folder.resolve(name + "-trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    public Path certificatePem() throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    }

    public Path keyPem() throws GeneralSecurityException, IOException {
        return pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private Path pem(String type, byte[] content) throws IOException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return Files.writeString(
                folder.resolve(name + "-" + type.replace(' ', '-') + ".pem"),
                "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                        .formatted(type, lines.encodeToString(content)));
    }
}
