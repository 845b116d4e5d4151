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

package io.flinkbundle.cli.inventory;

import io.flinkbundle.cli.CommandFailedException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that a command looks at: those that are built in, and the jars that the user names.
 *
 * @param loader sees both
 * @param userJars the jars that were named; empty when none were
 */
@Internal
public record ClassPath(ClassLoader loader, List<Path> userJars) {

    /**
     * The built-in classes and these jars.
     *
     * @param places jars, or folders with jars
     * @throws CommandFailedException if one of them does not exist or holds no jar
     */
    public static ClassPath of(List<Path> places) {
        ClassLoader builtIn = ClassPath.class.getClassLoader();
        if (places.isEmpty()) {
            return new ClassPath(builtIn, List.of());
        }
        List<Path> jars = places.stream().flatMap(place -> jarsIn(place).stream()).toList();
        URL[] urls = jars.stream().map(ClassPath::url).toArray(URL[]::new);
        return new ClassPath(new URLClassLoader("user-jars", urls, builtIn), jars);
    }

    /** Whether this location is one of the jars that the user named. */
    public boolean isUserJar(URL location) {
        return userJars.stream().anyMatch(jar -> location.toString().contains(url(jar).toString()));
    }

    private static List<Path> jarsIn(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(place.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> jars =
                    new ArrayList<>(
                            files.filter(file -> file.toString().endsWith(".jar"))
                                    .map(Path::toAbsolutePath)
                                    .sorted()
                                    .toList());
            if (jars.isEmpty()) {
                throw CommandFailedException.usage("--lib: there is no jar in " + place + ".");
            }
            return jars;
        } catch (IOException e) {
            throw CommandFailedException.usage(
                    "--lib: " + place + " is neither a jar nor a folder that can be read.");
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("No URL for " + jar, e);
        }
    }
}
