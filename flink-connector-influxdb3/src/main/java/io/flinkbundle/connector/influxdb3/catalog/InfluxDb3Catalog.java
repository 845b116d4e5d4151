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

package io.flinkbundle.connector.influxdb3.catalog;

import io.flinkbundle.connector.common.catalog.TablesOnlyCatalog;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions;
import io.flinkbundle.connector.influxdb3.table.InfluxDb3DynamicTableFactory;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
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
import java.util.Set;
import java.util.TreeMap;

/**
 * The databases and tables of an InfluxDB 3, without a word of DDL.
 *
 * <pre>{@code
 * CREATE CATALOG influx WITH (
 *     'type' = 'influxdb3',
 *     'url' = 'http://localhost:8181',
 *     'token.file' = '/etc/secrets/influxdb-token',
 *     'default-database' = 'building'
 * );
 * SELECT * FROM influx.building.climate;
 * }</pre>
 *
 * <p>A table has its tags first, then its fields, then {@code time}. Tags and time are its primary
 * key. Nothing is kept but in the server, and each call asks it. Thread-safe.
 */
@PublicEvolving
public final class InfluxDb3Catalog extends TablesOnlyCatalog {

    private final Server server;
    private final Map<String, String> tableOptions;

    /**
     * @param options those that each table gets, but for its database and name
     */
    InfluxDb3Catalog(
            String name,
            String defaultDatabase,
            InfluxDb3ConnectionOptions connection,
            Map<String, String> options) {
        super(name, defaultDatabase, "InfluxDB 3");
        this.server = new Server(connection);
        this.tableOptions = new TreeMap<>(options);
        tableOptions.remove("type");
        tableOptions.put("connector", InfluxDb3DynamicTableFactory.IDENTIFIER);
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new InfluxDb3DynamicTableFactory());
    }

    /**
     * @throws CatalogException if the server cannot be reached, refuses the token, or lacks the
     *     default database
     */
    @Override
    public void open() {
        if (!databaseExists(getDefaultDatabase())) {
            throw new CatalogException(
                    "The server has no database '"
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
        return server.administer("list the databases", client -> client.databases());
    }

    @Override
    public CatalogDatabase getDatabase(String database) throws DatabaseNotExistException {
        checkDatabase(database);
        return new CatalogDatabaseImpl(Map.of(), null);
    }

    @Override
    public boolean databaseExists(String database) {
        return listDatabases().contains(database);
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
        server.administer(
                "create database '" + database + "'",
                client -> {
                    client.createDatabase(database);
                    return database;
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
        server.administer(
                "drop database '" + database + "'",
                client -> {
                    client.dropDatabase(database);
                    return database;
                });
    }

    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        checkDatabase(database);
        return server.ask(
                "list the tables of '" + database + "'", database, there -> there.names());
    }

    @Override
    public List<String> listViews(String database) throws DatabaseNotExistException {
        checkDatabase(database);
        return List.of();
    }

    /** The columns of a table; none if there is no such table. */
    private List<ServerColumn> columns(ObjectPath path) {
        return databaseExists(path.getDatabaseName())
                ? server.ask(
                        "look up table '" + path.getFullName() + "'",
                        path.getDatabaseName(),
                        there -> there.columns(path.getObjectName()))
                : List.of();
    }

    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        List<ServerColumn> columns = columns(path);
        if (columns.isEmpty()) {
            throw new TableNotExistException(getName(), path);
        }
        Map<String, String> options = new TreeMap<>(tableOptions);
        options.put(InfluxDb3ConnectorOptions.DATABASE.key(), path.getDatabaseName());
        options.put(InfluxDb3ConnectorOptions.TABLE_NAME.key(), path.getObjectName());
        put(options, InfluxDb3ConnectorOptions.TAG_COLUMNS.key(), FlinkSchemas.tags(columns));
        put(
                options,
                InfluxDb3ConnectorOptions.FIELD_UNSIGNED_COLUMNS.key(),
                FlinkSchemas.unsigned(columns));
        return CatalogTable.newBuilder()
                .schema(FlinkSchemas.schema(columns))
                .options(options)
                .build();
    }

    private static void put(Map<String, String> options, String key, List<String> names) {
        if (!names.isEmpty()) {
            options.put(key, String.join(";", names));
        }
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return !columns(path).isEmpty();
    }

    @Override
    public void dropTable(ObjectPath path, boolean ignoreIfNotExists)
            throws TableNotExistException {
        if (!tableExists(path)) {
            if (!ignoreIfNotExists) {
                throw new TableNotExistException(getName(), path);
            }
            return;
        }
        server.administer(
                "drop table '" + path.getFullName() + "'",
                client -> {
                    client.dropTable(path.getDatabaseName(), path.getObjectName());
                    return path;
                });
    }

    @Override
    public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists) {
        throw new UnsupportedOperationException("InfluxDB 3 cannot rename tables.");
    }

    /** Only what the server keeps may be declared: columns, tags, and which are unsigned. */
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
        if (!(definition instanceof ResolvedCatalogTable table)) {
            throw new ValidationException(
                    "InfluxDB 3 cannot keep views of Flink. Use CREATE TEMPORARY VIEW.");
        }
        Configuration options = Configuration.fromMap(table.getOptions());
        Set<String> kept =
                Set.of(
                        InfluxDb3ConnectorOptions.TAG_COLUMNS.key(),
                        InfluxDb3ConnectorOptions.FIELD_UNSIGNED_COLUMNS.key());
        for (String key : options.keySet()) {
            if (!kept.contains(key)) {
                throw new ValidationException(
                        "Option '"
                                + key
                                + "' of table '"
                                + path.getFullName()
                                + "' cannot be kept by InfluxDB 3, only "
                                + kept
                                + ". Give it with a hint, as in /*+ OPTIONS(…) */.");
            }
        }
        List<ServerColumn> columns =
                FlinkSchemas.columns(
                        table.getResolvedSchema(),
                        options.getOptional(InfluxDb3ConnectorOptions.TAG_COLUMNS)
                                .orElse(List.of()),
                        Set.copyOf(
                                options.getOptional(
                                                InfluxDb3ConnectorOptions.FIELD_UNSIGNED_COLUMNS)
                                        .orElse(List.of())),
                        "time");
        server.administer(
                "create table '" + path.getFullName() + "'",
                client -> {
                    client.createTable(path.getDatabaseName(), path.getObjectName(), columns);
                    return path;
                });
    }

    @Override
    public void alterTable(ObjectPath path, CatalogBaseTable altered, boolean ignoreIfNotExists)
            throws TableNotExistException {
        if (!tableExists(path)) {
            if (!ignoreIfNotExists) {
                throw new TableNotExistException(getName(), path);
            }
            return;
        }
        throw new UnsupportedOperationException(
                "Tables of InfluxDB 3 are not altered: a point with a new tag or field adds it.");
    }

    /** The server could tell only by reading all points. */
    @Override
    public CatalogTableStatistics getTableStatistics(ObjectPath path)
            throws TableNotExistException {
        checkTable(path);
        return CatalogTableStatistics.UNKNOWN;
    }

    @Override
    public CatalogColumnStatistics getTableColumnStatistics(ObjectPath path)
            throws TableNotExistException {
        checkTable(path);
        return CatalogColumnStatistics.UNKNOWN;
    }

    private void checkTable(ObjectPath path) throws TableNotExistException {
        if (!tableExists(path)) {
            throw new TableNotExistException(getName(), path);
        }
    }
}
