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

package io.flinkbundle.cli.doctor;

import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.ToolVersion;
import io.flinkbundle.cli.testing.CliProcess;
import io.flinkbundle.cli.testing.CliProcess.Result;
import io.flinkbundle.cli.verify.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorITCase {

    @TempDir private Path folder;

    @Test
    void findsThisMachineWell() {
        Result result = CliProcess.run("doctor");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .containsPattern("OK +java +Java")
                .containsPattern("OK +add-opens")
                .containsPattern("OK +duckdb +the driver loads");
    }

    @Test
    void findsTwoDriversOfDuckDb() throws IOException {
        Files.createFile(folder.resolve("duckdb_jdbc-1.0.jar"));
        Files.createFile(folder.resolve("duckdb_jdbc-2.0.jar"));

        Result result = CliProcess.run("doctor", "--lib", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("duckdb_jdbc-1.0.jar, duckdb_jdbc-2.0.jar");
    }

    @Test
    void findsADriverThatClassLoadersOfJobsWouldLoad() throws IOException {
        writeJar(folder.resolve("my-job.jar"), "org/duckdb/DuckDBDriver.class");

        Result result = CliProcess.run("doctor", "--lib", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains(
                        "it is inside of my-job.jar, and would be loaded by the class loader of jobs");
    }

    @Test
    void findsThatTheDriverIsMissingBesideItsConnector() throws IOException {
        writeJar(folder.resolve("flink-sql-connector-duckdb-1.0.0.jar"), "empty");

        Result result = CliProcess.run("doctor", "--lib", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("the connector is there, and its driver is not");
    }

    @Test
    void findsAnotherFlink() throws IOException {
        writeJar(folder.resolve("flink-dist-1.20.1.jar"), "empty");

        Result result = CliProcess.run("doctor", "--lib", folder.toString());

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .contains(
                        "your Flink is 1.20.1; scripts are planned here by " + ToolVersion.flink());
    }

    @Test
    void findsTwoJarsWithOneIdentifier() throws IOException {
        Path jar = folder.resolve("second-copy.jar");
        writeJar(
                jar,
                "META-INF/services/org.apache.flink.table.factories.Factory",
                "io.flinkbundle.connector.duckdb.table.DuckDbDynamicTableFactory");

        Result result = CliProcess.run("doctor", "--lib", jar.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .containsPattern(
                        "ERROR +jars +'duckdb' is in .*flink-connector-duckdb.* and .*second-copy.jar");
    }

    @Test
    void findsPackagesThatAreClosedToFlink() {
        List<String> command = new ArrayList<>(CliProcess.java());
        command.add("doctor");

        Result result = CliProcess.run(Map.of(), command);

        assertThat(result.out())
                .containsPattern(
                        "WARNING +add-opens +closed to Flink: java.lang, java.util, java.nio")
                .contains("--add-opens=java.base/NAME=ALL-UNNAMED");
    }

    @Test
    void findsAFewOpenFilesTooFew() {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "ulimit -n 1000; exec \"$@\"", "_"));
        command.addAll(CliProcess.command("doctor"));

        Result result = CliProcess.run(Map.of(), command);

        assertThat(result.out()).containsPattern("WARNING +open files +at most 1,000");
    }

    @Test
    void findsAClockThatIsWrong() throws Exception {
        String anHourAgo =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).minusHours(1));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server, anHourAgo), "clock");
            answering.start();

            Result result =
                    CliProcess.run(
                            "doctor", "--clock", "http://127.0.0.1:" + server.getLocalPort());

            assertThat(result.out())
                    .containsPattern("WARNING +clock +this machine is 36\\d\\d s from");
            answering.join();
        }
    }

    @Test
    void findsAnOldJava() {
        Diagnosis diagnosis = Doctor.java(Runtime.Version.parse("11.0.20"));

        assertThat(diagnosis.severity()).isEqualTo(Severity.ERROR);
        assertThat(diagnosis.remedy()).isEqualTo("Use a JDK 17 or newer.");
    }

    private static void answer(ServerSocket server, String date) {
        try (Socket socket = server.accept()) {
            BufferedReader request =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!request.readLine().isEmpty()) {
                continue; // up to the end of the head
            }
            socket.getOutputStream()
                    .write(
                            "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                    .formatted(date)
                                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeJar(Path jar, String entry) throws IOException {
        writeJar(jar, entry, "");
    }

    private static void writeJar(Path jar, String entry, String content) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
