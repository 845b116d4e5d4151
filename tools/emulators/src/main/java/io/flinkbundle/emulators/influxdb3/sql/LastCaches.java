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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.engine.DuckEngine;
import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.LastCache;
import io.flinkbundle.emulators.influxdb3.store.Table;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table function {@code last_cache('table', 'cache')}. */
@Internal
final class LastCaches {

    static final String FUNCTION = "last_cache";

    private LastCaches() {}

    /** The points of a cache as a query in parentheses. */
    static String query(Database database, List<String> arguments, long nowMillis)
            throws SqlException {
        if (arguments.isEmpty()) {
            throw SqlException.plan("first argument must be the table name as a string");
        }
        Table table =
                database.table(arguments.get(0))
                        .orElseThrow(() -> SqlException.plan("provided table name is invalid"));
        LastCache cache =
                cache(table, arguments)
                        .orElseThrow(
                                () ->
                                        SqlException.plan(
                                                "could not find cache for the given arguments"));
        List<Column> keys = new ArrayList<>();
        for (String key : cache.keys()) {
            table.schema().column(key).ifPresent(keys::add);
        }
        long writtenAfter = Math.max(cache.createdMillis(), nowMillis - cache.ttl().toMillis());
        return DuckEngine.latestPoints(
                database, table, keys, values(table, cache), cache.count(), writtenAfter);
    }

    private static Optional<LastCache> cache(Table table, List<String> arguments) {
        if (arguments.size() > 1) {
            return Optional.ofNullable(table.caches().get(arguments.get(1)));
        }
        return table.caches().size() == 1
                ? table.caches().values().stream().findFirst()
                : Optional.empty();
    }

    private static List<Column> values(Table table, LastCache cache) {
        List<Column> values = new ArrayList<>();
        if (cache.values().isEmpty()) {
            for (Column column : table.schema().columns()) {
                if (!cache.keys().contains(column.name())) {
                    values.add(column);
                }
            }
            return values;
        }
        for (String name : cache.values().get()) {
            table.schema().column(name).filter(column -> !column.isTime()).ifPresent(values::add);
        }
        table.schema().column(Column.TIME).ifPresent(values::add);
        return values;
    }
}
