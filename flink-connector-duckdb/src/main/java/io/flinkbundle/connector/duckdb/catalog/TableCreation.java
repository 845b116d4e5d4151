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
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table that Flink wants to have created. DuckDB keeps columns, a key and comments; whatever else
 * a definition holds would be lost, and is refused.
 */
@Internal
final class TableCreation {

    private final ObjectPath path;
    private final ResolvedCatalogTable table;

    private TableCreation(ObjectPath path, ResolvedCatalogTable table) {
        this.path = path;
        this.table = table;
    }

    /**
     * @param ofCatalog the options that the catalog gives to all of its tables
     * @throws ValidationException if the definition holds what DuckDB cannot keep
     */
    static TableCreation of(
            ObjectPath path, CatalogBaseTable definition, Map<String, String> ofCatalog) {
        if (!(definition instanceof ResolvedCatalogTable table)) {
            throw cannotKeep(
                    path,
                    "it is a view, whose SQL is Flink's. Create it with CREATE TEMPORARY VIEW, or"
                            + " in DuckDB");
        }
        if (table.isPartitioned()) {
            throw cannotKeep(path, "it is PARTITIONED BY " + table.getPartitionKeys());
        }
        checkSchema(path, table.getResolvedSchema());
        checkOptions(path, table.getOptions(), ofCatalog);
        return new TableCreation(path, table);
    }

    private static void checkSchema(ObjectPath path, ResolvedSchema schema) {
        List<String> derived =
                schema.getColumns().stream()
                        .filter(column -> !column.isPhysical())
                        .map(Column::getName)
                        .toList();
        if (!derived.isEmpty()) {
            throw cannotKeep(path, "columns " + derived + " are computed or metadata columns");
        }
        if (!schema.getWatermarkSpecs().isEmpty()) {
            throw cannotKeep(path, "it has a WATERMARK");
        }
    }

    private static void checkOptions(
            ObjectPath path, Map<String, String> options, Map<String, String> ofCatalog) {
        List<String> others =
                options.entrySet().stream()
                        .filter(option -> !isGiven(option, ofCatalog))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        if (!others.isEmpty()) {
            throw cannotKeep(path, "it has the options " + others);
        }
    }

    /** Such options come with {@code LIKE} another table of this catalog. */
    private static boolean isGiven(Map.Entry<String, String> option, Map<String, String> given) {
        return Objects.equals(given.get(option.getKey()), option.getValue())
                || TableOptions.NAMES.contains(option.getKey());
    }

    private static ValidationException cannotKeep(ObjectPath path, String what) {
        return new ValidationException(
                String.format(
                        "Cannot create '%s' in a DuckDB catalog: %s, which a DuckDB file cannot"
                                + " keep. Leave it out, or use CREATE TEMPORARY TABLE with"
                                + " 'connector' = 'duckdb'; options can also be given by a hint:"
                                + " /*+ OPTIONS(…) */.",
                        path.getFullName(), what));
    }

    /** The DuckDB types of the columns. */
    List<String> types() {
        return TableDefinitions.types(rowType());
    }

    private RowType rowType() {
        return (RowType) table.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
    }

    /** What creates the table and its comments. */
    List<String> statements() {
        String schema = path.getDatabaseName();
        String name = Identifiers.quote(schema, path.getObjectName());
        List<String> key =
                table.getResolvedSchema()
                        .getPrimaryKey()
                        .map(UniqueConstraint::getColumns)
                        .orElse(List.of());
        List<String> statements = new ArrayList<>();
        statements.add(TableDefinitions.create(schema, path.getObjectName(), rowType(), key));
        if (!table.getComment().isEmpty()) {
            statements.add(Sql.commentOnTable(name, table.getComment()));
        }
        for (Column column : table.getResolvedSchema().getColumns()) {
            column.getComment()
                    .ifPresent(
                            comment ->
                                    statements.add(
                                            Sql.commentOnColumn(name, column.getName(), comment)));
        }
        return statements;
    }
}
