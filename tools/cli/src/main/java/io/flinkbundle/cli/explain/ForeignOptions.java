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

package io.flinkbundle.cli.explain;

import org.apache.flink.annotation.Internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What people who come from other connectors write, and what it is called here. */
@Internal
public final class ForeignOptions {

    private final List<Entry> entries;

    private ForeignOptions(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * One option of somebody else.
     *
     * @param connectors our connectors that it may be meant for, separated by commas
     * @param key its name there
     * @param origin whose it is
     * @param advice what to write here
     */
    private record Entry(List<String> connectors, String key, String origin, String advice) {}

    /** The table that comes with the tool. */
    public static ForeignOptions load() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                ForeignOptions.class.getResourceAsStream("foreign-options.txt"),
                                StandardCharsets.UTF_8))) {
            return new ForeignOptions(
                    reader.lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(ForeignOptions::parse)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("The jar of flink-conn is damaged", e);
        }
    }

    /** What to write instead of the option of another connector, if it is known. */
    public Optional<String> advice(String connector, String key) {
        return entries.stream()
                .filter(entry -> entry.connectors().contains(connector))
                .filter(entry -> entry.key().equalsIgnoreCase(key))
                .findFirst()
                .map(
                        entry ->
                                "'%s' is an option of %s; here %s"
                                        .formatted(key, entry.origin(), entry.advice()));
    }

    private static Entry parse(String line) {
        String[] cells = line.split("\\|");
        return new Entry(
                List.of(cells[0].strip().split("\\s*,\\s*")),
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip());
    }
}
