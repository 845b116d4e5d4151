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

package io.flinkbundle.connector.influxdb3.testing;

import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Extension;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;

/**
 * The server of a test class, in a static field: the InfluxDB 3 at {@value #URL}, with the token in
 * {@value #TOKEN}, or the emulator where that is not set. A test has a database of its own, which a
 * real server creates at the first write, and which is dropped behind the test.
 *
 * <p>What only the emulator can do, such as faults and a record of calls, is reached by {@link
 * #emulator}; a test that asks for it is skipped on a real server from there on.
 */
public final class InfluxDb3Server
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final String URL = "INFLUXDB3_URL";
    private static final String TOKEN = "INFLUXDB3_TOKEN";

    private final Optional<String> realUrl = variable(URL);
    private final Optional<String> realToken = variable(TOKEN);
    private final HttpClient client = HttpClient.newHttpClient();
    private final InfluxDb3Extension emulated;

    private String database = "db";

    public InfluxDb3Server() {
        this(InfluxDb3Emulator.builder());
    }

    /**
     * @param emulator how the emulator is set up, if it is used
     */
    public InfluxDb3Server(InfluxDb3Emulator.Builder emulator) {
        this.emulated = new InfluxDb3Extension(emulator);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /** The emulator; skips the rest of the test where there is none. */
    public InfluxDb3Emulator emulator() {
        requireEmulator();
        return emulated.emulator();
    }

    /** Skips the rest of the test where there is no emulator. */
    public void requireEmulator() {
        Assumptions.assumeTrue(
                realUrl.isEmpty(), "Only the emulator can do this, but " + URL + " is set.");
    }

    public String url() {
        return realUrl.orElseGet(() -> emulated.emulator().url().toString());
    }

    public String database() {
        return database;
    }

    /** The connection as options of a table. */
    public String options() {
        return "'url' = '"
                + url()
                + "', 'database' = '"
                + database
                + "'"
                + realToken.map(token -> ", 'token' = '" + token + "'").orElse("");
    }

    public InfluxDb3ConnectionOptions.Builder connection() {
        InfluxDb3ConnectionOptions.Builder connection =
                InfluxDb3ConnectionOptions.builder().setUrl(url()).setDatabase(database);
        realToken.map(Secret::inline).ifPresent(connection::setToken);
        return connection;
    }

    public InfluxLines lines() {
        return new InfluxLines(url(), database, realToken.orElse("none"));
    }

    public InfluxQueries queries() {
        return new InfluxQueries(url(), database, realToken.orElse("none"));
    }

    /** Forgets all points. */
    public void reset() throws IOException, InterruptedException {
        if (realUrl.isEmpty()) {
            emulated.emulator().reset();
        } else {
            drop();
            database = newName();
        }
    }

    private static String newName() {
        return "flink-" + UUID.randomUUID();
    }

    private void drop() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(url() + "/api/v3/configure/database?db=" + database))
                        .header("Authorization", "Bearer " + realToken.orElse("none"))
                        .DELETE()
                        .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        // A test may have written nothing.
        if (response.statusCode() >= 300 && response.statusCode() != 404) {
            throw new IOException("The database could not be dropped: " + response.body());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (realUrl.isEmpty()) {
            emulated.beforeAll(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (realUrl.isEmpty()) {
            emulated.beforeEach(context);
        } else {
            database = newName();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (realUrl.isEmpty()) {
            emulated.afterEach(context);
        } else {
            drop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (realUrl.isEmpty()) {
            emulated.afterAll(context);
        }
    }
}
