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
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns GoogleSQL into the SQL of DuckDB: names of tables and types, literals, parameters and those
 * functions that differ. It is no parser: what it does not know it leaves as it is. Not
 * thread-safe.
 */
@Internal
final class Translator {

    /** Words that have a meaning in DuckDB and none in GoogleSQL. */
    private static final Set<String> ONLY_NAMES =
            Set.of(
                    "ANALYZE",
                    "BOTH",
                    "CHECK",
                    "COLUMN",
                    "CONSTRAINT",
                    "DEFERRABLE",
                    "DESCRIBE",
                    "DO",
                    "FOREIGN",
                    "GRANT",
                    "INITIALLY",
                    "LAMBDA",
                    "LEADING",
                    "ONLY",
                    "PLACING",
                    "PRIMARY",
                    "REFERENCES",
                    "RETURNING",
                    "SHOW",
                    "SUMMARIZE",
                    "SYMMETRIC",
                    "TRAILING",
                    "UNIQUE",
                    "USER",
                    "VARIADIC");

    private final Parameters parameters;
    private final Literals literals;
    private final TableClause tableClause;

    private Tokens tokens;
    private StringBuilder out = new StringBuilder();

    Translator(Relations relations, Parameters parameters, List<Token> statement) {
        this.parameters = parameters;
        this.literals = new Literals(relations.nowMicros());
        this.tokens = new Tokens(statement);
        this.tableClause = new TableClause(this, relations, statement);
    }

    /** The words that are left, in DuckDB's SQL. */
    String translate() {
        while (tokens.hasNext()) {
            word();
        }
        return out.toString().trim();
    }

    String translate(Tokens inner) {
        Tokens outer = tokens;
        StringBuilder written = out;
        tokens = inner;
        out = new StringBuilder();
        String text = translate();
        tokens = outer;
        out = written;
        return text;
    }

    void write(String text) {
        out.append(' ').append(text);
    }

    private void word() {
        Token token = tokens.next();
        switch (token.kind()) {
            case STRING -> write(DuckTypes.literal(token.text()));
            case BYTES -> write(Literals.bytes(token.text()));
            case NUMBER -> write(token.text());
            case PARAMETER -> write(parameters.literal(token.text()));
            case QUOTED -> quoted(token);
            case SYMBOL -> symbol(token);
            default -> keyword(token);
        }
    }

    /** A name in backticks; one with points is a path. */
    private void quoted(Token token) {
        String[] parts = token.text().split("\\.");
        List<String> names = new ArrayList<>();
        for (String part : parts) {
            names.add(DuckTypes.quote(part));
        }
        write(String.join(".", names));
    }

    private void symbol(Token token) {
        if (token.is("[") && (tokens.peek().is("OFFSET") || tokens.peek().is("SAFE_OFFSET"))) {
            tokens.next();
            write("[(" + translate(tokens.parenthesized()) + ") + 1");
        } else if (token.is("[")
                && (tokens.peek().is("ORDINAL") || tokens.peek().is("SAFE_ORDINAL"))) {
            tokens.next();
            write("[" + translate(tokens.parenthesized()));
        } else if (token.is("(")) {
            write("(" + translate(reopened()) + ")");
        } else if (token.is(".") || token.joined() && token.is("*")) {
            out.append(token.text());
            if (token.is(".") && tokens.peek().isName()) {
                Token part = tokens.next();
                out.append(DuckTypes.quote(part.text()));
            }
        } else {
            write(token.text());
        }
    }

    /** What is in the parentheses whose opening has just been passed. */
    private Tokens reopened() {
        tokens.back();
        return tokens.parenthesized();
    }

    private void keyword(Token token) {
        String word = token.text().toUpperCase(Locale.ROOT);
        Optional<String> literal = literals.typed(word, tokens);
        if (literal.isPresent()) {
            write(literal.get());
            return;
        }
        switch (word) {
            case "FROM" -> {
                write("FROM");
                tableClause.tables();
            }
            case "JOIN" -> {
                write("JOIN");
                tableClause.table();
            }
            case "CAST", "SAFE_CAST" -> cast(word);
            case "STRUCT" -> struct();
            case "ARRAY" -> array();
            case "INTERVAL" -> write(literals.interval(tokens, this::translate));
            case "IN" -> in();
            case "IS" -> is();
            case "EXTRACT" -> extract();
            case "EXCEPT" -> except();
            case "UNION", "INTERSECT" -> {
                write(word);
                if (!tokens.skip("DISTINCT") && tokens.skip("ALL")) {
                    write("ALL");
                }
            }
            default -> {
                if (tokens.peek().is("(") && !isOperator(word)) {
                    call(token);
                } else {
                    write(ONLY_NAMES.contains(word) ? DuckTypes.quote(token.text()) : token.text());
                }
            }
        }
    }

    private static boolean isOperator(String word) {
        return Set.of(
                        "AND",
                        "OR",
                        "NOT",
                        "WHERE",
                        "ON",
                        "BY",
                        "SELECT",
                        "AS",
                        "OVER",
                        "VALUES",
                        "THEN",
                        "WHEN",
                        "ELSE",
                        "CASE",
                        "HAVING",
                        "QUALIFY",
                        "EXISTS",
                        "USING",
                        "ALL",
                        "ANY",
                        "LIKE",
                        "BETWEEN",
                        "IS",
                        "DISTINCT",
                        "LIMIT",
                        "SET",
                        "INSERT",
                        "REPLACE",
                        "WITH",
                        "UPDATE")
                .contains(word);
    }

    private void call(Token function) {
        String name = function.text();
        Tokens arguments = tokens.parenthesized();
        if (name.equalsIgnoreCase("COUNTIF")) {
            write("count_if(" + translate(arguments) + ")");
            return;
        }
        List<Tokens> parts = arguments.split();
        if (Functions.takesPart(name) && !parts.isEmpty()) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < parts.size() - 1; i++) {
                texts.add(translate(parts.get(i)));
            }
            texts.add(
                    "'" + parts.get(parts.size() - 1).peek().text().toLowerCase(Locale.ROOT) + "'");
            write(Functions.nameOf(name).orElse(name) + "(" + String.join(", ", texts) + ")");
            return;
        }
        write(Functions.nameOf(name).orElse(name) + "(" + translate(arguments) + ")");
    }

    private void cast(String word) {
        Tokens inner = tokens.parenthesized();
        List<Token> all = inner.rest();
        int as = -1;
        int depth = 0;
        for (int i = 0; i < all.size(); i++) {
            depth += all.get(i).is("(") ? 1 : all.get(i).is(")") ? -1 : 0;
            if (depth == 0 && all.get(i).is("AS")) {
                as = i;
            }
        }
        if (as < 0) {
            throw ApiException.invalidQuery("Syntax error: Expected keyword AS in CAST");
        }
        Tokens type = new Tokens(all.subList(as + 1, all.size()));
        Field field = TypeParser.parse(type, "x");
        if (type.hasNext()) {
            throw ApiException.notEmulated("CAST with " + type.peek().text());
        }
        write(
                (word.equals("CAST") ? "CAST(" : "TRY_CAST(")
                        + translate(new Tokens(all.subList(0, as)))
                        + " AS "
                        + DuckTypes.of(field)
                        + ")");
    }

    private void struct() {
        Optional<Field> type = Optional.empty();
        if (tokens.peek().is("<")) {
            tokens.back();
            type = Optional.of(TypeParser.parse(tokens, "x"));
        }
        List<Tokens> parts = tokens.parenthesized().split();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Token> part = parts.get(i).rest();
            int size = part.size();
            boolean named = size > 2 && part.get(size - 2).is("AS");
            String name =
                    type.isPresent()
                            ? type.get().fields().get(i).name()
                            : named || part.get(size - 1).isName()
                                    ? part.get(size - 1).text()
                                    : "_field_" + (i + 1);
            String value = translate(new Tokens(named ? part.subList(0, size - 2) : part));
            texts.add(DuckTypes.quote(name) + " := " + value);
        }
        String packed = "struct_pack(" + String.join(", ", texts) + ")";
        write(type.map(t -> "CAST(" + packed + " AS " + DuckTypes.of(t) + ")").orElse(packed));
    }

    private void array() {
        if (tokens.peek().is("<")) {
            tokens.back();
            Field type = TypeParser.parse(tokens, "x");
            tokens.expect("[");
            List<Token> elements = new ArrayList<>();
            int depth = 1;
            while (true) {
                Token token = tokens.next();
                depth += token.is("[") ? 1 : token.is("]") ? -1 : 0;
                if (depth == 0) {
                    break;
                }
                elements.add(token);
            }
            write("CAST([" + translate(new Tokens(elements)) + "] AS " + DuckTypes.of(type) + ")");
        } else {
            write("ARRAY");
        }
    }

    private void is() {
        if (tokens.skip("DISTINCT", "FROM")) {
            write("IS DISTINCT FROM");
        } else if (tokens.skip("NOT", "DISTINCT", "FROM")) {
            write("IS NOT DISTINCT FROM");
        } else {
            write("IS");
        }
    }

    private void in() {
        write("IN");
        if (tokens.skip("UNNEST")) {
            write("(SELECT unnest(" + translate(tokens.parenthesized()) + "))");
        }
    }

    private void extract() {
        Tokens inner = tokens.parenthesized();
        String part = inner.next().text();
        inner.expect("FROM");
        String what = translate(inner);
        write(
                switch (part.toUpperCase(Locale.ROOT)) {
                    case "DATE" -> "CAST((" + what + ") AS DATE)";
                    case "DAYOFWEEK" -> "(extract(dow FROM " + what + ") + 1)";
                    case "DAYOFYEAR" -> "extract(doy FROM " + what + ")";
                    case "MICROSECOND" -> "(extract(microsecond FROM " + what + ") % 1000000)";
                    default -> "extract(" + part + " FROM " + what + ")";
                });
    }

    private void except() {
        if (tokens.peek().is("(") && !tokens.peek(1).is("SELECT")) {
            write("EXCLUDE");
        } else {
            write("EXCEPT");
            tokens.skip("DISTINCT");
        }
    }

    /** The words that are being translated. */
    Tokens tokens() {
        return tokens;
    }
}
