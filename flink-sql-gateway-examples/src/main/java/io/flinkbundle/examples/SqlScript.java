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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of SQL statements that end with semicolons, with its {@code ${NAME}} placeholders filled
 * in.
 */
record SqlScript(List<Statement> statements) {

    /** Begins a comment that the runner reads: an instruction to a system. */
    private static final String INSTRUCTION = "--!";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    private static final Pattern STATEMENT_SET =
            Pattern.compile("EXECUTE\\s+STATEMENT\\s+SET\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATEMENT_SET_END =
            Pattern.compile(";\\s*END$", Pattern.CASE_INSENSITIVE);

    /**
     * A comment, a quoted text or name, or the end of a statement: in this order, so that a quoted
     * semicolon is none.
     */
    private static final Pattern TOKEN =
            Pattern.compile("--[^\\n]*|/\\*(?s:.*?)\\*/|'(?:[^']|'')*'|`(?:[^`]|``)*`|;");

    /**
     * One statement.
     *
     * @param sql the statement without comments around it and without its semicolon
     * @param line where it begins in the script
     */
    record Statement(String sql, int line) {

        private static final Pattern INSERT =
                Pattern.compile("INSERT\\s+INTO\\s+`?(\\w+)`?", Pattern.CASE_INSENSITIVE);

        private static final Pattern MATERIALIZED_TABLE =
                Pattern.compile(
                        "(?:CREATE(?:\\s+OR\\s+ALTER)?|ALTER)\\s+MATERIALIZED\\s+TABLE\\s+"
                                + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:[\\w`]+\\s*\\.\\s*)*`?(\\w+)`?",
                        Pattern.CASE_INSENSITIVE);
        private static final Pattern QUERY =
                Pattern.compile("(SELECT|WITH)\\b", Pattern.CASE_INSENSITIVE);

        /** Of the outermost query: no parenthesis is closed behind it that was not opened there. */
        private static final Pattern ORDERED =
                Pattern.compile(
                        "\\bORDER\\s+BY\\b[^()]*(?:\\([^()]*\\)[^()]*)*$",
                        Pattern.CASE_INSENSITIVE);

        /** The table that it inserts into, if it does. */
        Optional<String> insertsInto() {
            Matcher matcher = INSERT.matcher(sql);
            return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        /**
         * The table, without catalog and database, that it may start a job for to keep it fresh.
         */
        Optional<String> materializedTable() {
            Matcher matcher = MATERIALIZED_TABLE.matcher(sql);
            return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        /** Whether it asks for rows. */
        boolean isQuery() {
            return QUERY.matcher(sql).lookingAt();
        }

        /** Whether the rows that it asks for come in an order. */
        boolean isOrdered() {
            return ORDERED.matcher(sql).find();
        }

        /** What it tells a system of the runner instead of Flink, as {@code redis SET key 1}. */
        Optional<String> instruction() {
            return sql.startsWith(INSTRUCTION)
                    ? Optional.of(sql.substring(INSTRUCTION.length()).strip())
                    : Optional.empty();
        }

        /** Its first words, for a line of progress. */
        String title() {
            String firstLine = sql.lines().findFirst().orElse("").strip();
            return firstLine.replaceFirst("\\s*\\($", "");
        }
    }

    static SqlScript read(Path file, Map<String, String> values) {
        try {
            return parse(Files.readString(file), values);
        } catch (IOException e) {
            throw new ExampleException("The script %s cannot be read.".formatted(file), e);
        }
    }

    /** The names of the placeholders in a script, in their order. */
    static Set<String> placeholders(String text) {
        Set<String> names = new LinkedHashSet<>();
        PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    static SqlScript parse(String text, Map<String, String> values) {
        String filled =
                PLACEHOLDER
                        .matcher(text)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(value(found.group(1), values)));
        return new Parser(filled).parse();
    }

    private static String value(String name, Map<String, String> values) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(
                        () ->
                                new ExampleException(
                                        "The script uses ${%s}, which nobody fills in."
                                                .formatted(name)));
    }

    private static final class Parser {

        private final String text;
        private final List<Statement> statements = new ArrayList<>();
        private final StringBuilder sql = new StringBuilder();
        private int begin = -1;

        private Parser(String text) {
            this.text = text;
        }

        private SqlScript parse() {
            Matcher token = TOKEN.matcher(text);
            int copied = 0;
            while (token.find()) {
                append(copied, token.start());
                copied = token.end();
                if (token.group().equals(";")) {
                    endUnlessInStatementSet();
                } else if (token.group().startsWith(INSTRUCTION)) {
                    append(token.start(), token.end());
                    end();
                } else if (!isComment(token.group())) {
                    append(token.start(), token.end());
                }
            }
            append(copied, text.length());
            end();
            return new SqlScript(List.copyOf(statements));
        }

        private void append(int from, int to) {
            String piece = text.substring(from, to);
            if (begin < 0 && !piece.isBlank()) {
                begin = from + piece.indexOf(piece.stripLeading());
            }
            sql.append(piece);
        }

        private void end() {
            if (begin >= 0) {
                long line = 1 + text.substring(0, begin).chars().filter(c -> c == '\n').count();
                statements.add(new Statement(sql.toString().strip(), (int) line));
            }
            sql.setLength(0);
            begin = -1;
        }

        /** Between BEGIN and END a semicolon ends a part of the statement only. */
        private void endUnlessInStatementSet() {
            String soFar = sql.toString().strip();
            if (STATEMENT_SET.matcher(soFar).lookingAt()
                    && !STATEMENT_SET_END.matcher(soFar).find()) {
                sql.append(';');
            } else {
                end();
            }
        }

        /** Hints look like comments and are part of the statement. */
        private static boolean isComment(String token) {
            return token.startsWith("--") || (token.startsWith("/*") && !token.startsWith("/*+"));
        }
    }
}
