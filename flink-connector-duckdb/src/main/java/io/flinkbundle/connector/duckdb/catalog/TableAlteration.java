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

import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.table.TableDefinitions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.TableChange;
import org.apache.flink.table.types.logical.LogicalType;

import java.util.ArrayList;
import java.util.List;

/** Changes of a table's definition as statements of DuckDB. */
@Internal
final class TableAlteration {

    /** Flink 2.0 has no such change, so that its class must not be named in code. */
    private static final String MODIFY_TABLE_COMMENT = "ModifyTableComment";

    private final ObjectPath path;
    private final String table;
    private final CatalogBaseTable altered;
    private final List<String> statements = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    private TableAlteration(ObjectPath path, String table, CatalogBaseTable altered) {
        this.path = path;
        this.table = table;
        this.altered = altered;
    }

    /**
     * @param quotedName the table as DuckDB knows it
     * @param altered the table after all changes
     * @throws ValidationException if DuckDB cannot make one of the changes
     */
    static TableAlteration of(
            ObjectPath path,
            String quotedName,
            CatalogBaseTable altered,
            List<TableChange> changes) {
        TableAlteration alteration = new TableAlteration(path, quotedName, altered);
        changes.forEach(alteration::add);
        return alteration;
    }

    List<String> statements() {
        return statements;
    }

    /** DuckDB types that the table has to hold in addition. */
    List<String> types() {
        return types;
    }

    private void add(TableChange change) {
        if (change instanceof TableChange.AddColumn added && added.getPosition() == null) {
            addColumn(added.getColumn());
        } else if (change instanceof TableChange.DropColumn dropped) {
            alter("DROP COLUMN " + Identifiers.quote(dropped.getColumnName()));
        } else if (change instanceof TableChange.ModifyColumnName renamed) {
            alter(
                    String.format(
                            "RENAME COLUMN %s TO %s",
                            Identifiers.quote(renamed.getOldColumnName()),
                            Identifiers.quote(renamed.getNewColumnName())));
        } else if (change instanceof TableChange.ModifyPhysicalColumnType retyped) {
            changeType(retyped.getOldColumn(), retyped.getNewType().getLogicalType());
        } else if (change instanceof TableChange.ModifyColumnComment commented) {
            statements.add(
                    Sql.commentOnColumn(
                            table, commented.getNewColumn().getName(), commented.getNewComment()));
        } else if (change.getClass().getSimpleName().equals(MODIFY_TABLE_COMMENT)) {
            statements.add(Sql.commentOnTable(table, altered.getComment()));
        } else {
            throw new ValidationException(
                    String.format(
                            "Table '%s' of a DuckDB catalog cannot be altered by %s. Columns can be"
                                    + " added at the end, dropped, renamed and given another type,"
                                    + " and comments can be changed; for all else create the table"
                                    + " anew, or alter it in DuckDB.",
                            path.getFullName(), change.getClass().getSimpleName()));
        }
    }

    private void addColumn(Column column) {
        LogicalType type = column.getDataType().getLogicalType();
        if (!column.isPhysical() || !type.isNullable()) {
            throw new ValidationException(
                    String.format(
                            "Column '%s' cannot be added to table '%s' of a DuckDB catalog: it has"
                                    + " to be a physical column that may be NULL, as it is in the"
                                    + " rows that are there.",
                            column.getName(), path.getFullName()));
        }
        String duckDbType = TableDefinitions.type(column.getName(), type);
        types.add(duckDbType);
        alter("ADD COLUMN " + Identifiers.quote(column.getName()) + ' ' + duckDbType);
        column.getComment()
                .ifPresent(
                        comment ->
                                statements.add(
                                        Sql.commentOnColumn(table, column.getName(), comment)));
    }

    private void changeType(Column column, LogicalType type) {
        String name = Identifiers.quote(column.getName());
        LogicalType before = column.getDataType().getLogicalType();
        if (!before.copy(true).equals(type.copy(true))) {
            String duckDbType = TableDefinitions.type(column.getName(), type);
            types.add(duckDbType);
            alter("ALTER COLUMN " + name + " SET DATA TYPE " + duckDbType);
        }
        if (before.isNullable() != type.isNullable()) {
            alter("ALTER COLUMN " + name + (type.isNullable() ? " DROP" : " SET") + " NOT NULL");
        }
    }

    private void alter(String action) {
        statements.add("ALTER TABLE " + table + ' ' + action);
    }
}
