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

import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;
import io.flinkbundle.emulators.influxdb3.store.CatalogException.Kind;
import io.flinkbundle.emulators.influxdb3.write.Schemas;
import io.flinkbundle.emulators.influxdb3.write.TableBatch;
import io.flinkbundle.emulators.influxdb3.write.WriteBatch;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The databases and the schemas of their tables. Thread-safe: changes are made one after the other.
 */
@Internal
public final class Catalog {

    private final Limits limits;
    private final Map<String, Database> databases = new ConcurrentSkipListMap<>();

    private int nextDatabase;
    private int nextTable;

    public Catalog(Limits limits) {
        this.limits = limits;
    }

    public Limits limits() {
        return limits;
    }

    public Optional<Database> find(String database) {
        return Optional.ofNullable(databases.get(database));
    }

    /** The databases by their names. */
    public List<Database> databases() {
        return List.copyOf(databases.values());
    }

    public synchronized Database createDatabase(String name, Optional<Duration> retention)
            throws CatalogException {
        if (databases.containsKey(name)) {
            throw CatalogException.exists();
        }
        return addDatabase(name, retention);
    }

    private Database addDatabase(String name, Optional<Duration> retention)
            throws CatalogException {
        if (databases.size() >= limits.databases()) {
            throw new CatalogException(Kind.LIMIT, limits.tooManyDatabases());
        }
        Database database = new Database(nextDatabase++, name, retention);
        databases.put(name, database);
        return database;
    }

    public synchronized void changeRetention(String name, Optional<Duration> retention)
            throws CatalogException {
        database(name).retention(retention);
    }

    /** Deletes a database at once and for good. */
    public synchronized Database deleteDatabase(String name) throws CatalogException {
        Database database = database(name);
        databases.remove(name);
        return database;
    }

    /**
     * Creates a table before its first point, and its database when there is none of this name.
     *
     * @param tags their names, in the order in which they tell series apart
     * @param fields their types by their names
     */
    public synchronized Table createTable(
            String databaseName, String name, List<String> tags, Map<String, ColumnType> fields)
            throws CatalogException {
        Optional<Database> existing = find(databaseName);
        if (existing.flatMap(found -> found.table(name)).isPresent()) {
            throw CatalogException.exists();
        }
        TableSchema schema = NewSchemas.of(tags, fields, limits);
        if (tableCount() >= limits.tables()) {
            throw new CatalogException(Kind.LIMIT, limits.tooManyTables(tableCount()));
        }
        Database database =
                existing.isPresent() ? existing.get() : addDatabase(databaseName, Optional.empty());
        return addTable(database, name, schema);
    }

    private Table addTable(Database database, String name, TableSchema schema) {
        Table table = new Table(nextTable++, name, schema);
        database.add(table);
        return table;
    }

    /** Deletes a table at once and for good. */
    public synchronized void deleteTable(String databaseName, String name) throws CatalogException {
        if (!database(databaseName).remove(name)) {
            throw CatalogException.notFound(name);
        }
    }

    public synchronized void addCache(String databaseName, String tableName, LastCache cache)
            throws CatalogException {
        table(databaseName, tableName).addCache(cache);
    }

    public synchronized void removeCache(String databaseName, String tableName, String cache)
            throws CatalogException {
        table(databaseName, tableName).removeCache(cache);
    }

    /** The table, which must be there. */
    public Table table(String databaseName, String name) throws CatalogException {
        return database(databaseName)
                .table(name)
                .orElseThrow(() -> CatalogException.notFound(name));
    }

    private Database database(String name) throws CatalogException {
        return find(name).orElseThrow(() -> CatalogException.notFound(name));
    }

    public synchronized void clear() {
        databases.clear();
    }

    int tableCount() {
        return databases.values().stream().mapToInt(database -> database.tables().size()).sum();
    }

    /** The schemas as a write to this database finds them. */
    public Schemas schemas(String databaseName) {
        return new CatalogSchemas(this, find(databaseName));
    }

    /** A table and the points that it is to take. */
    @Internal
    public record TableWrite(Database database, Table table, TableBatch batch) {}

    /**
     * Makes the changes that a write brings with it: its database, its tables and its columns.
     *
     * @return where its points go, or nothing when the schemas are no longer those that it was
     *     parsed against
     */
    public Optional<List<TableWrite>> apply(String databaseName, WriteBatch write)
            throws CatalogException {
        if (write.changesSchemas() || find(databaseName).isEmpty()) {
            return change(databaseName, write);
        }
        return targets(databaseName, write);
    }

    private synchronized Optional<List<TableWrite>> change(String databaseName, WriteBatch write)
            throws CatalogException {
        Optional<Database> existing = find(databaseName);
        for (TableBatch batch : write.tables()) {
            TableSchema now =
                    existing.flatMap(found -> found.table(batch.table()))
                            .map(Table::schema)
                            .orElse(TableSchema.EMPTY);
            if (now != batch.draft().base()) {
                return Optional.empty();
            }
        }
        Database database =
                existing.isPresent() ? existing.get() : addDatabase(databaseName, Optional.empty());
        for (TableBatch batch : write.tables()) {
            Optional<Table> table = database.table(batch.table());
            if (table.isEmpty()) {
                addTable(database, batch.table(), batch.draft().schema());
            } else if (batch.draft().hasAdded()) {
                table.get().schema(batch.draft().schema());
            }
        }
        return targets(databaseName, write);
    }

    private Optional<List<TableWrite>> targets(String databaseName, WriteBatch write) {
        Optional<Database> database = find(databaseName);
        List<TableWrite> targets = new ArrayList<>();
        for (TableBatch batch : write.tables()) {
            Optional<Table> table = database.flatMap(found -> found.table(batch.table()));
            if (table.isEmpty() || !table.get().schema().extendsOrIs(batch.draft().schema())) {
                return Optional.empty();
            }
            targets.add(new TableWrite(database.get(), table.get(), batch));
        }
        return Optional.of(targets);
    }
}
