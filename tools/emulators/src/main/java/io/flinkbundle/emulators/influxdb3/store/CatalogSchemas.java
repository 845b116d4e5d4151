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

package io.flinkbundle.emulators.influxdb3.store;

import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;
import io.flinkbundle.emulators.influxdb3.write.Schemas;

import org.apache.flink.annotation.Internal;

import java.util.Optional;

/** The schemas of a database, which may not exist yet. */
@Internal
final class CatalogSchemas implements Schemas {

    private final Catalog catalog;
    private final Optional<Database> database;

    CatalogSchemas(Catalog catalog, Optional<Database> database) {
        this.catalog = catalog;
        this.database = database;
    }

    @Override
    public Optional<TableSchema> find(String table) {
        return database.flatMap(found -> found.table(table)).map(Table::schema);
    }

    @Override
    public int tables() {
        return catalog.tableCount();
    }

    @Override
    public Limits limits() {
        return catalog.limits();
    }
}
