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
import io.flinkbundle.emulators.bigquery.engine.RowCursor;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.gcs.ObjectStore;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.rest.TablesApi;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.value.AvroRows;
import io.flinkbundle.emulators.bigquery.value.JsonCells;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes a table into a file: JSON by lines, or Avro. */
@Internal
final class ExtractJob {

    private static final String FIRST_FILE = "000000000000";

    private final Catalog catalog;
    private final ObjectStore objects;

    ExtractJob(Catalog catalog, ObjectStore objects) {
        this.catalog = catalog;
        this.objects = objects;
    }

    JsonObject run(String project, JsonObject config) {
        Table table =
                catalog.table(
                        TablesApi.id(
                                Json.at(config, "sourceTable")
                                        .orElseThrow(
                                                () ->
                                                        ApiException.invalid(
                                                                "Required parameter is missing:"
                                                                        + " sourceTable")),
                                project));
        String uri =
                Json.at(config, "destinationUris")
                        .map(uris -> uris.getAsJsonArray().get(0).getAsString())
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Required parameter is missing:"
                                                        + " destinationUris"));
        String format = Json.text(config, "destinationFormat").orElse("CSV");
        byte[] file =
                switch (format) {
                    case "NEWLINE_DELIMITED_JSON" -> json(table);
                    case "AVRO" -> avro(table);
                    default -> throw ApiException.notEmulated("extract jobs of " + format);
                };
        objects.write(uri.replace("*", FIRST_FILE), file);
        JsonArray counts = new JsonArray();
        counts.add("1");
        JsonObject statistics = new JsonObject();
        statistics.add("destinationUriFileCounts", counts);
        return statistics;
    }

    private RowCursor rows(Table.Head head) {
        return catalog.engine().read(head.schema(), DuckEngine.STORE + "." + head.rows());
    }

    private byte[] json(Table table) {
        Table.Head head = table.head();
        StringBuilder lines = new StringBuilder();
        try (RowCursor cursor = rows(head)) {
            while (cursor.next()) {
                lines.append(object(head.schema().fields(), cursor.row())).append('\n');
            }
        }
        return lines.toString().getBytes(UTF_8);
    }

    private static JsonObject object(List<Field> fields, Object[] values) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            if (field.isRepeated()) {
                JsonArray elements = new JsonArray();
                for (Object e : (List<?>) values[i]) {
                    elements.add(element(field.asElement(), e));
                }
                json.add(field.name(), elements);
            } else if (values[i] != null) {
                json.add(field.name(), element(field, values[i]));
            }
        }
        return json;
    }

    private static JsonElement element(Field field, Object value) {
        return switch (field.type()) {
            case BOOL -> new JsonPrimitive((Boolean) value);
            case STRUCT, RANGE -> object(field.parts(), (Object[]) value);
            default -> new JsonPrimitive(JsonCells.plainText(field, value));
        };
    }

    private byte[] avro(Table table) {
        Table.Head head = table.head();
        AvroRows records = new AvroRows(head.schema());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer =
                        new DataFileWriter<>(new GenericDatumWriter<>(records.schema()));
                RowCursor cursor = rows(head)) {
            writer.create(records.schema(), out);
            while (cursor.next()) {
                writer.append(records.record(cursor.row()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A table could not be written in Avro.", e);
        }
        return out.toByteArray();
    }
}
