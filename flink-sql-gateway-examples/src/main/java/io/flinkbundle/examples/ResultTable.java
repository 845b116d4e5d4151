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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small table of texts: a result, or what it is expected to be. */
public record ResultTable(List<String> columns, List<List<String>> rows) {

    public ResultTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Reads tables as {@link #format()} writes them; what is not a line of one is a comment. */
    static List<ResultTable> parseAll(String text) {
        List<ResultTable> tables = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int rulers = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("|")) {
                rows.add(valuesIn(line));
            } else if (line.startsWith("+--") && ++rulers == 3) {
                tables.add(new ResultTable(rows.get(0), rows.subList(1, rows.size())));
                rows.clear();
                rulers = 0;
            }
        }
        if (rulers != 0) {
            throw new ExampleException(
                    "The last expected table has %d of its 3 rulers.".formatted(rulers));
        }
        return tables;
    }

    private static List<String> valuesIn(String line) {
        return Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    /** As a box of characters, columns as wide as they need to be. */
    public String format() {
        int[] widths = IntStream.range(0, columns.size()).map(column -> width(column)).toArray();
        String ruler =
                IntStream.of(widths)
                        .mapToObj(width -> "-".repeat(width + 2))
                        .collect(Collectors.joining("+", "+", "+"));
        List<String> lines = new ArrayList<>(List.of(ruler, line(columns, widths), ruler));
        rows.forEach(row -> lines.add(line(row, widths)));
        lines.add(ruler);
        return String.join("\n", lines);
    }

    /**
     * What is missing here (-) and what is too much (+) against what is expected; empty when
     * nothing is.
     */
    public List<String> differencesFrom(ResultTable expected) {
        List<String> differences = new ArrayList<>();
        if (!columns.equals(expected.columns)) {
            differences.add("- columns " + expected.columns);
            differences.add("+ columns " + columns);
        }
        addMissing(differences, "- ", expected.rows, rows);
        addMissing(differences, "+ ", rows, expected.rows);
        return differences;
    }

    private static void addMissing(
            List<String> differences, String sign, List<List<String>> from, List<List<String>> in) {
        List<List<String>> missing = new ArrayList<>(from);
        in.forEach(missing::remove); // one for one: a row that is there twice counts twice
        missing.forEach(row -> differences.add(sign + String.join(" | ", row)));
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(columns.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElseThrow();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> " %" + widths[column] + "s ")
                .collect(Collectors.joining("|", "|", "|"))
                .formatted(row.toArray());
    }
}
