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

package io.flinkbundle.emulators.bigquery.rest;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldType;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.EnumSet;
import java.util.Set;

/** What the definition of a table must keep to. */
@Internal
final class TableRules {

    private static final int MAX_CLUSTERING = 4;
    private static final int MAX_KEY = 16;
    private static final Set<FieldType> TIMES =
            EnumSet.of(FieldType.DATE, FieldType.DATETIME, FieldType.TIMESTAMP);
    private static final Set<FieldType> CLUSTERED =
            EnumSet.of(
                    FieldType.STRING,
                    FieldType.INT64,
                    FieldType.NUMERIC,
                    FieldType.BIGNUMERIC,
                    FieldType.DATE,
                    FieldType.DATETIME,
                    FieldType.TIMESTAMP,
                    FieldType.BOOL,
                    FieldType.GEOGRAPHY,
                    FieldType.RANGE);
    private static final Set<FieldType> NO_KEYS =
            EnumSet.of(
                    FieldType.STRUCT,
                    FieldType.JSON,
                    FieldType.GEOGRAPHY,
                    FieldType.INTERVAL,
                    FieldType.RANGE,
                    FieldType.FLOAT64,
                    FieldType.BYTES);

    private TableRules() {}

    /**
     * @throws ApiException when the service would refuse the definition
     */
    static void check(JsonObject table, TableSchema schema) {
        Json.text(table, "timePartitioning", "field").ifPresent(name -> checkTime(name, schema));
        Json.text(table, "rangePartitioning", "field").ifPresent(name -> checkRange(name, schema));
        if (table.has("timePartitioning") && table.has("rangePartitioning")) {
            throw ApiException.invalid(
                    "Only one of time partitioning and range partitioning can be specified.");
        }
        Json.at(table, "clustering", "fields")
                .ifPresent(fields -> checkClustering(fields.getAsJsonArray(), schema));
        Json.at(table, "tableConstraints", "primaryKey", "columns")
                .ifPresent(columns -> checkKey(columns.getAsJsonArray(), schema));
    }

    private static Field field(String name, TableSchema schema, String use) {
        return schema.find(name)
                .orElseThrow(
                        () ->
                                ApiException.invalid(
                                        "The field specified for "
                                                + use
                                                + " cannot be found in the schema: "
                                                + name));
    }

    private static void checkTime(String name, TableSchema schema) {
        Field field = field(name, schema, "partitioning");
        if (field.isRepeated() || !TIMES.contains(field.type())) {
            throw ApiException.invalid(
                    "The field specified for time partitioning can only be of type TIMESTAMP, DATE"
                            + " or DATETIME. The type found is: "
                            + field.type().restName());
        }
    }

    private static void checkRange(String name, TableSchema schema) {
        Field field = field(name, schema, "partitioning");
        if (field.isRepeated() || field.type() != FieldType.INT64) {
            throw ApiException.invalid(
                    "The field specified for range partitioning can only be of type INTEGER. The"
                            + " type found is: "
                            + field.type().restName());
        }
    }

    private static void checkClustering(JsonArray names, TableSchema schema) {
        if (names.size() > MAX_CLUSTERING) {
            throw ApiException.invalid(
                    "Too many fields specified for clustering: "
                            + names.size()
                            + ". A maximum of 4 fields is allowed.");
        }
        for (JsonElement name : names) {
            Field field = field(name.getAsString(), schema, "clustering");
            if (field.isRepeated() || !CLUSTERED.contains(field.type())) {
                throw ApiException.invalid(
                        "Clustering is not supported on field "
                                + field.name()
                                + " of type "
                                + field.type().restName());
            }
        }
    }

    private static void checkKey(JsonArray names, TableSchema schema) {
        if (names.size() > MAX_KEY) {
            throw ApiException.invalid(
                    "A primary key has at most 16 columns, not " + names.size() + ".");
        }
        for (JsonElement name : names) {
            Field field = field(name.getAsString(), schema, "the primary key");
            if (field.isRepeated() || NO_KEYS.contains(field.type())) {
                throw ApiException.invalid(
                        "Column "
                                + field.name()
                                + " of type "
                                + field.type().restName()
                                + " cannot be part of a primary key.");
            }
        }
    }
}
