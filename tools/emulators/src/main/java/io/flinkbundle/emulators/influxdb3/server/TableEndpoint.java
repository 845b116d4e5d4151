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

package io.flinkbundle.emulators.influxdb3.server;

import io.flinkbundle.emulators.influxdb3.engine.DuckEngine;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.server.Parameters.BadParameter;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.influxdb3.store.CatalogException;
import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.DatabaseNames;
import io.flinkbundle.emulators.influxdb3.store.Table;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables that are created before they are written to, and deleted. */
@Internal
final class TableEndpoint {

    private final Catalog catalog;
    private final DuckEngine engine;

    TableEndpoint(Catalog catalog, DuckEngine engine) {
        this.catalog = catalog;
        this.engine = engine;
    }

    HttpReply handle(Call call) throws HttpFailure {
        try {
            return switch (call.method()) {
                case "POST" -> create(call);
                case "DELETE" -> delete(call);
                default -> throw Router.notFound();
            };
        } catch (CatalogException e) {
            throw CatalogFailures.of(e);
        } catch (BadParameter e) {
            throw e.failure();
        }
    }

    private HttpReply create(Call call) throws HttpFailure, CatalogException {
        JsonFields body = new JsonFields(call.json());
        String database = body.text("db");
        String table = body.text("table");
        List<String> tags =
                body.findTexts("tags").orElseThrow(() -> Call.badJson("missing field `tags`"));
        List<JsonElement> described =
                body.findArray("fields").orElseThrow(() -> Call.badJson("missing field `fields`"));
        Map<String, ColumnType> fields = new LinkedHashMap<>();
        for (JsonElement element : described) {
            if (!element.isJsonObject()) {
                throw Call.badJson("invalid type for `fields`, expected a map");
            }
            JsonFields field = new JsonFields(element.getAsJsonObject());
            if (fields.put(field.text("name"), type(field.text("type"))) != null) {
                throw HttpFailure.text(
                        HttpFailure.BAD_REQUEST,
                        "cannot add column " + field.text("name") + " because it already exists");
            }
        }
        DatabaseNames.check(database);
        catalog.createTable(database, table, tags, fields);
        return HttpReply.ok();
    }

    private static ColumnType type(String name) throws HttpFailure {
        return switch (name) {
            case "utf8" -> ColumnType.STRING;
            case "int64" -> ColumnType.INTEGER;
            case "uint64" -> ColumnType.UINTEGER;
            case "float64" -> ColumnType.FLOAT;
            case "bool" -> ColumnType.BOOLEAN;
            default ->
                    throw Call.badJson(
                            "unknown variant `"
                                    + name
                                    + "`, expected one of `utf8`, `int64`, `uint64`, `float64`,"
                                    + " `bool`");
        };
    }

    private HttpReply delete(Call call) throws CatalogException, BadParameter {
        String databaseName = call.parameters().require("db");
        String name = call.parameters().require("table");
        Table table = catalog.table(databaseName, name);
        Optional<Database> database = catalog.find(databaseName);
        catalog.deleteTable(databaseName, name);
        database.ifPresent(found -> engine.drop(found, table));
        return HttpReply.ok();
    }
}
