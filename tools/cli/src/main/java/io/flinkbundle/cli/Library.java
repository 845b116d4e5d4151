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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jars inside of the executable one, and the folder that they are unpacked into. */
final class Library {

    private static final String LIB = "lib/";

    private final Path jar;
    private final Path folder;

    Library(Path jar) {
        this.jar = jar;
        this.folder = cache();
    }

    /** Where all builds unpack. */
    Path folder() {
        return folder;
    }

    /** The jars, after they were unpacked where they are not yet. */
    List<Path> unpacked() throws IOException {
        Path target = folder.resolve(version(jar));
        if (!Files.isDirectory(target)) {
            System.err.println("flink-conn: unpacking its jars once into " + folder + " ...");
            Files.createDirectories(folder);
            Path fresh = Files.createTempDirectory(folder, "unpacking-");
            extract(jar, fresh);
            try {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.isDirectory(target)) {
                    throw e;
                }
                delete(fresh); // another process was faster
            }
        }
        try (Stream<Path> jars = Files.list(target)) {
            return jars.sorted().toList();
        }
    }

    private static void extract(Path jar, Path target) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(LIB) && entry.getName().endsWith(".jar")) {
                    String name = new File(entry.getName()).getName();
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target.resolve(name));
                    }
                }
            }
        }
    }

    /** Another build is another folder. */
    private static String version(Path jar) throws IOException {
        return Long.toHexString(Files.size(jar))
                + "-"
                + Long.toHexString(Files.getLastModifiedTime(jar).toMillis());
    }

    private static Path cache() {
        String chosen = System.getenv("FLINK_CONN_CACHE");
        if (chosen != null) {
            return Path.of(chosen);
        }
        Path home = Path.of(System.getProperty("user.home"));
        return Files.isWritable(home)
                ? home.resolve(".cache").resolve("flink-conn")
                : Path.of(System.getProperty("java.io.tmpdir"), "flink-conn-cache");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            return; // gone already
        }
        Files.delete(folder);
    }
}
