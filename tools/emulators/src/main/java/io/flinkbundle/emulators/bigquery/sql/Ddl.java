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

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.SchemaJson;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs statements that create, change and drop datasets, tables and views.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language">the
 *     statements</a>
 */
@Internal
final class Ddl {

    private final Catalog catalog;
    private final Queries queries;
    private final Queries.Context context;
    private final CatalogRelations relations;

    Ddl(Catalog catalog, Queries queries, Queries.Context context) {
        this.catalog = catalog;
        this.queries = queries;
        this.context = context;
        this.relations = new CatalogRelations(catalog, context.project(), context.dataset());
    }

    Queries.Done run(List<Token> statement) {
        Tokens tokens = new Tokens(statement);
        if (tokens.skip("CREATE")) {
            return create(tokens);
        }
        if (tokens.skip("DROP")) {
            return drop(tokens);
        }
        if (tokens.skip("ALTER", "TABLE")) {
            return alter(tokens);
        }
        throw ApiException.notEmulated("the statement " + statement.get(0).text());
    }

    private Queries.Done create(Tokens tokens) {
        boolean replace = tokens.skip("OR", "REPLACE");
        if (tokens.skip("SCHEMA")) {
            boolean lenient = tokens.skip("IF", "NOT", "EXISTS");
            List<String> path = tokens.path();
            String name = path.get(path.size() - 1);
            String project = path.size() > 1 ? path.get(0) : context.project();
            JsonObject options = options(tokens);
            if (!lenient || catalog.findDataset(project, name).isEmpty()) {
                catalog.createDataset(project, name, Json.text(options, "location"), options);
            }
            return new Queries.Done("CREATE_SCHEMA", 0);
        }
        boolean view = tokens.skip("VIEW");
        if (!view) {
            tokens.expect("TABLE");
        }
        boolean lenient = tokens.skip("IF", "NOT", "EXISTS");
        TableId id = relations.id(tokens.path());
        String type = view ? "CREATE_VIEW" : "CREATE_TABLE";
        if (catalog.findTable(id).isPresent()) {
            if (lenient) {
                return new Queries.Done(type, 0);
            }
            if (replace) {
                catalog.deleteTable(id);
            }
        }
        return view ? createView(id, tokens) : createTable(id, tokens);
    }

    private Queries.Done createView(TableId id, Tokens tokens) {
        JsonObject resource = options(tokens);
        tokens.expect("AS");
        String query = Words.text(tokens.rest());
        JsonObject view = new JsonObject();
        view.addProperty("query", query);
        view.addProperty("useLegacySql", false);
        resource.add("view", view);
        catalog.createTable(id, resource, queries.prepare(query, context).schema());
        return new Queries.Done("CREATE_VIEW", 0);
    }

    private Queries.Done createTable(TableId id, Tokens tokens) {
        JsonObject resource = new JsonObject();
        Optional<TableSchema> schema = Optional.empty();
        if (tokens.peek().is("(")) {
            schema = Optional.of(columns(tokens.parenthesized(), resource));
        }
        if (tokens.skip("PARTITION", "BY")) {
            Partitioning.parse(tokens, resource);
        }
        if (tokens.skip("CLUSTER", "BY")) {
            JsonArray names = new JsonArray();
            do {
                names.add(tokens.next().text());
            } while (tokens.skip(","));
            JsonObject clustering = new JsonObject();
            clustering.add("fields", names);
            resource.add("clustering", clustering);
        }
        options(tokens).entrySet().forEach(e -> resource.add(e.getKey(), e.getValue()));
        if (!tokens.skip("AS")) {
            catalog.createTable(id, resource, schema.orElse(TableSchema.EMPTY));
            return new Queries.Done("CREATE_TABLE", 0);
        }
        Queries.Prepared query = queries.prepare(Words.text(tokens.rest()), context);
        Table table = catalog.createTable(id, resource, schema.orElse(query.schema()));
        try {
            table.commit((head, micros) -> queries.insert(query, head.rows(), micros));
        } catch (SQLException e) {
            throw Queries.failed(e);
        }
        return new Queries.Done("CREATE_TABLE_AS_SELECT", 0);
    }

    private static TableSchema columns(Tokens inner, JsonObject resource) {
        List<Field> fields = new ArrayList<>();
        for (Tokens column : inner.split()) {
            if (column.skip("PRIMARY", "KEY")) {
                JsonArray names = new JsonArray();
                column.parenthesized().split().forEach(n -> names.add(n.peek().text()));
                JsonObject key = new JsonObject();
                key.add("columns", names);
                JsonObject constraints = new JsonObject();
                constraints.add("primaryKey", key);
                resource.add("tableConstraints", constraints);
            } else {
                fields.add(column(column));
            }
        }
        return new TableSchema(fields);
    }

    private static Field column(Tokens column) {
        Field field = TypeParser.parse(column, column.next().text());
        while (column.hasNext()) {
            if (column.skip("NOT", "NULL")) {
                field = field.withMode(FieldMode.REQUIRED);
            } else if (column.skip("DEFAULT")) {
                JsonObject json = SchemaJson.write(field);
                json.addProperty("defaultValueExpression", Words.text(column.rest()));
                JsonArray fields = new JsonArray();
                fields.add(json);
                JsonObject schema = new JsonObject();
                schema.add("fields", fields);
                return SchemaJson.parse(schema).field(0);
            } else if (column.peek().is("OPTIONS")) {
                options(column);
            } else {
                throw ApiException.notEmulated("the column option " + column.peek().text());
            }
        }
        return field;
    }

    /** OPTIONS as members of the resource. */
    private static JsonObject options(Tokens tokens) {
        JsonObject options = new JsonObject();
        if (!tokens.skip("OPTIONS")) {
            return options;
        }
        for (Tokens option : tokens.parenthesized().split()) {
            String name = option.next().text().toLowerCase(Locale.ROOT);
            option.expect("=");
            Words.option(name, option, options);
        }
        return options;
    }

    private Queries.Done drop(Tokens tokens) {
        String kind = tokens.next().text().toUpperCase(Locale.ROOT);
        boolean lenient = tokens.skip("IF", "EXISTS");
        List<String> path = tokens.path();
        if (kind.equals("SCHEMA")) {
            String project = path.size() > 1 ? path.get(0) : context.project();
            String name = path.get(path.size() - 1);
            if (!lenient || catalog.findDataset(project, name).isPresent()) {
                catalog.deleteDataset(project, name, tokens.skip("CASCADE"));
            }
        } else {
            TableId id = relations.id(path);
            if (!lenient || catalog.findTable(id).isPresent()) {
                catalog.deleteTable(id);
            }
        }
        return new Queries.Done("DROP_" + kind, 0);
    }

    private Queries.Done alter(Tokens tokens) {
        boolean lenient = tokens.skip("IF", "EXISTS");
        List<String> path = tokens.path();
        if (lenient && catalog.findTable(relations.id(path)).isEmpty()) {
            return new Queries.Done("ALTER_TABLE", 0);
        }
        Table table = catalog.table(relations.id(path));
        if (tokens.peek().is("SET") && tokens.peek(1).is("OPTIONS")) {
            tokens.next();
            JsonObject options = options(tokens);
            table.update(before -> Json.patched(before, options), before -> before);
            return new Queries.Done("ALTER_TABLE", 0);
        }
        for (Tokens change : tokens.split()) {
            alterColumn(table, change);
        }
        return new Queries.Done("ALTER_TABLE", 0);
    }

    private static void alterColumn(Table table, Tokens change) {
        List<Field> fields = new ArrayList<>(table.schema().fields());
        if (change.skip("ADD", "COLUMN")) {
            boolean lenient = change.skip("IF", "NOT", "EXISTS");
            Field added = column(change);
            if (table.schema().find(added.name()).isPresent()) {
                if (lenient) {
                    return;
                }
                throw ApiException.invalidQuery("Column already exists: " + added.name());
            }
            fields.add(added);
        } else if (change.skip("DROP", "COLUMN")) {
            boolean lenient = change.skip("IF", "EXISTS");
            String name = change.next().text();
            if (!fields.removeIf(f -> f.name().equalsIgnoreCase(name)) && !lenient) {
                throw ApiException.invalidQuery("Column not found: " + name);
            }
        } else if (change.skip("ALTER", "COLUMN")) {
            int position = table.schema().position(change.next().text());
            if (position < 0 || !change.skip("DROP", "NOT", "NULL")) {
                throw ApiException.notEmulated("this ALTER COLUMN");
            }
            fields.set(position, fields.get(position).withMode(FieldMode.NULLABLE));
        } else {
            throw ApiException.notEmulated("ALTER TABLE " + change.peek().text());
        }
        table.update(before -> before, before -> new TableSchema(fields));
    }
}
