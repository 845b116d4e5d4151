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

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;
import io.flinkbundle.emulators.influxdb3.server.Parameters.BadParameter;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.influxdb3.store.CatalogException;
import io.flinkbundle.emulators.influxdb3.store.LastCache;
import io.flinkbundle.emulators.influxdb3.store.Table;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Last-value caches. */
@Internal
final class LastCacheEndpoint {

    private static final int DEFAULT_COUNT = 1;

    private final Catalog catalog;
    private final EmulatorClock clock;

    LastCacheEndpoint(Catalog catalog, EmulatorClock clock) {
        this.catalog = catalog;
        this.clock = clock;
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
        String tableName = body.text("table");
        Optional<List<String>> values = body.findTexts("value_columns");
        Optional<List<String>> givenKeys = body.findTexts("key_columns");
        Optional<String> givenName = body.findText("name");
        long count = body.findNumber("count").orElse(DEFAULT_COUNT);
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw Call.badJson("last cache size must be greater than 0");
        }
        Duration ttl =
                Duration.ofSeconds(
                        body.findNumber("ttl").orElse(LastCache.DEFAULT_TTL.toSeconds()));
        Table table = catalog.table(database, tableName);
        List<String> keys =
                givenKeys.orElseGet(
                        () -> table.schema().tags().stream().map(Column::name).toList());
        checkKeys(table.schema(), keys);
        checkValues(table.schema(), values.orElse(List.of()));
        String name = givenName.orElse(tableName + "_" + String.join("_", keys) + "_last_cache");
        LastCache cache = new LastCache(name, keys, values, (int) count, ttl, clock.millis());
        catalog.addCache(database, tableName, cache);
        return HttpReply.created("application/json", describe(table, cache));
    }

    private static void checkKeys(TableSchema schema, List<String> keys) throws CatalogException {
        for (String key : keys) {
            Column column =
                    schema.column(key)
                            .orElseThrow(() -> invalid("invalid key column provided: " + key));
            if (column.isTime() || column.type() == ColumnType.FLOAT) {
                throw new CatalogException(
                        CatalogException.Kind.INVALID,
                        "only uint64, int64, bool, tag, and string columns are supported in the"
                                + " last cache");
            }
        }
    }

    private static void checkValues(TableSchema schema, List<String> values)
            throws CatalogException {
        for (String value : values) {
            if (schema.column(value).isEmpty()) {
                throw invalid("invalid value column provided: " + value);
            }
        }
    }

    private static CatalogException invalid(String message) {
        return new CatalogException(
                CatalogException.Kind.INVALID, "invalid configuration provided: " + message);
    }

    private static Map<String, Object> describe(Table table, LastCache cache) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("table", table.name());
        description.put("name", cache.name());
        description.put("key_columns", cache.keys());
        cache.values().ifPresent(values -> description.put("value_columns", values));
        description.put("count", cache.count());
        description.put("ttl", cache.ttl().toSeconds());
        return description;
    }

    private HttpReply delete(Call call) throws HttpFailure, CatalogException, BadParameter {
        if (call.parameters().isEmpty()) {
            JsonFields body = new JsonFields(call.json());
            catalog.removeCache(body.text("db"), body.text("table"), body.text("name"));
        } else {
            Parameters parameters = call.parameters();
            catalog.removeCache(
                    parameters.require("db"),
                    parameters.require("table"),
                    parameters.require("name"));
        }
        return HttpReply.ok();
    }
}
