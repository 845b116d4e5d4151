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

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Runs statements that change the rows of a table. */
@Internal
final class Dml {

    static final Set<String> KINDS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE");

    private final Catalog catalog;
    private final Queries queries;
    private final Queries.Context context;

    Dml(Catalog catalog, Queries queries, Queries.Context context) {
        this.catalog = catalog;
        this.queries = queries;
        this.context = context;
    }

    Queries.Done run(List<Token> statement) {
        Tokens tokens = new Tokens(statement);
        String kind = tokens.next().text().toUpperCase(Locale.ROOT);
        tokens.skip("INTO");
        tokens.skip("FROM");
        tokens.skip("TABLE");
        CatalogRelations relations =
                new CatalogRelations(catalog, context.project(), context.dataset());
        Table table = relations.table(tokens.path());
        if (table.isView()) {
            throw ApiException.invalidQuery("Cannot modify the view " + table.id());
        }
        String name = table.id().table();
        String alias = alias(tokens).orElse(name);
        List<Token> rest = tokens.rest();
        String columns = DuckTypes.names(table.schema());
        try {
            return queries.change(
                    table,
                    kind,
                    rows -> {
                        String target = DuckEngine.STORE + "." + rows;
                        String aliased = target + " AS " + DuckTypes.quote(alias);
                        return switch (kind) {
                            case "INSERT" -> insert(target, columns, rest, relations);
                            case "UPDATE" -> "UPDATE " + aliased + " " + translate(rest, relations);
                            case "DELETE" ->
                                    "DELETE FROM " + aliased + " " + translate(rest, relations);
                            case "MERGE" -> merge(aliased, table, rest, relations);
                            default -> "DELETE FROM " + target;
                        };
                    });
        } catch (SQLException e) {
            throw Queries.failed(e);
        }
    }

    private static Optional<String> alias(Tokens tokens) {
        if (tokens.skip("AS")) {
            return Optional.of(tokens.next().text());
        }
        boolean given =
                tokens.peek().isName()
                        && !Set.of("SET", "WHERE", "USING", "VALUES", "SELECT", "WITH", "FROM")
                                .contains(tokens.peek().text().toUpperCase(Locale.ROOT));
        return given ? Optional.of(tokens.next().text()) : Optional.empty();
    }

    private String translate(List<Token> words, CatalogRelations relations) {
        return new Translator(relations, new Parameters(context.parameters()), words).translate();
    }

    private String insert(
            String target, String columns, List<Token> words, CatalogRelations relations) {
        Tokens tokens = new Tokens(words);
        boolean named = tokens.peek().is("(") && !tokens.peek(1).is("SELECT");
        String rest = translate(words, relations);
        return "INSERT INTO " + target + (named ? " " : " (" + columns + ") ") + rest;
    }

    /** A row that is inserted whole is named column by column. */
    private String merge(
            String target, Table table, List<Token> words, CatalogRelations relations) {
        Tokens tokens = new Tokens(words);
        tokens.expect("USING");
        List<Token> source = new ArrayList<>();
        int depth = 0;
        while (tokens.hasNext() && !(depth == 0 && tokens.peek().is("ON"))) {
            Token token = tokens.next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            source.add(token);
        }
        Token alias = source.get(source.size() - 1);
        List<Token> clauses = new ArrayList<>();
        while (tokens.hasNext()) {
            clauses.add(tokens.next());
            if (clauses.get(clauses.size() - 1).is("INSERT") && tokens.skip("ROW")) {
                clauses.addAll(wholeRow(table, alias.text()));
            }
        }
        List<Token> from = new ArrayList<>();
        from.add(new Token(Token.Kind.WORD, "FROM", false));
        from.addAll(source);
        return "MERGE INTO "
                + target
                + " USING "
                + translate(from, relations).substring("FROM".length())
                + " "
                + translate(clauses, relations);
    }

    private static List<Token> wholeRow(Table table, String source) {
        StringBuilder names = new StringBuilder("(");
        StringBuilder values = new StringBuilder("VALUES (");
        table.schema()
                .fields()
                .forEach(
                        field -> {
                            String comma = names.length() == 1 ? "" : ", ";
                            names.append(comma).append('`').append(field.name()).append('`');
                            values.append(comma)
                                    .append('`')
                                    .append(source)
                                    .append("`.`")
                                    .append(field.name())
                                    .append('`');
                        });
        return Tokenizer.tokens(names + ") " + values + ")");
    }
}
