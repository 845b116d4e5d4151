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

package io.flinkbundle.connector.duckdb.catalog;

import io.flinkbundle.connector.common.catalog.TablesOnlyCatalog;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.table.DuckDbDynamicTableFactory;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.TableChange;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotEmptyException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.factories.Factory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The schemas, tables and views of one DuckDB file, without any DDL:
 *
 * <pre>{@code
 * CREATE CATALOG lake WITH ('type' = 'duckdb', 'path' = '/data/lake.duckdb');
 * SELECT * FROM lake.main.readings;
 * }</pre>
 *
 * <p>A schema is a database of Flink. Names are found without regard to case, as in DuckDB, and
 * listed as they were created. Each call opens the file, waits for others as long as {@code
 * connection.max-wait} says, and releases it. Thread-safe.
 */
@PublicEvolving
public final class DuckDbCatalog extends TablesOnlyCatalog {

    /** The schema that every file has, and one that is missing would have. */
    private static final String MAIN = "main";

    private final DatabaseFile file;
    private final Map<String, String> tableOptions;

    /**
     * @param settings the file and how it is opened
     * @param options the options of the connector that all tables get, the file's among them
     */
    DuckDbCatalog(
            String name,
            String defaultDatabase,
            DuckDbSettings settings,
            Map<String, String> options) {
        super(name, defaultDatabase, "DuckDB");
        this.file = new DatabaseFile(settings, "catalog '" + name + "'");
        this.tableOptions = TableOptions.ofCatalog(options);
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new DuckDbDynamicTableFactory());
    }

    /**
     * @throws CatalogException if the file is no database, or lacks the default schema
     */
    @Override
    public void open() {
        if (!databaseExists(getDefaultDatabase())) {
            throw new CatalogException(
                    String.format(
                            "DuckDB database '%s' has no schema '%s'. Set 'default-database' to"
                                    + " one of %s.",
                            file.path(), getDefaultDatabase(), listDatabases()));
        }
    }

    @Override
    public void close() {
        // Nothing is open between two calls.
    }

    @Override
    public List<String> listDatabases() {
        return file.read("list schemas", List.of(MAIN), SchemaQueries::schemas);
    }

    @Override
    public CatalogDatabase getDatabase(String database) throws DatabaseNotExistException {
        checkDatabase(database);
        return new CatalogDatabaseImpl(Map.of(), null);
    }

    @Override
    public boolean databaseExists(String database) {
        return listDatabases().stream().anyMatch(database::equalsIgnoreCase);
    }

    private void checkDatabase(String database) throws DatabaseNotExistException {
        if (!databaseExists(database)) {
            throw new DatabaseNotExistException(getName(), database);
        }
    }

    @Override
    public void createDatabase(String database, CatalogDatabase definition, boolean ignoreIfExists)
            throws DatabaseAlreadyExistException {
        if (databaseExists(database)) {
            if (!ignoreIfExists) {
                throw new DatabaseAlreadyExistException(getName(), database);
            }
            return;
        }
        String comment = definition.getComment();
        if (!definition.getProperties().isEmpty() || comment != null && !comment.isEmpty()) {
            throw new ValidationException(
                    "Schema '"
                            + database
                            + "' cannot be created with properties or a comment: DuckDB keeps"
                            + " neither. Leave them out.");
        }
        file.change(
                "create schema '" + database + "'",
                List.of(),
                List.of("CREATE SCHEMA " + Identifiers.quote(database)));
    }

    @Override
    public void dropDatabase(String database, boolean ignoreIfNotExists, boolean cascade)
            throws DatabaseNotExistException, DatabaseNotEmptyException {
        if (!databaseExists(database)) {
            if (!ignoreIfNotExists) {
                throw new DatabaseNotExistException(getName(), database);
            }
            return;
        }
        if (!cascade && !listTables(database).isEmpty()) {
            throw new DatabaseNotEmptyException(getName(), database);
        }
        file.change(
                "drop schema '" + database + "'",
                List.of(),
                List.of(
                        "DROP SCHEMA "
                                + Identifiers.quote(database)
                                + (cascade ? " CASCADE" : "")));
    }

    /** Tables and views. */
    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        checkDatabase(database);
        return file.read(
                "list tables",
                List.of(),
                connection ->
                        Stream.concat(
                                        SchemaQueries.tables(connection, database).stream(),
                                        SchemaQueries.views(connection, database).stream())
                                .sorted()
                                .toList());
    }

    @Override
    public List<String> listViews(String database) throws DatabaseNotExistException {
        checkDatabase(database);
        return file.read(
                "list views", List.of(), connection -> SchemaQueries.views(connection, database));
    }

    private Optional<FoundTable> find(ObjectPath path) {
        return file.read(
                "look up table '" + path.getFullName() + "'",
                Optional.empty(),
                connection ->
                        SchemaQueries.find(
                                connection, path.getDatabaseName(), path.getObjectName()));
    }

    private FoundTable get(ObjectPath path) throws TableNotExistException {
        return find(path).orElseThrow(() -> new TableNotExistException(getName(), path));
    }

    /** A view is a table as well, since its SQL is DuckDB's. */
    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        FoundTable found = get(path);
        return CatalogTable.newBuilder()
                .schema(found.schema())
                .comment(found.comment().orElse(""))
                .options(TableOptions.of(tableOptions, found.table()))
                .build();
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return find(path).isPresent();
    }

    @Override
    public void dropTable(ObjectPath path, boolean ignoreIfNotExists)
            throws TableNotExistException {
        Optional<FoundTable> found = find(path);
        if (found.isEmpty()) {
            if (!ignoreIfNotExists) {
                throw new TableNotExistException(getName(), path);
            }
            return;
        }
        file.change(
                "drop table '" + path.getFullName() + "'",
                List.of(),
                List.of("DROP " + kind(found.get()) + ' ' + found.get().table().quotedName()));
    }

    @Override
    public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists)
            throws TableNotExistException, TableAlreadyExistException {
        Optional<FoundTable> found = find(path);
        if (found.isEmpty()) {
            if (!ignoreIfNotExists) {
                throw new TableNotExistException(getName(), path);
            }
            return;
        }
        ObjectPath renamed = new ObjectPath(path.getDatabaseName(), newName);
        if (!newName.equalsIgnoreCase(path.getObjectName()) && tableExists(renamed)) {
            throw new TableAlreadyExistException(getName(), renamed);
        }
        file.change(
                "rename table '" + path.getFullName() + "'",
                List.of(),
                List.of(
                        String.format(
                                "ALTER %s %s RENAME TO %s",
                                kind(found.get()),
                                found.get().table().quotedName(),
                                Identifiers.quote(newName))));
    }

    private static String kind(FoundTable found) {
        return found.table().view() ? "VIEW" : "TABLE";
    }

    @Override
    public void createTable(ObjectPath path, CatalogBaseTable definition, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        checkDatabase(path.getDatabaseName());
        if (tableExists(path)) {
            if (!ignoreIfExists) {
                throw new TableAlreadyExistException(getName(), path);
            }
            return;
        }
        TableCreation creation = TableCreation.of(path, definition, tableOptions);
        file.change(
                "create table '" + path.getFullName() + "'",
                creation.types(),
                creation.statements());
    }

    /** Flink calls this only for what no list of changes describes. */
    @Override
    public void alterTable(ObjectPath path, CatalogBaseTable altered, boolean ignoreIfNotExists)
            throws TableNotExistException {
        if (ignoreIfNotExists && !tableExists(path)) {
            return;
        }
        get(path);
        throw new UnsupportedOperationException(
                "Table '"
                        + path.getFullName()
                        + "' of a DuckDB catalog can only be altered change by change.");
    }

    @Override
    public void alterTable(
            ObjectPath path,
            CatalogBaseTable altered,
            List<TableChange> changes,
            boolean ignoreIfNotExists)
            throws TableNotExistException {
        Optional<FoundTable> found = find(path);
        if (found.isEmpty()) {
            if (!ignoreIfNotExists) {
                throw new TableNotExistException(getName(), path);
            }
            return;
        }
        TableAlteration alteration =
                TableAlteration.of(path, found.get().table().quotedName(), altered, changes);
        file.change(
                "alter table '" + path.getFullName() + "'",
                alteration.types(),
                alteration.statements());
    }

    @Override
    public CatalogTableStatistics getTableStatistics(ObjectPath path)
            throws TableNotExistException {
        FoundTable found = get(path);
        return file.read(
                "count the rows of table '" + path.getFullName() + "'",
                CatalogTableStatistics.UNKNOWN,
                connection -> TableStatistics.of(connection, found.table()));
    }

    @Override
    public CatalogColumnStatistics getTableColumnStatistics(ObjectPath path)
            throws TableNotExistException {
        FoundTable found = get(path);
        return file.read(
                "read the bounds of table '" + path.getFullName() + "'",
                CatalogColumnStatistics.UNKNOWN,
                connection -> TableStatistics.ofColumns(connection, found.table()));
    }
}
