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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * Looks for the driver of DuckDB among the jars of a Flink. It is native code: two copies of it are
 * two databases in one JVM, and a class loader that ends with its job takes the library with it.
 */
final class DriverCheck {

    private static final String DRIVER_CLASS = "org.duckdb.DuckDBDriver";
    private static final String DRIVER_JAR = "duckdb_jdbc";
    private static final String SUBJECT = "duckdb driver";

    private final List<Path> jars;

    DriverCheck(List<Path> jars) {
        this.jars = jars;
    }

    List<Diagnosis> examine() {
        List<Diagnosis> diagnoses = new ArrayList<>(misplaced());
        diagnoses.add(copies());
        diagnoses.add(driver());
        return diagnoses;
    }

    /** Jars of jobs have it inside: it is loaded once for each job then, not by the JVM. */
    private List<Diagnosis> misplaced() {
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (Path jar : jars) {
            if (!isDriver(jar) && hasDriver(jar)) {
                diagnoses.add(
                        Diagnosis.error(
                                SUBJECT,
                                "it is inside of %s, and would be loaded by the class loader of jobs"
                                        .formatted(jar.getFileName()),
                                "Leave it out of that jar ('provided' in Maven), and put"
                                        + " duckdb_jdbc-*.jar into Flink's lib folder."));
            }
        }
        return diagnoses;
    }

    private Diagnosis copies() {
        List<String> drivers =
                jars.stream()
                        .filter(DriverCheck::isDriver)
                        .map(jar -> jar.getFileName().toString())
                        .toList();
        boolean connector =
                jars.stream()
                        .anyMatch(jar -> jar.getFileName().toString().contains("connector-duckdb"));
        if (drivers.size() > 1) {
            return Diagnosis.error(
                    SUBJECT,
                    "there are several: " + String.join(", ", drivers),
                    "Keep one, in Flink's lib folder; never in a job's jar.");
        }
        return connector && drivers.isEmpty()
                ? Diagnosis.error(
                        SUBJECT,
                        "the connector is there, and its driver is not",
                        "Put duckdb_jdbc-*.jar into Flink's lib folder beside it.")
                : Diagnosis.ok(SUBJECT, "one copy at most");
    }

    private static boolean isDriver(Path jar) {
        return jar.getFileName().toString().startsWith(DRIVER_JAR);
    }

    private static boolean hasDriver(Path jar) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.getEntry(DRIVER_CLASS.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false; // what is no archive has no driver in it
        }
    }

    private static Diagnosis driver() {
        try {
            Class.forName(DRIVER_CLASS);
            return Diagnosis.ok("duckdb", "the driver loads, with its native library");
        } catch (ClassNotFoundException | LinkageError e) {
            return Diagnosis.error(
                    "duckdb",
                    "the driver does not load: " + e.getMessage(),
                    "DuckDB has native libraries for Linux (glibc), macOS and Windows on x86-64 and"
                            + " arm64.");
        }
    }
}
