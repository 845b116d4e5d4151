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

package io.flinkbundle.cli;

import io.flinkbundle.cli.testing.CliProcess;
import io.flinkbundle.cli.testing.CliProcess.Result;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectorsITCase {

    private static final String SERVICE =
            "META-INF/services/org.apache.flink.table.factories.Factory";

    @Test
    void listsConnectorsFormatsAndCatalogsWithTheirJars() {
        Result result = CliProcess.run("connectors", "list");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .containsPattern("(?m)^duckdb +connector +yes +yes +flink-connector-duckdb")
                .containsPattern("(?m)^redis +connector +yes +yes +flink-connector-redis-streams")
                .containsPattern("(?m)^influxdb3 +connector .*yes +flink-connector-influxdb3")
                .containsPattern("(?m)^pubsub +connector .*yes +flink-connector-pubsub")
                .containsPattern("(?m)^upsert-kafka +connector +yes +yes +flink-connector-kafka")
                .containsPattern("(?m)^json +format +yes +yes +flink-json")
                .containsPattern("(?m)^duckdb +catalog +flink-connector-duckdb");
    }

    @Test
    void showsOptionsAsJson() {
        Result result = CliProcess.run("connectors", "options", "duckdb", "--output", "json");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        JsonObject path = json.getAsJsonArray("options").get(0).getAsJsonObject();
        assertThat(path.get("key").getAsString()).isEqualTo("path");
        assertThat(path.get("required").getAsBoolean()).isTrue();
        assertThat(path.get("fallbackKeys").getAsJsonArray().get(0).getAsString())
                .isEqualTo("database");
        assertThat(path.get("description").getAsString()).isNotBlank();
    }

    @Test
    void showsTheOptionsOfTheCatalogWhenAskedFor() {
        Result result = CliProcess.run("connectors", "options", "duckdb", "--kind", "catalog");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).startsWith("duckdb: catalog").contains("default-database");
    }

    @Test
    void suggestsTheConnectorThatWasMeant() {
        Result result = CliProcess.run("connectors", "options", "redis-stream");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Did you mean 'redis-streams'?").doesNotContain("\tat ");
    }

    @Test
    void namesTheJarsThatClaimOneIdentifier(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("second-copy.jar");
        writeService(jar, "io.flinkbundle.connector.duckdb.table.DuckDbDynamicTableFactory");

        Result result = CliProcess.run("connectors", "list", "--lib", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.err())
                .contains("The connector 'duckdb' is in 2 jars:")
                .contains("second-copy.jar")
                .contains("flink-connector-duckdb");
    }

    @Test
    void saysWhichRegisteredFactoryDoesNotLoad(@TempDir Path folder) throws IOException {
        writeService(folder.resolve("broken.jar"), "com.example.GoneFactory");

        Result result = CliProcess.run("connectors", "list", "--lib", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.err())
                .contains(
                        "broken.jar names the factory com.example.GoneFactory, which does not load");
    }

    @Test
    void explainsItselfWithoutACommand() {
        Result result = CliProcess.run();

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err())
                .isEqualTo("flink-conn: A command is missing\nSee flink-conn --help.\n");
    }

    private static void writeService(Path jar, String provider) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(SERVICE));
            out.write(provider.getBytes(StandardCharsets.UTF_8));
        }
    }
}
