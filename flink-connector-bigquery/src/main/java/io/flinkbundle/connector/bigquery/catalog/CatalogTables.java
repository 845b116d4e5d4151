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

import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions;
import io.flinkbundle.connector.bigquery.table.LayoutOptions;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;
import io.flinkbundle.connector.common.options.SchemaMode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.TableChange;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tables of BigQuery as Flink has them, and the other way round. */
@Internal
final class CatalogTables {

    private static final String TABLE_NAME = BigQueryConnectorOptions.TABLE_NAME.key();
    private static final String SCHEMA_MODE = BigQueryConnectorOptions.SINK_SCHEMA_MODE.key();

    private CatalogTables() {}

    /**
     * @param ofCatalog the options that all tables of the catalog have
     */
    static CatalogTable ofService(TableDescription table, Map<String, String> ofCatalog) {
        Schema.Builder schema = Schema.newBuilder();
        List<String> key = table.primaryKey();
        for (TableField field : table.schema().fields()) {
            LogicalType type = BigQueryTypes.flinkType(field);
            // Flink wants what the service only assumes.
            LogicalType fitting = key.contains(field.name()) ? type.copy(false) : type;
            schema.column(field.name(), TypeConversions.fromLogicalToDataType(fitting));
        }
        if (!key.isEmpty()) {
            schema.primaryKey(key);
        }
        Map<String, String> options = new TreeMap<>(ofCatalog);
        options.put(TABLE_NAME, table.name().toString());
        Map<String, String> layout = LayoutOptions.write(table.layout());
        if (!layout.isEmpty()) {
            options.putAll(layout);
            // Layout is a matter of creation.
            options.put(SCHEMA_MODE, SchemaMode.CREATE_OR_VALIDATE.toString());
        }
        return CatalogTable.newBuilder()
                .schema(schema.build())
                .comment(table.comment())
                .options(options)
                .build();
    }

    /**
     * @param ofCatalog the options that all tables of the catalog have
     * @throws ValidationException if the definition holds what BigQuery cannot keep
     */
    static TableDefinition toService(
            ObjectPath path, CatalogBaseTable definition, Map<String, String> ofCatalog) {
        if (!(definition instanceof ResolvedCatalogTable table)) {
            throw cannotKeep(
                    path,
                    "it is a view, whose SQL is Flink's. Use CREATE TEMPORARY VIEW, or create it in"
                            + " BigQuery");
        }
        ResolvedSchema schema = table.getResolvedSchema();
        if (table.isPartitioned()) {
            throw cannotKeep(
                    path,
                    "it is PARTITIONED BY "
                            + table.getPartitionKeys()
                            + ". Set '"
                            + BigQueryConnectorOptions.SINK_CREATE_PARTITION_FIELD.key()
                            + "' instead");
        }
        if (!schema.getWatermarkSpecs().isEmpty()) {
            throw cannotKeep(path, "it has a WATERMARK");
        }
        checkColumns(path, schema.getColumns());
        checkOptions(path, table.getOptions(), ofCatalog);
        try {
            return new TableDefinition(
                    BigQueryTypes.schema((RowType) schema.toPhysicalRowDataType().getLogicalType()),
                    schema.getPrimaryKey().map(UniqueConstraint::getColumns).orElse(List.of()),
                    LayoutOptions.read(
                            Configuration.fromMap(table.getOptions()), schema.getColumnNames()),
                    Configuration.fromMap(table.getOptions())
                            .getOptional(BigQueryConnectorOptions.KMS_KEY)
                            .orElse(""),
                    table.getComment());
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    private static void checkColumns(ObjectPath path, List<Column> columns) {
        for (Column column : columns) {
            if (!column.isPhysical()) {
                throw cannotKeep(
                        path, "column '" + column.getName() + "' is a computed or metadata column");
            }
            if (column.getComment().isPresent()) {
                throw cannotKeep(path, "column '" + column.getName() + "' has a comment");
            }
        }
    }

    private static void checkOptions(
            ObjectPath path, Map<String, String> options, Map<String, String> ofCatalog) {
        Set<String> kept = new HashSet<>(Set.of(BigQueryConnectorOptions.KMS_KEY.key()));
        LayoutOptions.all().stream().map(ConfigOption::key).forEach(kept::add);
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            // What comes with LIKE another table of the catalog.
            boolean given =
                    option.getValue().equals(ofCatalog.get(name))
                            || name.equals(TABLE_NAME)
                            || name.equals(SCHEMA_MODE);
            if (!given && !kept.contains(name)) {
                others.add(name);
            }
        }
        if (!others.isEmpty()) {
            throw cannotKeep(path, "it has the options " + others);
        }
    }

    private static ValidationException cannotKeep(ObjectPath path, String what) {
        return new ValidationException(
                "Cannot create '"
                        + path.getFullName()
                        + "' in a BigQuery catalog: "
                        + what
                        + ". What BigQuery cannot keep belongs into a CREATE TEMPORARY TABLE with"
                        + " 'connector' = 'bigquery', and an option into a hint, as in"
                        + " /*+ OPTIONS(…) */.");
    }

    /**
     * The columns that changes add.
     *
     * @throws ValidationException if a change is another one
     */
    static List<TableField> added(ObjectPath path, List<TableChange> changes) {
        List<TableField> fields = new ArrayList<>();
        for (TableChange change : changes) {
            if (!(change instanceof TableChange.AddColumn added)
                    || added.getPosition() != null
                    || !added.getColumn().isPhysical()
                    || !added.getColumn().getDataType().getLogicalType().isNullable()) {
                throw new ValidationException(
                        "Table '"
                                + path.getFullName()
                                + "' of a BigQuery catalog cannot be altered by "
                                + change.getClass().getSimpleName()
                                + ": only columns that may be NULL can be added, at its end. Make"
                                + " other changes in BigQuery.");
            }
            Column column = added.getColumn();
            try {
                fields.add(
                        BigQueryTypes.field(
                                column.getName(), column.getDataType().getLogicalType()));
            } catch (IllegalArgumentException e) {
                throw new ValidationException(e.getMessage(), e);
            }
        }
        return fields;
    }
}
