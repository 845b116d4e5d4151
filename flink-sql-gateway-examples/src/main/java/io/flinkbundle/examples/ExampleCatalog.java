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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The examples of this module: {@code sql/NAME.sql} with {@code expected/NAME.txt}. */
final class ExampleCatalog {

    private final Path module;

    ExampleCatalog(Path module) {
        this.module = module;
    }

    /** All that the runner runs, in the order of their names. */
    List<Example> all() {
        try (Stream<Path> scripts = Files.list(module.resolve("sql"))) {
            return scripts.filter(script -> script.toString().endsWith(".sql"))
                    .sorted()
                    .map(script -> Example.read(script, expectedOf(script)))
                    .filter(example -> !example.name().equals(Quickstart.EXAMPLE))
                    .toList();
        } catch (IOException e) {
            throw new ExampleException(
                    "The examples of %s cannot be read: %s".formatted(module, RootCause.of(e)), e);
        }
    }

    /** One by its name, its number, or its name without the number. */
    Example find(String name) {
        List<Example> all = all();
        Optional<Example> found =
                all.stream().filter(example -> isMeant(example.name(), name)).findFirst();
        return found.orElseThrow(() -> unknown(name, all));
    }

    private static boolean isMeant(String name, String given) {
        String wanted = given.replaceFirst("^(.*/)?", "").replaceFirst("\\.sql$", "");
        return name.equals(wanted)
                || name.replaceFirst("^\\d+-", "").equals(wanted)
                || (wanted.matches("\\d+") && name.startsWith(wanted + "-"));
    }

    private static ExampleException unknown(String name, List<Example> all) {
        if (isMeant(Quickstart.EXAMPLE, name)) {
            return new ExampleException(
                    "%s is fed while it runs and has a runner of its own: ./quickstart"
                            .formatted(Quickstart.EXAMPLE));
        }
        return new ExampleException(
                "There is no example '%s'; there are %s."
                        .formatted(
                                name,
                                all.stream().map(Example::name).collect(Collectors.joining(", "))));
    }

    private Path expectedOf(Path script) {
        String name = script.getFileName().toString().replaceFirst("\\.sql$", ".txt");
        return module.resolve("expected").resolve(name);
    }
}
