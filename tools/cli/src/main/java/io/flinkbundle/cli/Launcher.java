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

import org.apache.flink.annotation.Internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The main class of the executable jar. Flink's planner, DuckDB's native code and service files
 * want jars as they were made, so they lie whole inside of this one; the first start unpacks them.
 *
 * <p>Uses nothing but the JDK, because nothing else is on the class path yet.
 */
@Internal
public final class Launcher {

    private static final String LIB = "lib/";

    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        Path jar =
                Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<URL> urls = new ArrayList<>();
        urls.add(jar.toUri().toURL());
        for (Path each : unpack(jar)) {
            urls.add(each.toUri().toURL());
        }
        URLClassLoader loader =
                new URLClassLoader(
                        "flink-conn",
                        urls.toArray(URL[]::new),
                        ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Class.forName("io.flinkbundle.cli.FlinkConn", true, loader)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }

    private static List<Path> unpack(Path jar) throws IOException {
        Path target = cache().resolve(version(jar));
        if (!Files.isDirectory(target)) {
            Files.createDirectories(target.getParent());
            Path fresh = Files.createTempDirectory(target.getParent(), "unpacking-");
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
