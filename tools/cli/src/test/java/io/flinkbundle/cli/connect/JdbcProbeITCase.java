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

package io.flinkbundle.cli.connect;

import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.testing.CliProcess.Result;
import io.flinkbundle.cli.testing.DerbyServer;
import io.flinkbundle.cli.testing.InProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcProbeITCase {

    private static final String COLUMNS = "order_id BIGINT, price DECIMAL(10, 2), note STRING";

    @TempDir private Path folder;

    private static DerbyServer derby;

    @BeforeAll
    static void start() throws Exception {
        derby =
                DerbyServer.start(
                        "CREATE TABLE orders (order_id BIGINT NOT NULL PRIMARY KEY,"
                                + " price DECIMAL(10, 2), note VARCHAR(40), place INT NOT NULL)");
    }

    @AfterAll
    static void stop() throws Exception {
        derby.close();
    }

    @Test
    void findsATable() throws IOException {
        Result result = verify(COLUMNS, derby.url(), "orders", DerbyServer.OWNER);

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .contains(":1: OK  table 'o' (jdbc)", derby.url() + " answers")
                .contains("the login is accepted", "table 'orders' is there");
        assertThat(result.everything()).doesNotContain(DerbyServer.PASSWORD);
    }

    @Test
    void comparesColumnByColumn() throws IOException {
        Result result =
                run(
                        "order_id STRING, price DECIMAL(10, 2), notes STRING",
                        derby.url(),
                        "orders",
                        DerbyServer.OWNER,
                        DerbyServer.PASSWORD,
                        "INSERT INTO o VALUES ('1', 2.5, 'x');");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains(
                        "column 'order_id' is declared as STRING, and found as BIGINT NOT NULL (BIGINT)")
                .contains("column 'notes' STRING is declared, and not there; did you mean 'NOTE'?")
                .contains("column 'PLACE' (INTEGER) takes no NULL, and is not declared")
                .doesNotContain("column 'price'", "column 'ORDER_ID'")
                .contains("`ORDER_ID` BIGINT NOT NULL", "`PRICE` DECIMAL(10, 2)", "`NOTE` STRING")
                .contains("PRIMARY KEY (`ORDER_ID`) NOT ENFORCED", "'password' = '${PASSWORD}'");
        assertThat(result.everything()).doesNotContain(DerbyServer.PASSWORD);
    }

    @Test
    void saysThatATableIsNotThere() throws IOException {
        Result result = verify(COLUMNS, derby.url(), "order_s", DerbyServer.OWNER);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("It is not there.", "'ORDER_S' does not exist");
    }

    @Test
    void saysThatALoginIsRefused() throws IOException {
        Result result =
                run(COLUMNS, derby.url(), "orders", DerbyServer.OWNER, "planted-secret-0000", "");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("The login is refused.", "authentication failure");
        assertThat(result.everything()).doesNotContain("planted-secret-0000");
    }

    @Test
    void saysThatALoginMayNotReadATable() throws IOException {
        Result result = verify(COLUMNS, derby.url(), "shop.orders", DerbyServer.GUEST);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains("The login may not do what the job needs.", "SELECT permission");
    }

    @Test
    void saysThatNoServerAnswers() throws IOException {
        Result result =
                verify(COLUMNS, "jdbc:derby://127.0.0.1:1/shop", "orders", DerbyServer.OWNER);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("It cannot be reached.", "127.0.0.1");
    }

    @Test
    void saysThatTheDriverIsMissing() throws IOException {
        Result result =
                verify(COLUMNS, "jdbc:mysql://127.0.0.1:1/shop", "orders", DerbyServer.OWNER);

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("ERROR  table 'o' (jdbc)", "--lib");
    }

    private Result verify(String columns, String url, String table, String user)
            throws IOException {
        return run(columns, url, table, user, DerbyServer.PASSWORD, "SELECT * FROM o;");
    }

    private Result run(
            String columns, String url, String table, String user, String password, String more)
            throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("script.sql"),
                        """
                        CREATE TABLE o (%s) WITH (
                          'connector' = 'jdbc', 'url' = '%s', 'table-name' = '%s',
                          'username' = '%s', 'password' = '${PASSWORD}');
                        %s
                        """
                                .formatted(columns, url, table, user, more));
        return InProcess.run(
                "verify", file.toString(), "--connect", "--define", "PASSWORD=" + password);
    }
}
