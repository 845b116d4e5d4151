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

package io.flinkbundle.examples.systems;

import io.flinkbundle.examples.ExampleException;
import io.flinkbundle.examples.Ports;
import io.flinkbundle.examples.ResultTable;
import io.flinkbundle.examples.RootCause;

import org.apache.derby.drda.NetworkServerControl;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * A relational database for scripts: Derby in this JVM, in memory, reached over the network as any
 * other. It takes statements such as {@code --! jdbc CREATE TABLE …}.
 */
final class JdbcSystem implements ExternalSystem {

    private static final String HOST = "127.0.0.1";
    private static final int ATTEMPTS = 100;

    private final NetworkServerControl server;
    private final String url;

    JdbcSystem() {
        int port = Ports.claim(0, "Derby", "JDBC_URL");
        // Derby's log would be a file in the working folder otherwise.
        System.setProperty("derby.stream.error.field", DerbyLog.class.getName() + ".NONE");
        this.url = "jdbc:derby://%s:%d/memory:examples;create=true".formatted(HOST, port);
        try {
            this.server = new NetworkServerControl(InetAddress.getByName(HOST), port);
            server.start(new PrintWriter(DerbyLog.NONE, true, StandardCharsets.UTF_8));
            awaitAnswer();
        } catch (Exception e) {
            throw new ExampleException(
                    "Derby cannot start on %s:%d: %s".formatted(HOST, port, RootCause.of(e)), e);
        }
    }

    private void awaitAnswer() throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                server.ping();
                return;
            } catch (Exception e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(100); // it listens a moment after its start
            }
        }
    }

    @Override
    public String address() {
        return url;
    }

    @Override
    public Map<String, String> values() {
        return Map.of(
                "JDBC_URL", url, "JDBC_DRIVER", "org.apache.derby.client.ClientAutoloadedDriver");
    }

    @Override
    public Optional<ResultTable> perform(String instruction) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(instruction);
            return Optional.empty();
        } catch (SQLException e) {
            throw new ExampleException(
                    "Derby refuses '%s': %s".formatted(instruction, RootCause.of(e)), e);
        }
    }

    @Override
    public void close() {
        try {
            server.shutdown();
        } catch (Exception e) {
            throw new ExampleException("Derby has not stopped: " + RootCause.of(e), e);
        }
    }
}
