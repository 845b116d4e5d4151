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

/**
 * One script with what it is to result in.
 *
 * @param name the name of its files
 * @param title what it shows: the first line of its comment
 * @param text the script, its placeholders not filled in
 * @param expected the results of its queries, in their order
 */
record Example(String name, String title, String text, List<ResultTable> expected) {

    static Example read(Path script, Path expected) {
        try {
            String text = Files.readString(script);
            String name = script.getFileName().toString().replaceFirst("\\.sql$", "");
            String title = text.lines().findFirst().orElse("").replaceFirst("^--\\s*", "");
            List<ResultTable> tables =
                    Files.exists(expected)
                            ? ResultTable.parseAll(Files.readString(expected))
                            : List.of();
            return new Example(name, title, text, tables);
        } catch (IOException e) {
            throw new ExampleException(
                    "The example %s cannot be read: %s".formatted(script, RootCause.of(e)), e);
        }
    }
}
