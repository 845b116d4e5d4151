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
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers queries in GoogleSQL, as far as DuckDB can. Thread-safe. */
@Internal
public final class Queries {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final Catalog catalog;

    public Queries(Catalog catalog) {
        this.catalog = catalog;
        catalog.engine().execute(Functions.definitions());
    }

    /**
     * Whose names and values a statement means.
     *
     * @param parameters as the REST interface has them
     */
    public record Context(String project, Optional<String> dataset, JsonArray parameters) {

        public static Context of(String project) {
            return new Context(project, Optional.empty(), new JsonArray());
        }
    }

    /** A query that is ready to run: what it gives, and DuckDB's SQL for it. */
    public record Prepared(TableSchema schema, String sql) {}

    /** What a statement has done. */
    public record Done(String statementType, long affectedRows) {}

    /** Whether a statement asks for rows, and changes nothing. */
    public static boolean isQuery(String sql) {
        Tokens tokens = Tokens.of(sql);
        while (tokens.peek().is("(")) {
            tokens.next();
        }
        return tokens.peek().is("SELECT") || tokens.peek().is("WITH");
    }

    /**
     * @throws ApiException when it is no query that can be answered
     */
    public Prepared prepare(String sql, Context context) {
        CatalogRelations relations =
                new CatalogRelations(catalog, context.project(), context.dataset());
        String translated =
                new Translator(
                                relations,
                                new Parameters(context.parameters()),
                                Statements.single(sql))
                        .translate();
        List<Field> known = new ArrayList<>();
        relations.used().forEach(table -> known.addAll(table.schema().fields()));
        return new Prepared(describe(translated, known), translated);
    }

    private TableSchema describe(String sql, List<Field> known) {
        try {
            return catalog.engine()
                    .inTransaction(
                            connection -> {
                                try (Statement statement = connection.createStatement();
                                        ResultSet columns =
                                                statement.executeQuery("DESCRIBE " + sql)) {
                                    return schema(columns, known);
                                }
                            });
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static TableSchema schema(ResultSet columns, List<Field> known) throws SQLException {
        List<Field> fields = new ArrayList<>();
        int unnamed = 0;
        while (columns.next()) {
            String name = columns.getString(1);
            if (!NAME.matcher(name).matches()) {
                name = "f" + unnamed++ + "_";
            }
            Field field = SqlTypes.ofDuckDb(name, columns.getString(2), known);
            if (fields.stream().anyMatch(f -> f.name().equalsIgnoreCase(field.name()))) {
                throw ApiException.invalidQuery(
                        "Duplicate column names in the result are not supported. Found"
                                + " duplicate(s): "
                                + name);
            }
            fields.add(field);
        }
        return new TableSchema(fields);
    }

    static ApiException failed(SQLException e) {
        return ApiException.invalidQuery(String.valueOf(e.getMessage()));
    }

    /**
     * Puts the rows of a query into a table of DuckDB, which may have columns that they lack.
     *
     * @param number what the number of each row is
     */
    public long insert(Prepared query, String rows, long number) {
        String columns = query.schema().size() == 0 ? "" : ", " + DuckTypes.names(query.schema());
        try {
            return catalog.engine()
                    .inTransaction(
                            connection -> {
                                try (Statement statement = connection.createStatement()) {
                                    return statement.executeLargeUpdate(
                                            "INSERT INTO "
                                                    + DuckEngine.STORE
                                                    + "."
                                                    + rows
                                                    + " ("
                                                    + DuckEngine.NUMBER
                                                    + columns
                                                    + ") SELECT "
                                                    + number
                                                    + ", q.* FROM ("
                                                    + query.sql()
                                                    + ") AS q");
                                }
                            });
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Runs a statement that is no query.
     *
     * @throws ApiException when it cannot be run
     */
    public Done run(String sql, Context context) {
        List<Token> statement = Statements.single(sql);
        String kind = statement.get(0).text().toUpperCase(Locale.ROOT);
        if (Dml.KINDS.contains(kind)) {
            return new Dml(catalog, this, context).run(statement);
        }
        return new Ddl(catalog, this, context).run(statement);
    }

    /** An expression of no table in DuckDB's SQL. */
    public String expression(String sql) {
        return new Translator(
                        new CatalogRelations(catalog, "", Optional.empty()),
                        Parameters.NONE,
                        Tokenizer.tokens(sql))
                .translate();
    }

    /** Runs INSERT, UPDATE, DELETE, MERGE or TRUNCATE. */
    Done change(Table table, String type, ChangeStatement statement) throws SQLException {
        if (type.equals("INSERT")) {
            long[] count = new long[1];
            table.commit(
                    (head, micros) ->
                            count[0] = run(head.rows(), statement.sql(head.rows()), micros));
            return new Done(type, count[0]);
        }
        long[] count = new long[1];
        table.rewrite(
                table.resource(),
                table.schema(),
                (head, micros) -> {
                    String rows = catalog.engine().copy(head.rows(), head.schema());
                    count[0] = run(rows, statement.sql(rows), micros);
                    return rows;
                });
        return new Done(type, count[0]);
    }

    /** A statement for a table of DuckDB. */
    @FunctionalInterface
    interface ChangeStatement {

        String sql(String rows);
    }

    private long run(String rows, String sql, long micros) throws SQLException {
        return catalog.engine()
                .inTransaction(
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                long count = statement.executeLargeUpdate(sql);
                                statement.execute(
                                        "UPDATE "
                                                + DuckEngine.STORE
                                                + "."
                                                + rows
                                                + " SET "
                                                + DuckEngine.NUMBER
                                                + " = "
                                                + micros
                                                + " WHERE "
                                                + DuckEngine.NUMBER
                                                + " IS NULL");
                                return count;
                            }
                        });
    }
}
