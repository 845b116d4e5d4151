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

package io.flinkbundle.connector.common.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * Compares the NOTICE of a SQL jar with its content: a class of a library that the NOTICE does not
 * name is bundled without its licence. The libraries themselves are taken from the test class path.
 */
public final class SqlJarNotice {

    /** A line such as {@code - com.google.guava:guava:33.6.0-jre (Apache License, Version 2.0)}. */
    private static final Pattern LIBRARY =
            Pattern.compile("^- [^:]+:([^:]+):(\\S+) \\(", Pattern.MULTILINE);

    /** The artifact of such a line, and its licence. */
    private static final Pattern LICENCE =
            Pattern.compile("^- [^:]+:([^:]+):\\S+ \\((.*)\\)$", Pattern.MULTILINE);

    /** The jar has the Apache License, and what is in the public domain has none. */
    private static final Pattern NEEDS_NO_TEXT =
            Pattern.compile("Apache|Public Domain", Pattern.CASE_INSENSITIVE);

    private final Path jar;
    private final String shadePrefix;

    /**
     * @param name such as {@code flink-sql-connector-duckdb}, of the module under test
     * @param shadePrefix where the classes of libraries are, such as {@code
     *     io/flinkbundle/duckdb/shaded/}
     */
    public SqlJarNotice(String name, String shadePrefix) {
        this.jar = SqlJarLoader.path(name);
        this.shadePrefix = shadePrefix;
    }

    /** The bundled classes, by their original names, that belong to no library of the NOTICE. */
    public Set<String> classesWithoutNotice() {
        Set<String> classes = bundledClasses();
        for (Path library : libraries()) {
            classes.removeAll(classes(library));
        }
        classes.removeIf(each -> each.startsWith("io/flinkbundle/"));
        return classes;
    }

    /** The libraries of the NOTICE of whose classes none is bundled. */
    public List<String> librariesWithoutClasses() {
        Set<String> bundled = bundledClasses();
        return libraries().stream()
                .filter(library -> !classes(library).isEmpty())
                .filter(library -> classes(library).stream().noneMatch(bundled::contains))
                .map(library -> library.getFileName().toString())
                .toList();
    }

    /** The libraries of the NOTICE whose licence has a text of its own that the jar lacks. */
    public List<String> librariesWithoutLicence() {
        String texts = licences();
        return LICENCE.matcher(notice())
                .results()
                .filter(match -> !NEEDS_NO_TEXT.matcher(match.group(2)).find())
                .map(match -> match.group(1))
                .filter(artifact -> !texts.contains(artifact))
                .toList();
    }

    /** The names and the texts of all. */
    private String licences() {
        StringBuilder texts = new StringBuilder();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().startsWith("META-INF/licenses/")) {
                    texts.append(entry.getName())
                            .append('\n')
                            .append(
                                    new String(
                                            file.getInputStream(entry).readAllBytes(),
                                            StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.toString();
    }

    private Set<String> bundledClasses() {
        return classes(jar).stream()
                .filter(each -> each.startsWith(shadePrefix))
                .map(each -> each.substring(shadePrefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Path> libraries() {
        return LIBRARY.matcher(notice())
                .results()
                .map(match -> find(match.group(1), match.group(2)))
                .toList();
    }

    private static Path find(String artifact, String version) {
        String file = artifact + "-" + version + ".jar";
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .map(Path::of)
                .filter(each -> each.endsWith(file))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("The NOTICE names what is not there: " + file));
    }

    private String notice() {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new String(
                    file.getInputStream(file.getEntry("META-INF/NOTICE")).readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> classes(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> entry.endsWith(".class"))
                    .map(entry -> entry.replaceFirst("^META-INF/versions/[0-9]+/", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
