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

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells statements that read from others, and puts those that show something as queries. */
@Internal
final class Statements {

    private static final Set<String> READS = Set.of("select", "with", "values");
    private static final Set<String> CHANGES_ROWS = Set.of("insert", "update", "delete", "copy");

    private Statements() {}

    /** The tokens of the one query that a text holds. */
    static List<SqlToken> single(String sql) throws SqlException {
        List<SqlToken> tokens = new ArrayList<>(SqlTokenizer.tokens(sql));
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).isSymbol(";")) {
            tokens.remove(tokens.size() - 1);
        }
        if (tokens.isEmpty()) {
            throw SqlException.plan("No SQL statements were provided in the query string");
        }
        if (tokens.stream().anyMatch(token -> token.isSymbol(";"))) {
            throw SqlException.notImplemented(
                    "The context currently only supports a single SQL statement");
        }
        SqlToken first = tokens.get(0);
        if (first.isSymbol("(") || READS.contains(first.name())) {
            return tokens;
        }
        return switch (first.name()) {
            case "show" -> show(tokens);
            case "describe", "desc" -> describe(tokens);
            case "explain" -> throw SqlException.notImplemented("the emulator does not explain");
            default -> throw refused(first);
        };
    }

    private static List<SqlToken> show(List<SqlToken> tokens) throws SqlException {
        if (tokens.size() == 2 && tokens.get(1).isWord("tables")) {
            return SqlTokenizer.tokens("SELECT * FROM information_schema.tables");
        }
        if (tokens.size() >= 4
                && tokens.get(1).isWord("columns")
                && (tokens.get(2).isWord("from") || tokens.get(2).isWord("in"))) {
            return SqlTokenizer.tokens(
                    "SELECT table_catalog, table_schema, table_name, column_name, data_type,"
                            + " is_nullable FROM information_schema.columns WHERE table_name = "
                            + Literals.text(tokens.get(tokens.size() - 1).name()));
        }
        throw SqlException.notImplemented(
                "the emulator shows TABLES and COLUMNS FROM a table, nothing else");
    }

    private static List<SqlToken> describe(List<SqlToken> tokens) throws SqlException {
        return SqlTokenizer.tokens(
                "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
                        + " WHERE table_name = "
                        + Literals.text(tokens.get(tokens.size() - 1).name()));
    }

    private static SqlException refused(SqlToken first) {
        String statement = first.text().toUpperCase(Locale.ROOT);
        if (first.kind() != SqlToken.Kind.WORD) {
            return SqlException.syntax("Expected: an SQL statement, found: " + first.text());
        }
        if (CHANGES_ROWS.contains(first.name())) {
            return SqlException.plan("DML not supported: " + statement);
        }
        return Set.of("create", "drop", "alter").contains(first.name())
                ? SqlException.plan("DDL not supported: " + statement)
                : SqlException.syntax("Expected: an SQL statement, found: " + first.text());
    }
}
