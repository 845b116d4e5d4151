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

package io.flinkbundle.connector.bigquery.catalog;

import io.flinkbundle.connector.bigquery.client.DatasetClient;
import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.table.BigQueryDynamicTableFactory;
import io.flinkbundle.connector.common.catalog.TablesOnlyCatalog;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
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
import org.apache.flink.table.factories.FactoryUtil;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The datasets of a project as databases, their tables and views as tables. Datasets of other
 * projects are there as {@code `project.dataset`}, though not listed. Thread-safe.
 *
 * <pre>{@code
 * CREATE CATALOG shop WITH (
 *     'type' = 'bigquery',
 *     'project' = 'shop',
 *     'default-database' = 'sales'
 * );
 * }</pre>
 */
@PublicEvolving
public final class BigQueryCatalog extends TablesOnlyCatalog {

    private static final int NOT_KNOWN = -1;

    private final Service service;
    private final String location;
    private final Map<String, String> tableOptions;

    /**
     * @param location where datasets are created; empty for the default of the service
     * @param options those that each table gets, but for its name
     */
    BigQueryCatalog(
            String name,
            String defaultDatabase,
            Service service,
            String location,
            Map<String, String> options) {
        super(name, defaultDatabase, "BigQuery");
        this.service = service;
        this.location = location;
        this.tableOptions = new TreeMap<>(options);
        tableOptions.remove("type");
        tableOptions.put(FactoryUtil.CONNECTOR.key(), BigQueryDynamicTableFactory.IDENTIFIER);
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new BigQueryDynamicTableFactory());
    }

    /**
     * @throws CatalogException if the service cannot be reached, refuses the account, or lacks the
     *     default dataset
     */
    @Override
    public void open() {
        if (!databaseExists(getDefaultDatabase())) {
            throw new CatalogException(
                    "Project '"
                            + service.project()
                            + "' has no dataset '"
                            + getDefaultDatabase()
                            + "'. Set 'default-database' to one of "
                            + listDatabases()
                            + ".");
        }
    }

    @Override
    public void close() {
        // Nothing is open between two calls.
    }

    @Override
    public List<String> listDatabases() {
        return service.datasets(client -> client.datasets(service.project()));
    }

    @Override
    public CatalogDatabase getDatabase(String database) throws DatabaseNotExistException {
        existing(database);
        return new CatalogDatabaseImpl(Map.of(), null);
    }

    @Override
    public boolean databaseExists(String database) {
        return dataset(database).filter(this::exists).isPresent();
    }

    private Optional<DatasetName> dataset(String database) {
        return DatasetName.parse(database, service.project());
    }

    private boolean exists(DatasetName name) {
        return service.tables(client -> client.location(name.project(), name.dataset()))
                .isPresent();
    }

    private DatasetName existing(String database) throws DatabaseNotExistException {
        return dataset(database)
                .filter(this::exists)
                .orElseThrow(() -> new DatabaseNotExistException(getName(), database));
    }

    @Override
    public void createDatabase(String database, CatalogDatabase definition, boolean ignoreIfExists)
            throws DatabaseAlreadyExistException {
        DatasetName name =
                dataset(database)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "'"
                                                        + database
                                                        + "' is no name of a dataset: it has"
                                                        + " letters, digits and underscores."));
        if (exists(name)) {
            if (!ignoreIfExists) {
                throw new DatabaseAlreadyExistException(getName(), database);
            }
            return;
        }
        String comment = definition.getComment();
        if (!definition.getProperties().isEmpty() || comment != null && !comment.isEmpty()) {
            throw new ValidationException(
                    "Dataset '"
                            + database
                            + "' is created in the 'location' of the catalog, without properties"
                            + " and comment. Leave them out, or create it in BigQuery.");
        }
        service.tables(
                client -> {
                    client.createDataset(name.project(), name.dataset(), location, 0);
                    return name;
                });
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
        DatasetName name = existing(database);
        service.datasets(
                client -> {
                    client.drop(name.project(), name.dataset(), cascade);
                    return name;
                });
    }

    /** Tables and views. */
    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        return listed(database).stream().map(DatasetClient.Listed::name).toList();
    }

    @Override
    public List<String> listViews(String database) throws DatabaseNotExistException {
        return listed(database).stream()
                .filter(DatasetClient.Listed::readOnly)
                .map(DatasetClient.Listed::name)
                .toList();
    }

    private List<DatasetClient.Listed> listed(String database) throws DatabaseNotExistException {
        DatasetName name = existing(database);
        return service.datasets(client -> client.tables(name.project(), name.dataset()));
    }

    private Optional<TableName> name(ObjectPath path) {
        return dataset(path.getDatabaseName())
                .flatMap(dataset -> dataset.table(path.getObjectName()));
    }

    private Optional<TableDescription> find(ObjectPath path) {
        return name(path).flatMap(name -> service.tables(client -> client.find(name)));
    }

    private TableDescription get(ObjectPath path) throws TableNotExistException {
        return find(path).orElseThrow(() -> new TableNotExistException(getName(), path));
    }

    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        return CatalogTables.ofService(get(path), tableOptions);
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return find(path).isPresent();
    }

    @Override
    public void dropTable(ObjectPath path, boolean ignoreIfNotExists)
            throws TableNotExistException {
        Optional<TableDescription> found = find(path);
        if (found.isEmpty()) {
            if (!ignoreIfNotExists) {
                throw new TableNotExistException(getName(), path);
            }
            return;
        }
        service.tables(
                client -> {
                    client.drop(found.get().name());
                    return path;
                });
    }

    @Override
    public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists) {
        throw new UnsupportedOperationException(
                "Tables of a BigQuery catalog are not renamed here. Use ALTER TABLE … RENAME TO in"
                        + " BigQuery.");
    }

    @Override
    public void createTable(ObjectPath path, CatalogBaseTable definition, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        existing(path.getDatabaseName());
        if (tableExists(path)) {
            if (!ignoreIfExists) {
                throw new TableAlreadyExistException(getName(), path);
            }
            return;
        }
        TableName name =
                name(path)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "'"
                                                        + path.getObjectName()
                                                        + "' is no name of a table of BigQuery."));
        TableDefinition created = CatalogTables.toService(path, definition, tableOptions);
        service.tables(
                client -> {
                    client.create(name, created);
                    return path;
                });
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
                        + "' of a BigQuery catalog can only be altered change by change.");
    }

    @Override
    public void alterTable(
            ObjectPath path,
            CatalogBaseTable altered,
            List<TableChange> changes,
            boolean ignoreIfNotExists)
            throws TableNotExistException {
        Optional<TableDescription> found = find(path);
        if (found.isEmpty()) {
            if (!ignoreIfNotExists) {
                throw new TableNotExistException(getName(), path);
            }
            return;
        }
        List<TableField> added = CatalogTables.added(path, changes);
        service.tables(
                client -> {
                    client.addColumns(found.get().name(), added);
                    return path;
                });
    }

    /** As of when the service last counted. */
    @Override
    public CatalogTableStatistics getTableStatistics(ObjectPath path)
            throws TableNotExistException {
        TableDescription table = get(path);
        return table.kind() == TableDescription.Kind.VIEW
                ? CatalogTableStatistics.UNKNOWN
                : new CatalogTableStatistics(table.rows(), NOT_KNOWN, table.bytes(), NOT_KNOWN);
    }

    @Override
    public CatalogColumnStatistics getTableColumnStatistics(ObjectPath path)
            throws TableNotExistException {
        get(path);
        return CatalogColumnStatistics.UNKNOWN;
    }
}
