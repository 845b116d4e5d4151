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

package io.flinkbundle.examples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqlJarsTest {

    private static final String SCRIPT =
            "CREATE TABLE a (b INT) WITH ('connector' = 'redis'); CREATE TABLE c (d INT) WITH ('connector'='datagen')";

    @TempDir private Path lib;

    @Test
    void aMissingJarIsNamedWithTheWayToBuildIt() {
        assertThatThrownBy(() -> SqlJars.require(lib, SCRIPT))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("flink-sql-connector-redis-streams-VERSION.jar")
                .hasMessageContaining("mvn -pl flink-connector-redis-streams -am package");
    }

    @Test
    void aJarThatIsThereIsEnoughInAnyVersion() throws IOException {
        Files.createFile(lib.resolve("flink-sql-connector-redis-streams-1.2.jar"));

        assertThatCode(() -> SqlJars.require(lib, SCRIPT)).doesNotThrowAnyException();
    }

    @Test
    void aGatewayThatLacksAConnectorGetsTheSameAdvice() {
        assertThat(
                        SqlJars.adviceFor(
                                "Could not find any factory for identifier 'duckdb' that implements x."))
                .hasValueSatisfying(
                        advice ->
                                assertThat(advice)
                                        .contains("mvn -pl flink-connector-duckdb -am package"));
    }

    @Test
    void noAdviceIsGivenOnConnectorsOfOthers() {
        assertThat(SqlJars.adviceFor("Could not find any factory for identifier 'mqtt' that"))
                .isEmpty();
        assertThat(SqlJars.adviceFor("Something else.")).isEmpty();
    }
}
