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

package io.flinkbundle.emulators.bigquery.sql;

import io.flinkbundle.emulators.bigquery.engine.DuckTypes;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Translates what stands where a query names its tables. Not thread-safe. */
@Internal
final class TableClause {

    private static final Set<String> AFTER_TABLE =
            Set.of(
                    "WHERE",
                    "GROUP",
                    "HAVING",
                    "ORDER",
                    "LIMIT",
                    "UNION",
                    "EXCEPT",
                    "INTERSECT",
                    "JOIN",
                    "INNER",
                    "LEFT",
                    "RIGHT",
                    "FULL",
                    "CROSS",
                    "ON",
                    "USING",
                    "SET",
                    "WHEN",
                    "QUALIFY",
                    "WINDOW",
                    "FOR",
                    "TABLESAMPLE",
                    "WITH",
                    "SELECT",
                    "VALUES",
                    "OFFSET",
                    "THEN",
                    "PIVOT",
                    "UNPIVOT");

    private final Translator translator;
    private final Relations relations;
    private final Set<String> withNames = new HashSet<>();
    private final Set<String> aliases = new HashSet<>();
    private final boolean pseudoColumns;

    /**
     * @param statement all of it, to know the names that it gives to queries
     */
    TableClause(Translator translator, Relations relations, List<Token> statement) {
        this.translator = translator;
        this.relations = relations;
        this.pseudoColumns =
                statement.stream()
                        .anyMatch(t -> t.text().toUpperCase(Locale.ROOT).startsWith("_PARTITION"));
        for (int i = 0; i + 2 < statement.size(); i++) {
            if (statement.get(i).isName()
                    && statement.get(i + 1).is("AS")
                    && statement.get(i + 2).is("(")) {
                withNames.add(statement.get(i).text().toLowerCase(Locale.ROOT));
            }
        }
    }

    /** The tables behind FROM, apart by commas. */
    void tables() {
        table();
        while (translator.tokens().skip(",")) {
            translator.write(",");
            table();
        }
    }

    void table() {
        if (translator.tokens().peek().is("(")) {
            translator.write("(" + translator.translate(translator.tokens().parenthesized()) + ")");
            alias(Optional.empty());
        } else if (translator.tokens().skip("UNNEST")) {
            unnest(translator.translate(translator.tokens().parenthesized()));
        } else if (translator.tokens().peek().is("APPENDS")
                && translator.tokens().peek(1).is("(")) {
            translator.tokens().next();
            appends();
        } else {
            named();
        }
    }

    private void named() {
        List<String> path = translator.tokens().path();
        String last = path.get(path.size() - 1);
        String first = path.get(0).toLowerCase(Locale.ROOT);
        if (path.size() == 1 && withNames.contains(first)) {
            translator.write(DuckTypes.quote(last));
            alias(Optional.of(last));
            return;
        }
        if (path.size() > 1 && aliases.contains(first)) {
            List<String> quoted = path.stream().map(DuckTypes::quote).toList();
            unnest(String.join(".", quoted));
            return;
        }
        Optional<Long> at = Optional.empty();
        if (translator.tokens().skip("FOR", "SYSTEM_TIME", "AS", "OF")) {
            at = relations.micros(translator.translate(new Tokens(untilClause())));
        }
        translator.write(relations.table(path, at, pseudoColumns));
        alias(Optional.of(last));
    }

    /** The words up to the next clause. */
    private List<Token> untilClause() {
        List<Token> words = new ArrayList<>();
        int depth = 0;
        while (translator.tokens().hasNext()) {
            Token token = translator.tokens().peek();
            if (depth == 0
                    && (token.is(")")
                            || token.is(",")
                            || token.is("AS")
                            || AFTER_TABLE.contains(token.text().toUpperCase(Locale.ROOT)))) {
                break;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            words.add(translator.tokens().next());
        }
        return words;
    }

    /** Gives a relation the name that the query gives it, or one by default. */
    private void alias(Optional<String> usual) {
        Optional<String> name = givenAlias().or(() -> usual);
        name.ifPresent(
                alias -> {
                    aliases.add(alias.toLowerCase(Locale.ROOT));
                    translator.write("AS " + DuckTypes.quote(alias));
                });
    }

    private Optional<String> givenAlias() {
        if (translator.tokens().skip("AS")) {
            return Optional.of(translator.tokens().next().text());
        }
        Token next = translator.tokens().peek();
        boolean given =
                next.kind() == Token.Kind.QUOTED
                        || next.kind() == Token.Kind.WORD
                                && !AFTER_TABLE.contains(next.text().toUpperCase(Locale.ROOT));
        return given ? Optional.of(translator.tokens().next().text()) : Optional.empty();
    }

    private void unnest(String list) {
        String alias = givenAlias().orElse("unnested");
        aliases.add(alias.toLowerCase(Locale.ROOT));
        String column = DuckTypes.quote(alias);
        String offset = "";
        if (translator.tokens().skip("WITH", "OFFSET")) {
            String name = DuckTypes.quote(givenAlias().orElse("offset"));
            offset = ", generate_subscripts(" + list + ", 1) - 1 AS " + name;
        }
        translator.write("(SELECT unnest(" + list + ") AS " + column + offset + ") AS " + column);
    }

    private void appends() {
        List<Tokens> arguments = translator.tokens().parenthesized().split();
        Tokens table = arguments.get(0);
        table.expect("TABLE");
        List<String> path = table.path();
        translator.write(
                relations.appends(
                        path,
                        bound(arguments, 1, "start_timestamp"),
                        bound(arguments, 2, "end_timestamp")));
        alias(Optional.of(path.get(path.size() - 1)));
    }

    private Optional<Long> bound(List<Tokens> arguments, int position, String name) {
        for (int i = 1; i < arguments.size(); i++) {
            Tokens argument = arguments.get(i);
            boolean named = argument.peek(1).is("=>");
            if (named && argument.peek().is(name)) {
                argument.next();
                argument.next();
                return relations.micros(translator.translate(argument));
            }
            if (!named && i == position) {
                return relations.micros(translator.translate(argument));
            }
        }
        return Optional.empty();
    }
}
