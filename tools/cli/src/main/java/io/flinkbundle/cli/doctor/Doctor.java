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

import io.flinkbundle.cli.ToolVersion;
import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.inventory.FactoryInventory;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the machine, this JVM and the jars for what makes jobs fail later. */
@Internal
public final class Doctor {

    private static final List<String> OPENED = List.of("java.lang", "java.util", "java.nio");
    private static final int OLDEST_JAVA = 17;
    private static final long FEW_FILES = 4096;

    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\w+)");

    private static final Pattern FLINK_JAR =
            Pattern.compile("flink-(?:dist|table-runtime|table-api-java-uber)-(\\d[\\w.]*)\\.jar");

    private final ClassPath classPath;

    public Doctor(ClassPath classPath) {
        this.classPath = classPath;
    }

    /**
     * All checks.
     *
     * @param clock a server whose clock to compare with
     */
    public List<Diagnosis> examine(Optional<URI> clock) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        diagnoses.add(java(Runtime.version()));
        diagnoses.add(reflection());
        diagnoses.add(flink());
        diagnoses.addAll(jars());
        diagnoses.addAll(new DriverCheck(classPath.userJars()).examine());
        diagnoses.add(openFiles());
        clock.ifPresent(server -> diagnoses.add(ClockCheck.compareWith(server)));
        return diagnoses;
    }

    static Diagnosis java(Runtime.Version version) {
        String seen = "Java %s of %s".formatted(version, System.getProperty("java.vendor"));
        return version.feature() < OLDEST_JAVA
                ? Diagnosis.error("java", seen, "Use a JDK 17 or newer.")
                : Diagnosis.ok("java", seen);
    }

    private static Diagnosis reflection() {
        Module base = Object.class.getModule();
        Module own = Doctor.class.getModule();
        List<String> closed = OPENED.stream().filter(name -> !base.isOpen(name, own)).toList();
        return closed.isEmpty()
                ? Diagnosis.ok("add-opens", "the packages that Flink reflects on are open")
                : Diagnosis.warning(
                        "add-opens",
                        "closed to Flink: " + String.join(", ", closed),
                        "Start the JVM with --add-opens=java.base/NAME=ALL-UNNAMED for each, as the"
                                + " env.java.opts.all of Flink's configuration does.");
    }

    private Diagnosis flink() {
        for (Path jar : classPath.userJars()) {
            Matcher found = FLINK_JAR.matcher(jar.getFileName().toString());
            if (found.matches() && !line(found.group(1)).equals(line(ToolVersion.flink()))) {
                return Diagnosis.warning(
                        "flink",
                        "your Flink is %s; scripts are planned here by %s"
                                .formatted(found.group(1), ToolVersion.flink()),
                        "A statement that only one of them knows is judged wrongly.");
            }
        }
        return Diagnosis.ok("flink", "scripts are planned by Flink " + ToolVersion.flink());
    }

    private static String line(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    private List<Diagnosis> jars() {
        FactoryInventory inventory = FactoryInventory.of(classPath);
        List<Diagnosis> diagnoses = new ArrayList<>();
        inventory
                .clashes()
                .forEach(
                        clash ->
                                diagnoses.add(
                                        Diagnosis.error(
                                                "jars",
                                                "'%s' is in %s"
                                                        .formatted(
                                                                clash.name(),
                                                                String.join(
                                                                        " and ",
                                                                        clash.locations())),
                                                "Keep one, and remove the others.")));
        inventory
                .unusable()
                .forEach(
                        each ->
                                diagnoses.add(
                                        Diagnosis.error(
                                                "jars",
                                                "%s of %s does not load: %s"
                                                        .formatted(
                                                                each.factoryClass(),
                                                                each.jar(),
                                                                each.reason()),
                                                "Replace the jar, or add what it depends on.")));
        if (diagnoses.isEmpty()) {
            diagnoses.add(
                    Diagnosis.ok("jars", "no identifier is claimed twice, all factories load"));
        }
        return diagnoses;
    }

    private static Diagnosis openFiles() {
        Path limits = Path.of("/proc/self/limits");
        if (!Files.exists(limits)) {
            return Diagnosis.ok("open files", "this system does not tell its limit");
        }
        try {
            Matcher limit = OPEN_FILES.matcher(Files.readString(limits));
            if (!limit.find() || !limit.group(1).matches("\\d+")) {
                return Diagnosis.ok("open files", "no limit");
            }
            long files = Long.parseLong(limit.group(1));
            return files < FEW_FILES
                    ? Diagnosis.warning(
                            "open files",
                            "at most %,d".formatted(files),
                            "Raise it to 65536 (ulimit -n), or state backends and exchanges run out.")
                    : Diagnosis.ok("open files", "at most %,d".formatted(files));
        } catch (IOException e) {
            return Diagnosis.ok("open files", "the limit cannot be read: " + e.getMessage());
        }
    }
}
