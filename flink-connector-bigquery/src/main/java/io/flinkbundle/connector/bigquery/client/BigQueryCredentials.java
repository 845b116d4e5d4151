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

import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.PublicEvolving;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.auth.Credentials;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.OAuth2CredentialsWithRefresh;
import com.google.cloud.NoCredentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/**
 * The credentials of a connection. They are loaded on each worker. Immutable; {@link #toString()}
 * shows no secret.
 */
@PublicEvolving
public final class BigQueryCredentials implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final List<String> SCOPES =
            List.of("https://www.googleapis.com/auth/cloud-platform");
    private static final int IMPERSONATION_SECONDS = 3600;

    /** A token in a file is read again as often as this. */
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

    private final CredentialsType type;
    private final String name;
    private final Secret secret;

    private BigQueryCredentials(CredentialsType type, String name, Secret secret) {
        this.type = type;
        this.name = name;
        this.secret = secret;
    }

    /** See {@link CredentialsType#DEFAULT}. */
    public static BigQueryCredentials applicationDefault() {
        return new BigQueryCredentials(CredentialsType.DEFAULT, "", null);
    }

    /** See {@link CredentialsType#NONE}. */
    public static BigQueryCredentials none() {
        return new BigQueryCredentials(CredentialsType.NONE, "", null);
    }

    /**
     * A JSON key in a file.
     *
     * @param path on each worker
     */
    public static BigQueryCredentials file(String path) {
        return new BigQueryCredentials(CredentialsType.FILE, path, null);
    }

    /** A JSON key, as it is or in Base64. */
    public static BigQueryCredentials secret(Secret key) {
        return new BigQueryCredentials(CredentialsType.SECRET, "", key);
    }

    /** An OAuth 2 access token. One in a file is read again every five minutes. */
    public static BigQueryCredentials accessToken(Secret token) {
        return new BigQueryCredentials(CredentialsType.ACCESS_TOKEN, "", token);
    }

    /**
     * A service account that the account of the default chain acts for.
     *
     * @param account its e-mail address
     */
    public static BigQueryCredentials impersonate(String account) {
        return new BigQueryCredentials(CredentialsType.IMPERSONATE, account, null);
    }

    /** Which kind they are of. */
    public CredentialsType type() {
        return type;
    }

    /**
     * Loads them.
     *
     * @throws IOException if they are missing here or cannot be read; the message says what to do
     */
    CredentialsProvider provider() throws IOException {
        if (type == CredentialsType.NONE) {
            return NoCredentialsProvider.create();
        }
        Credentials loaded = load();
        return () -> loaded;
    }

    /**
     * Loads them for a client that speaks HTTP.
     *
     * @throws IOException as {@link #provider()} does
     */
    Credentials credentials() throws IOException {
        return type == CredentialsType.NONE ? NoCredentials.getInstance() : load();
    }

    private Credentials load() throws IOException {
        return switch (type) {
            case NONE -> throw new IllegalStateException("There are none to load.");
            case DEFAULT -> applicationDefaultScoped(SCOPES);
            case FILE -> key(readFile(name), "the file '" + name + "'");
            case SECRET -> key(decode(secret.read()), "'credentials.secret'");
            case ACCESS_TOKEN ->
                    OAuth2CredentialsWithRefresh.newBuilder()
                            .setRefreshHandler(this::readToken)
                            .build();
            case IMPERSONATE ->
                    ImpersonatedCredentials.create(
                            applicationDefaultScoped(SCOPES),
                            name,
                            List.of(),
                            SCOPES,
                            IMPERSONATION_SECONDS);
        };
    }

    private static GoogleCredentials applicationDefaultScoped(List<String> scopes)
            throws IOException {
        try {
            return GoogleCredentials.getApplicationDefault().createScoped(scopes);
        } catch (IOException e) {
            throw new IOException(
                    "This host has no default credentials of Google Cloud. Set"
                            + " 'credentials.type', for example to 'file', or the environment"
                            + " variable GOOGLE_APPLICATION_CREDENTIALS on the client and on each"
                            + " TaskManager.",
                    e);
        }
    }

    private AccessToken readToken() throws IOException {
        return new AccessToken(secret.read(), Date.from(Instant.now().plus(TOKEN_LIFETIME)));
    }

    private static byte[] readFile(String path) throws IOException {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new IOException(
                    "Could not read the credentials in '"
                            + path
                            + "'. The file must be readable on the client and on each TaskManager.",
                    e);
        }
    }

    private static byte[] decode(String key) throws IOException {
        String text = key.strip();
        if (text.startsWith("{")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // The cause would show a part of the key.
            throw new IOException("'credentials.secret' is neither JSON nor Base64.");
        }
    }

    private static Credentials key(byte[] json, String where) throws IOException {
        try {
            return GoogleCredentials.fromStream(new ByteArrayInputStream(json))
                    .createScoped(SCOPES);
        } catch (IOException | RuntimeException e) {
            // The cause may show a part of the key.
            throw new IOException(
                    "The credentials in "
                            + where
                            + " are no JSON key of Google Cloud, such as 'gcloud iam"
                            + " service-accounts keys create' writes.");
        }
    }

    @Override
    public String toString() {
        return name.isEmpty() ? type.toString() : type + " '" + name + "'";
    }
}
