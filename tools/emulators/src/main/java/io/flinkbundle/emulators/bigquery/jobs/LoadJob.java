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

package io.flinkbundle.emulators.bigquery.jobs;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.gcs.ObjectStore;
import io.flinkbundle.emulators.bigquery.gcs.StoredObject;
import io.flinkbundle.emulators.bigquery.http.HttpCall;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.rest.TablesApi;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.SchemaJson;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.value.JsonRows;
import io.flinkbundle.emulators.bigquery.value.ValueException;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Loads files into a table: JSON by lines, Avro, or Parquet. */
@Internal
final class LoadJob {

    private final Catalog catalog;
    private final TablesApi tables;
    private final ObjectStore objects;
    private final int maxFiles;

    LoadJob(Catalog catalog, TablesApi tables, ObjectStore objects, int maxFiles) {
        this.catalog = catalog;
        this.tables = tables;
        this.objects = objects;
        this.maxFiles = maxFiles;
    }

    /**
     * @param uploaded the file that came with the call, in place of those that it names
     */
    JsonObject run(String project, JsonObject config, Optional<byte[]> uploaded) {
        List<byte[]> files = uploaded.map(List::of).orElseGet(() -> files(config));
        Destination destination =
                new Destination(
                        catalog,
                        tables,
                        TablesApi.id(required(config, "destinationTable"), project),
                        config,
                        "WRITE_APPEND");
        String format = Json.text(config, "sourceFormat").orElse("CSV");
        try {
            long rows =
                    switch (format) {
                        case "NEWLINE_DELIMITED_JSON" -> json(config, destination, files);
                        case "AVRO" -> avro(config, destination, files);
                        case "PARQUET" -> parquet(config, destination, files);
                        default -> throw ApiException.notEmulated("load jobs of " + format);
                    };
            return statistics(files, rows);
        } catch (SQLException e) {
            throw ApiException.invalid("Error while reading data: " + e.getMessage());
        }
    }

    private static JsonObject statistics(List<byte[]> files, long rows) {
        JsonObject statistics = new JsonObject();
        long bytes = files.stream().mapToLong(file -> file.length).sum();
        statistics.addProperty("inputFiles", Integer.toString(files.size()));
        statistics.addProperty("inputFileBytes", Long.toString(bytes));
        statistics.addProperty("outputRows", Long.toString(rows));
        statistics.addProperty("outputBytes", Long.toString(bytes));
        statistics.addProperty("badRecords", "0");
        return statistics;
    }

    private static JsonElement required(JsonObject config, String name) {
        return Json.at(config, name)
                .orElseThrow(() -> ApiException.invalid("Required parameter is missing: " + name));
    }

    private List<byte[]> files(JsonObject config) {
        JsonArray uris = required(config, "sourceUris").getAsJsonArray();
        List<byte[]> files = new ArrayList<>();
        for (JsonElement uri : uris) {
            for (StoredObject object : objects.resolve(uri.getAsString())) {
                files.add(object.content());
            }
        }
        if (files.size() > maxFiles) {
            throw ApiException.invalid(
                    "Quota exceeded: Your load job has too many source files: "
                            + files.size()
                            + " of "
                            + maxFiles);
        }
        return files;
    }

    private static Optional<TableSchema> given(JsonObject config) {
        return Json.object(config, "schema")
                .map(SchemaJson::parse)
                .filter(schema -> schema.size() > 0);
    }

    private TableSchema schema(JsonObject config, Destination destination) {
        return given(config)
                .or(destination::present)
                .orElseThrow(
                        () ->
                                ApiException.invalid(
                                        "No schema specified on job or table. Entity: "
                                                + config.get("destinationTable")));
    }

    private Destination.Inserter rows(TableSchema schema, List<Object[]> rows) {
        return (target, table, micros) -> {
            List<Object[]> placed = new ArrayList<>(rows.size());
            int[] places =
                    target.fields().stream().mapToInt(f -> schema.position(f.name())).toArray();
            for (Object[] row : rows) {
                Object[] other = new Object[places.length];
                for (int i = 0; i < places.length; i++) {
                    other[i] = places[i] < 0 ? null : row[places[i]];
                }
                placed.add(other);
            }
            catalog.engine().append(table, target, placed, () -> micros);
            return rows.size();
        };
    }

    private long json(JsonObject config, Destination destination, List<byte[]> files)
            throws SQLException {
        TableSchema schema = schema(config, destination);
        JsonRows reader = new JsonRows(schema, Json.flag(config, "ignoreUnknownValues"));
        long maxBad = Json.text(config, "maxBadRecords").map(Long::parseLong).orElse(0L);
        List<Object[]> rows = new ArrayList<>();
        long bad = 0;
        for (byte[] file : files) {
            for (String line : new String(file, UTF_8).split("\n")) {
                if (line.isBlank()) {
                    continue;
                }
                try {
                    rows.add(reader.read(HttpCall.json(line)));
                } catch (ValueException | ApiException e) {
                    if (++bad > maxBad) {
                        throw ApiException.invalid(
                                "Error while reading data, error message: JSON table encountered"
                                        + " too many errors, giving up. Rows: "
                                        + (rows.size() + 1)
                                        + "; errors: "
                                        + bad
                                        + ". "
                                        + e.getMessage());
                    }
                }
            }
        }
        return destination.write(schema, rows(schema, rows));
    }

    private long avro(JsonObject config, Destination destination, List<byte[]> files)
            throws SQLException {
        AvroInput input = new AvroInput(Json.flag(config, "useAvroLogicalTypes"));
        TableSchema schema =
                given(config)
                        .or(
                                () ->
                                        destination
                                                .present()
                                                .filter(
                                                        s ->
                                                                Json.at(
                                                                                config,
                                                                                "schemaUpdateOptions")
                                                                        .isEmpty()))
                        .orElseGet(() -> input.schema(files.get(0)));
        List<Object[]> rows = new ArrayList<>();
        files.forEach(file -> rows.addAll(input.read(file, schema)));
        return destination.write(schema, rows(schema, rows));
    }

    private long parquet(JsonObject config, Destination destination, List<byte[]> files)
            throws SQLException {
        TableSchema schema = schema(config, destination);
        return destination.write(
                schema,
                (target, table, micros) -> {
                    long count = 0;
                    for (byte[] file : files) {
                        count += parquet(schema, table, micros, file);
                    }
                    return count;
                });
    }

    private long parquet(TableSchema schema, String table, long micros, byte[] file)
            throws SQLException {
        try {
            Path path = Files.createTempFile("bigquery-emulator", ".parquet");
            try {
                Files.write(path, file);
                return catalog.engine()
                        .inTransaction(
                                connection -> {
                                    try (Statement statement = connection.createStatement()) {
                                        return statement.executeLargeUpdate(
                                                parquetSql(schema, table, micros, path));
                                    }
                                });
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A Parquet file could not be staged for DuckDB.", e);
        }
    }

    private static String parquetSql(TableSchema schema, String table, long micros, Path path) {
        String columns =
                schema.fields().stream()
                        .map(LoadJob::parquetColumn)
                        .collect(Collectors.joining(", "));
        return "INSERT INTO "
                + DuckEngine.STORE
                + "."
                + table
                + " ("
                + DuckEngine.NUMBER
                + ", "
                + DuckTypes.names(schema)
                + ") SELECT "
                + micros
                + ", "
                + columns
                + " FROM read_parquet("
                + DuckTypes.literal(path.toString())
                + ")";
    }

    private static String parquetColumn(Field field) {
        return "CAST(" + DuckTypes.quote(field.name()) + " AS " + DuckTypes.of(field) + ")";
    }
}
