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

package io.flinkbundle.chaos.process;

import io.flinkbundle.chaos.ChaosException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the files of a run are.
 *
 * @param module the folder of this module, with what was built in {@code target}
 * @param work an empty folder of the run
 */
@Internal
public record Layout(Path module, Path work) {

    public Layout {
        if (!Files.isDirectory(module.resolve("target/lib"))) {
            throw new ChaosException(
                    "%s/target/lib is missing; build it with 'mvn package -DskipTests'"
                            .formatted(module));
        }
        try {
            Files.createDirectories(work);
            Files.createDirectories(module.resolve("target/classes.jsa"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command of a JVM on the jars of Flink's {@code lib/} folder. */
    public List<String> flink(String log, String heap, String mainClass, String... arguments) {
        return java(log, heap, module.resolve("target/lib") + "/*", mainClass, arguments);
    }

    /** The command of a JVM of an emulator. */
    public List<String> emulator(String log, String mainClass, String... arguments) {
        try {
            String classPath = Files.readString(module.resolve("target/emulators.classpath"));
            return java(log, "512m", classPath.strip(), mainClass, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> java(
            String log, String heap, String classPath, String mainClass, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + module.resolve("jvm.options"),
                                classArchive(mainClass),
                                "-Xmx" + heap,
                                "-Dlog.file=" + work.resolve(log + ".log"),
                                "-Dlog4j2.configurationFile="
                                        + module.resolve("conf/log4j2.properties"),
                                "-Djava.io.tmpdir=" + folder("tmp"),
                                "-cp",
                                classPath,
                                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * An archive of the loaded classes lets a JVM start in half the time. The first one writes it,
     * if it ends in peace.
     */
    private String classArchive(String mainClass) {
        Path archive = module.resolve("target/classes.jsa").resolve(simpleName(mainClass));
        return (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=")
                + archive;
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** What a process prints. */
    public Path output(String name) {
        return work.resolve(name + ".out");
    }

    /** A folder of the run, made when it is missing. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(work.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
