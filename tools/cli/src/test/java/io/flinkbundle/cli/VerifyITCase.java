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
import io.flinkbundle.cli.testing.InProcess;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class VerifyITCase {

    private static final Path EXAMPLES = Path.of("../../flink-sql-gateway-examples/sql");

    @TempDir private Path folder;

    @Test
    void pointsAtTheLineOfAMisspeltOption() throws IOException {
        Path script =
                write(
                        """
                        CREATE TABLE orders (order_id BIGINT, price DOUBLE) WITH (
                          'connector' = 'redis-streams',
                          'hots' = 'localhost',
                          'streams' = 'orders'
                        );
                        """);

        Result result = CliProcess.run("verify", script.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.complaints()).isEmpty();
        assertThat(result.out())
                .startsWith(script + ":3: ERROR  table 'orders' (redis-streams)\n")
                .contains("Unknown option 'hots'.", "Did you mean 'host'?");
    }

    @Test
    void reportsAsJson() throws IOException {
        Path script = write("CREATE TABLE a (id BIGINT) WITH ('connector' = 'prnt');");

        Result result = CliProcess.run("verify", script.toString(), "-o", "json");

        JsonArray reports = JsonParser.parseString(result.out()).getAsJsonArray();
        JsonObject finding =
                reports.get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("findings")
                        .get(0)
                        .getAsJsonObject();
        assertThat(finding.get("severity").getAsString()).isEqualTo("ERROR");
        assertThat(finding.get("line").getAsInt()).isEqualTo(1);
        assertThat(finding.get("topic").getAsString()).isEqualTo("jar");
        assertThat(finding.get("hints").getAsString()).isEqualTo("Did you mean 'print'?");
    }

    @Test
    void fillsInPlaceholdersAndHidesWhatIsSecret() throws IOException {
        Path script =
                write(
                        """
                        CREATE TABLE orders (id BIGINT) WITH (
                          'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders',
                          'port' = '${PORT}', 'password' = '${REDIS_PASSWORD}',
                          'fields.unknown' = '${REDIS_PASSWORD}'
                        );
                        """);

        Result result =
                CliProcess.run(
                        Map.of("REDIS_PASSWORD", "planted-secret-4711"),
                        "verify",
                        script.toString(),
                        "--debug",
                        "--define",
                        "PORT=6379");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("'******' is no value for the option 'fields.unknown'");
        assertThat(result.err()).contains("Exception: ", "\tat io.flinkbundle.connector.redis.");
        assertThat(result.everything()).doesNotContain("planted-secret-4711");
    }

    @Test
    void showsWhereAStatementFailedOnlyWhenAskedTo() throws IOException {
        Path script =
                write(
                        "CREATE TABLE a (id BIGINT) WITH ('connector' = 'datagen'); SELECT b FROM a;");

        Result plain = InProcess.run("verify", script.toString());
        Result debug = InProcess.run("verify", script.toString(), "--debug");
        Result json = InProcess.run("verify", script.toString(), "--debug", "-o", "json");

        assertThat(plain.complaints()).isEmpty();
        assertThat(debug.out()).isEqualTo(plain.out()).doesNotContain("\tat ");
        assertThat(debug.complaints())
                .startsWith("org.apache.flink.table.api.ValidationException: ")
                .contains("Caused by: ", "\tat io.flinkbundle.cli.verify.StaticVerifier");
        assertThat(json.err()).startsWith("org.apache.flink.table.api.ValidationException: ");
        assertThat(JsonParser.parseString(json.out()).isJsonArray()).isTrue();
    }

    @Test
    void namesThePlaceholderThatNobodyFillsIn() throws IOException {
        Path script =
                write("\nCREATE TABLE a (id BIGINT) WITH (\n'connector' = '${NO_SUCH_NAME}');");

        Result result = CliProcess.run("verify", script.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains(":3: ERROR", "Nothing is known to fill in for ${NO_SUCH_NAME}.");
    }

    @Test
    void countsWhatIsNotInTheNamedJarsAsMissing() throws IOException {
        Path script =
                write(
                        "CREATE TABLE a (id BIGINT) WITH ('connector' = 'duckdb', 'path' = '/a',"
                                + " 'table-name' = 'a');");
        Path jar = Files.write(folder.resolve("empty.jar"), emptyJar());

        Result result = CliProcess.run("verify", script.toString(), "--lib", jar.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains("None of the jars that --lib names has the connector 'duckdb'");
    }

    @Test
    void verifiesAllExampleScripts() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("verify"));
        TreeSet<String> placeholders = new TreeSet<>();
        try (Stream<Path> scripts = Files.list(EXAMPLES)) {
            for (Path script : scripts.filter(each -> each.toString().endsWith(".sql")).toList()) {
                arguments.add(script.toString());
                Matcher name = Pattern.compile("\\$\\{(\\w+)}").matcher(Files.readString(script));
                while (name.find()) {
                    placeholders.add(name.group(1));
                }
            }
        }
        for (String name : placeholders) {
            arguments.add("--define");
            arguments.add(name + "=" + exampleValue(name));
        }

        Result result = CliProcess.run(arguments.toArray(String[]::new));

        // The jar of Parquet is a download, and it is the only thing to miss.
        assertThat(
                        result.out()
                                .replaceAll(
                                        "(?s)[^\\n]*ERROR[^\\n]*\\n +There is no format 'parquet'.*?\\n\\n",
                                        ""))
                .as(result.everything())
                .doesNotContain("ERROR", "WARNING");
    }

    private static String exampleValue(String name) {
        return switch (name) {
            case "REDIS_PORT" -> "6379";
            case "INFLUXDB3_URL" -> "http://127.0.0.1:8181";
            case "INFLUXDB3_TOKEN" -> "example-token";
            case "JDBC_URL" -> "jdbc:derby://127.0.0.1:1527/examples";
            case "BIGQUERY_CONNECTION" ->
                    "'endpoint.rest' = 'http://127.0.0.1:9050', 'endpoint.grpc' = '127.0.0.1:9060',"
                            + " 'endpoint.plaintext' = 'true', 'credentials.type' = 'none'";
            case "PUBSUB_CONNECTION" ->
                    "'emulator-host' = '127.0.0.1:8085', 'credentials.type' = 'none'";
            case "PUBSUB_PROJECT", "BIGQUERY_PROJECT" -> "example-project";
            default -> name.endsWith("PORT") ? "1234" : "/tmp/examples";
        };
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        Result result = CliProcess.run("verify", "no-such-file.sql");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err()).isEqualTo("flink-conn: There is no file no-such-file.sql.\n");
    }

    private Path write(String sql) throws IOException {
        return Files.writeString(folder.resolve("script.sql"), sql);
    }

    /** The end record of a zip file without entries. */
    private static byte[] emptyJar() {
        byte[] end = new byte[22];
        end[0] = 'P';
        end[1] = 'K';
        end[2] = 5;
        end[3] = 6;
        return end;
    }
}
