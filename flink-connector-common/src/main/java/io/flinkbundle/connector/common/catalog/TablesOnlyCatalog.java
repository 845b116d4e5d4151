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

package io.flinkbundle.connector.common.catalog;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.AbstractCatalog;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogPartition;
import org.apache.flink.table.catalog.CatalogPartitionSpec;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.apache.flink.table.catalog.exceptions.PartitionNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotPartitionedException;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.expressions.Expression;

import java.util.List;

/** The answers of a catalog whose tables have no partitions, and that keeps no functions. */
@Internal
public abstract class TablesOnlyCatalog extends AbstractCatalog {

    private final String system;

    /**
     * @param system what the catalog shows, for messages
     */
    protected TablesOnlyCatalog(String name, String defaultDatabase, String system) {
        super(name, defaultDatabase);
        this.system = system;
    }

    @Override
    public final List<CatalogPartitionSpec> listPartitions(ObjectPath table)
            throws TableNotExistException, TableNotPartitionedException {
        if (!tableExists(table)) {
            throw new TableNotExistException(getName(), table);
        }
        throw new TableNotPartitionedException(getName(), table);
    }

    @Override
    public final List<CatalogPartitionSpec> listPartitions(
            ObjectPath table, CatalogPartitionSpec partition)
            throws TableNotExistException, TableNotPartitionedException {
        return listPartitions(table);
    }

    @Override
    public final List<CatalogPartitionSpec> listPartitionsByFilter(
            ObjectPath table, List<Expression> filters)
            throws TableNotExistException, TableNotPartitionedException {
        return listPartitions(table);
    }

    @Override
    public final CatalogPartition getPartition(ObjectPath table, CatalogPartitionSpec partition)
            throws PartitionNotExistException {
        throw new PartitionNotExistException(getName(), table, partition);
    }

    @Override
    public final boolean partitionExists(ObjectPath table, CatalogPartitionSpec partition) {
        return false;
    }

    @Override
    public final void createPartition(
            ObjectPath table,
            CatalogPartitionSpec partition,
            CatalogPartition definition,
            boolean ignoreIfExists) {
        throw withoutPartitions();
    }

    @Override
    public final void dropPartition(
            ObjectPath table, CatalogPartitionSpec partition, boolean ignoreIfNotExists) {
        throw withoutPartitions();
    }

    @Override
    public final void alterPartition(
            ObjectPath table,
            CatalogPartitionSpec partition,
            CatalogPartition definition,
            boolean ignoreIfNotExists) {
        throw withoutPartitions();
    }

    @Override
    public final CatalogTableStatistics getPartitionStatistics(
            ObjectPath table, CatalogPartitionSpec partition) throws PartitionNotExistException {
        throw new PartitionNotExistException(getName(), table, partition);
    }

    @Override
    public final CatalogColumnStatistics getPartitionColumnStatistics(
            ObjectPath table, CatalogPartitionSpec partition) throws PartitionNotExistException {
        throw new PartitionNotExistException(getName(), table, partition);
    }

    @Override
    public final List<String> listFunctions(String database) throws DatabaseNotExistException {
        if (!databaseExists(database)) {
            throw new DatabaseNotExistException(getName(), database);
        }
        return List.of();
    }

    @Override
    public final CatalogFunction getFunction(ObjectPath function) throws FunctionNotExistException {
        throw new FunctionNotExistException(getName(), function);
    }

    @Override
    public final boolean functionExists(ObjectPath function) {
        return false;
    }

    @Override
    public final void createFunction(
            ObjectPath function, CatalogFunction definition, boolean ignoreIfExists) {
        throw withoutFunctions();
    }

    @Override
    public final void alterFunction(
            ObjectPath function, CatalogFunction definition, boolean ignoreIfNotExists) {
        throw withoutFunctions();
    }

    @Override
    public final void dropFunction(ObjectPath function, boolean ignoreIfNotExists)
            throws FunctionNotExistException {
        if (!ignoreIfNotExists) {
            throw new FunctionNotExistException(getName(), function);
        }
    }

    @Override
    public final void alterDatabase(
            String database, CatalogDatabase definition, boolean ignoreIfNotExists) {
        throw new UnsupportedOperationException(
                "Databases of " + system + " have no properties that could be altered.");
    }

    @Override
    public final void alterTableStatistics(
            ObjectPath table, CatalogTableStatistics statistics, boolean ignoreIfNotExists) {
        throw ownStatistics();
    }

    @Override
    public final void alterTableColumnStatistics(
            ObjectPath table, CatalogColumnStatistics statistics, boolean ignoreIfNotExists) {
        throw ownStatistics();
    }

    @Override
    public final void alterPartitionStatistics(
            ObjectPath table,
            CatalogPartitionSpec partition,
            CatalogTableStatistics statistics,
            boolean ignoreIfNotExists) {
        throw withoutPartitions();
    }

    @Override
    public final void alterPartitionColumnStatistics(
            ObjectPath table,
            CatalogPartitionSpec partition,
            CatalogColumnStatistics statistics,
            boolean ignoreIfNotExists) {
        throw withoutPartitions();
    }

    private UnsupportedOperationException withoutPartitions() {
        return new UnsupportedOperationException("Tables of " + system + " have no partitions.");
    }

    private UnsupportedOperationException withoutFunctions() {
        return new UnsupportedOperationException(
                system + " cannot keep functions of Flink. Use CREATE TEMPORARY FUNCTION.");
    }

    private UnsupportedOperationException ownStatistics() {
        return new UnsupportedOperationException(
                system + " keeps the statistics of its tables itself. Nothing has to be analyzed.");
    }
}
