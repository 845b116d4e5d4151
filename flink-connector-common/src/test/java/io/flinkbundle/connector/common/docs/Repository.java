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

package io.flinkbundle.connector.common.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the whole project, for tests that hold its pages to what the code does. */
final class Repository {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Repository() {}

    static Path root() {
        return ROOT;
    }

    static String read(String path) {
        return read(ROOT.resolve(path));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    /** The folders of the connectors and of what they share. */
    static List<String> connectorModules() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.getFileName().toString())
                    .filter(name -> name.startsWith("flink-connector-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list " + ROOT, e);
        }
    }

    /** The main sources of all connectors and of what they share. */
    static List<Path> connectorSources() {
        return connectorModules().stream()
                .flatMap(
                        module ->
                                filesBelow(ROOT.resolve(module + "/src/main/java"), ".java")
                                        .stream())
                .toList();
    }

    /** All pages; those that a build leaves behind are none. */
    static List<Path> pages() {
        return filesBelow(ROOT, ".md").stream()
                .filter(
                        page ->
                                !ROOT.relativize(page)
                                        .toString()
                                        .matches("(^|.*/)(target|\\.[^/]+)/.*"))
                .toList();
    }

    private static List<Path> filesBelow(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not walk " + folder, e);
        }
    }
}
