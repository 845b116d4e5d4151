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
import io.flinkbundle.emulators.influxdb3.server.Parameters.BadParameter;
import io.flinkbundle.emulators.influxdb3.sql.ResultFormat;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.influxdb3.store.CatalogException;
import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.DatabaseNames;

import org.apache.flink.annotation.Internal;

import com.google.gson.Gson;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Databases and how long they keep points. */
@Internal
final class DatabaseEndpoint {

    private static final String RETENTION = "/api/v3/configure/database/retention_period";
    private static final String COLUMN = "iox::database";
    private static final Gson GSON = new Gson();

    private final Catalog catalog;
    private final DuckEngine engine;

    DatabaseEndpoint(Catalog catalog, DuckEngine engine) {
        this.catalog = catalog;
        this.engine = engine;
    }

    HttpReply handle(Call call) throws HttpFailure {
        try {
            if (call.path().equals(RETENTION)) {
                return retention(call);
            }
            return switch (call.method()) {
                case "GET" -> list(call);
                case "POST" -> create(call);
                case "PUT" -> update(call);
                case "DELETE" -> delete(call);
                default -> throw Router.notFound();
            };
        } catch (CatalogException e) {
            throw CatalogFailures.of(e);
        } catch (BadParameter e) {
            throw e.failure();
        }
    }

    private HttpReply list(Call call) throws HttpFailure, BadParameter {
        ResultFormat format = QueryEndpoint.formatByName(call.parameters().require("format"), true);
        List<String> names = catalog.databases().stream().map(Database::name).toList();
        String body =
                switch (format) {
                    case JSON -> GSON.toJson(names.stream().map(DatabaseEndpoint::row).toList());
                    case JSON_LINES ->
                            names.stream()
                                    .map(name -> GSON.toJson(row(name)) + "\n")
                                    .collect(Collectors.joining());
                    case CSV ->
                            COLUMN
                                    + "\n"
                                    + names.stream()
                                            .map(name -> name + "\n")
                                            .collect(Collectors.joining());
                    default -> throw HttpFailure.notEmulated("the format " + format);
                };
        return HttpReply.ok(format.contentType(), body);
    }

    private static Map<String, String> row(String name) {
        return Map.of(COLUMN, name);
    }

    private HttpReply create(Call call) throws HttpFailure, CatalogException {
        JsonFields fields = new JsonFields(call.json());
        String name = fields.text("db");
        DatabaseNames.check(name);
        catalog.createDatabase(name, period(fields));
        return HttpReply.ok();
    }

    private HttpReply update(Call call) throws HttpFailure, CatalogException {
        JsonFields fields = new JsonFields(call.json());
        catalog.changeRetention(fields.text("db"), period(fields));
        return HttpReply.ok();
    }

    private static Optional<Duration> period(JsonFields fields) throws HttpFailure {
        Optional<String> text = fields.findText("retention_period");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                HumanTime.parse(text.get())
                        .orElseThrow(() -> Call.badJson("invalid duration: " + text.get())));
    }

    private HttpReply delete(Call call) throws CatalogException, BadParameter {
        Database deleted = catalog.deleteDatabase(call.parameters().require("db"));
        deleted.tables().forEach(table -> engine.drop(deleted, table));
        return HttpReply.ok();
    }

    private HttpReply retention(Call call) throws HttpFailure, CatalogException, BadParameter {
        String name = call.parameters().require("db");
        if (call.is("DELETE")) {
            catalog.changeRetention(name, Optional.empty());
        } else if (call.is("POST")) {
            String period = call.parameters().require("duration");
            catalog.changeRetention(
                    name,
                    Optional.of(
                            HumanTime.parse(period)
                                    .orElseThrow(
                                            () ->
                                                    HttpFailure.text(
                                                            HttpFailure.BAD_REQUEST,
                                                            "Cannot parse the given human time: "
                                                                    + period))));
        } else {
            throw Router.notFound();
        }
        return HttpReply.noContent();
    }
}
