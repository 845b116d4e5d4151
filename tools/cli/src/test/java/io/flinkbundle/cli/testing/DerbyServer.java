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

package io.flinkbundle.cli.testing;

import org.apache.derby.drda.NetworkServerControl;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A relational database in the JVM of a test, in memory, reached over the network as any other. The
 * owner of its tables may do everything, the guest nothing.
 */
public final class DerbyServer implements AutoCloseable {

    public static final String OWNER = "shop";
    public static final String GUEST = "guest";
    public static final String PASSWORD = "planted-secret-1234";

    /** What Derby logs into, by the name of this field. */
    public static final OutputStream NO_LOG = OutputStream.nullOutputStream();

    private static final String HOST = "127.0.0.1";

    private final NetworkServerControl server;
    private final int port;

    private DerbyServer(NetworkServerControl server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts it on a free port, with the table that the statement creates. */
    public static DerbyServer start(String createTable) throws Exception {
        // Derby reads them once, when it starts.
        System.setProperty("derby.stream.error.field", DerbyServer.class.getName() + ".NO_LOG");
        System.setProperty("derby.connection.requireAuthentication", "true");
        System.setProperty("derby.authentication.provider", "BUILTIN");
        System.setProperty("derby.database.sqlAuthorization", "true");
        System.setProperty("derby.user." + OWNER, PASSWORD);
        System.setProperty("derby.user." + GUEST, PASSWORD);
        int port = Systems.freePort();
        NetworkServerControl server =
                new NetworkServerControl(InetAddress.getByName(HOST), port, OWNER, PASSWORD);
        server.start(new PrintWriter(NO_LOG, true, StandardCharsets.UTF_8));
        DerbyServer started = new DerbyServer(server, port);
        started.create(createTable);
        return started;
    }

    private void create(String createTable) throws SQLException {
        try (Connection connection = firstConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(createTable);
        }
    }

    /** The server listens a moment after its start. */
    private Connection firstConnection() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return DriverManager.getConnection(url() + ";create=true", OWNER, PASSWORD);
            } catch (SQLException e) {
                if (attempt == 100_000 || !"08001".equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    public String url() {
        return "jdbc:derby://%s:%d/memory:shop".formatted(HOST, port);
    }

    @Override
    public void close() throws Exception {
        server.shutdown();
    }
}
