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

package io.flinkbundle.connector.bigquery.types;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what keeps rows from fitting a table. Columns are matched by name, without case. */
@Internal
public final class SchemaComparison {

    private final List<String> differences = new ArrayList<>();

    private SchemaComparison() {}

    /** One clause for each difference; none if the rows can be written. */
    public static List<String> differences(RowType written, TableSchema table) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.compareFields("", written, table.fields());
        return List.copyOf(comparison.differences);
    }

    /**
     * The same for rows that are read: columns that are not read may be there, and a column that
     * may be NULL must be so in Flink.
     *
     * @param paths the names that lead to each field of the rows from a column inwards
     */
    public static List<String> misreadings(
            RowType read, List<List<String>> paths, TableSchema table) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < read.getFieldCount(); i++) {
            misreading(read.getTypeAt(i), paths.get(i), table.fields()).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<String> misreading(
            LogicalType read, List<String> path, List<TableField> columns) {
        List<TableField> fields = columns;
        boolean mayBeNull = false;
        for (String name : path) {
            Optional<TableField> existing = find(fields, name);
            if (existing.isEmpty()) {
                return Optional.of(
                        "column '" + String.join(".", path) + "' is missing in the table");
            }
            mayBeNull |= existing.get().mode() == FieldMode.NULLABLE;
            fields =
                    existing.get().type() == FieldType.RANGE
                            ? BigQueryTypes.bounds(existing.get())
                            : existing.get().fields();
        }
        return mayBeNull && !read.isNullable()
                ? Optional.of(
                        "column '"
                                + String.join(".", path)
                                + "' is NOT NULL in Flink, but may be NULL in the table")
                : Optional.empty();
    }

    private void compareFields(String path, RowType written, List<TableField> fields) {
        for (RowType.RowField field : written.getFields()) {
            String name = path + field.getName();
            find(fields, field.getName())
                    .ifPresentOrElse(
                            existing -> compare(name, field.getType(), existing),
                            () ->
                                    differ(
                                            "column '%s' (%s) is missing in the table",
                                            name, field.getType().asSummaryString()));
        }
        for (TableField existing : fields) {
            boolean needed = existing.mode() == FieldMode.REQUIRED && !existing.hasDefault();
            if (needed && written.getFields().stream().noneMatch(each -> isNamed(each, existing))) {
                differ(
                        "column '%s' (%s NOT NULL) of the table has no default and is not written",
                        path + existing.name(), existing.typeName());
            }
        }
    }

    private void compare(String name, LogicalType written, TableField existing) {
        boolean repeated = existing.mode() == FieldMode.REPEATED;
        LogicalType value = written;
        if (written instanceof MapType map && repeated) {
            compareEntries(name, map, existing);
            return;
        }
        if (written instanceof ArrayType array && repeated) {
            value = array.getElementType();
        } else if (repeated || written instanceof ArrayType) {
            differ(misfit(name, written, existing));
            return;
        }
        if (value instanceof RowType row && existing.type() == FieldType.STRUCT) {
            compareFields(name + ".", row, existing.fields());
        } else if (value instanceof RowType row && existing.type() == FieldType.RANGE) {
            compareFields(name + ".", row, BigQueryTypes.bounds(existing));
        } else if (!TypeFit.fits(value, existing.type())) {
            differ(misfit(name, written, existing));
        } else if (value instanceof DecimalType decimal) {
            compareDigits(name, decimal, existing);
        }
        if (written.isNullable() && existing.mode() == FieldMode.REQUIRED) {
            differ(
                    "column '%s' may be NULL in Flink, but the table has %s NOT NULL: declare it as"
                            + " %s NOT NULL",
                    name, existing.typeName(), written.asSummaryString());
        }
    }

    private void compareEntries(String name, MapType map, TableField existing) {
        if (existing.type() != FieldType.STRUCT) {
            differ(misfit(name, map, existing));
            return;
        }
        compareFields(
                name + ".",
                RowType.of(
                        new LogicalType[] {map.getKeyType().copy(false), map.getValueType()},
                        new String[] {BigQueryTypes.MAP_KEY, BigQueryTypes.MAP_VALUE}),
                existing.fields());
    }

    private void compareDigits(String name, DecimalType written, TableField existing) {
        if (existing.type() != FieldType.NUMERIC && existing.type() != FieldType.BIGNUMERIC) {
            return;
        }
        boolean big = existing.type() == FieldType.BIGNUMERIC;
        boolean bare = existing.precision() == 0;
        int scale = big ? BigQueryTypes.BIGNUMERIC_SCALE : BigQueryTypes.NUMERIC_SCALE;
        int whole = big ? BigQueryTypes.BIGNUMERIC_SCALE : BigQueryTypes.NUMERIC_INTEGER_DIGITS;
        int maxScale = bare ? scale : existing.scale();
        int maxWhole = bare ? whole : existing.precision() - existing.scale();
        if (written.getScale() > maxScale
                || written.getPrecision() - written.getScale() > maxWhole) {
            differ(
                    "column '%s' is %s in Flink, which has more digits than %s of the table:"
                            + " %d before the point and %d behind it",
                    name, written.asSummaryString(), existing.typeName(), maxWhole, maxScale);
        }
    }

    private static String misfit(String name, LogicalType written, TableField existing) {
        return String.format(
                "column '%s' is %s in Flink and %s in the table: %s",
                name, written.asSummaryString(), existing.typeName(), TypeFit.remedy(existing));
    }

    private void differ(String difference, Object... arguments) {
        differences.add(arguments.length == 0 ? difference : String.format(difference, arguments));
    }

    private static Optional<TableField> find(List<TableField> fields, String name) {
        return fields.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
    }

    private static boolean isNamed(RowType.RowField field, TableField existing) {
        return field.getName().equalsIgnoreCase(existing.name());
    }
}
