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

package io.flinkbundle.examples;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the files of one script go to, empty at its start. */
record OutputFolder(Path path) {

    /** As it is called in an instruction: {@code --! files csv/*} lists their lines. */
    static final String ID = "files";

    static OutputFolder create(Path path) {
        try {
            if (Files.exists(path)) {
                deleteTree(path);
            }
            return new OutputFolder(Files.createDirectories(path));
        } catch (IOException e) {
            throw new ExampleException(
                    "The folder %s cannot be used: %s".formatted(path, RootCause.of(e)), e);
        }
    }

    /** The lines of the finished files that match; names that begin with a dot are unfinished. */
    ResultTable list(String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        List<List<String>> lines = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> files =
                    tree.filter(Files::isRegularFile)
                            .filter(file -> matcher.matches(path.relativize(file)))
                            .filter(file -> !file.getFileName().toString().startsWith("."))
                            .sorted()
                            .toList();
            for (Path file : files) {
                Files.readAllLines(file).forEach(line -> lines.add(List.of(line.strip())));
            }
        } catch (IOException e) {
            throw new ExampleException(
                    "The files of %s cannot be read: %s".formatted(path, RootCause.of(e)), e);
        }
        return new ResultTable(List.of("line"), lines);
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
