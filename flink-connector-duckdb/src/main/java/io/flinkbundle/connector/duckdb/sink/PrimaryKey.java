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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

import java.util.List;
import java.util.stream.Collectors;

/** The columns by which rows replace earlier ones. */
@Internal
final class PrimaryKey {

    private PrimaryKey() {}

    /** The names, quoted and separated by commas. */
    static String names(List<String> key) {
        return key.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /**
     * The row type with key columns that are never NULL, because such rows are rejected.
     *
     * @throws ValidationException if a column of the key is not among the columns, or has parts
     */
    static RowType notNull(RowType rowType, List<String> key) {
        for (String column : key) {
            if (rowType.getFieldNames().stream().noneMatch(column::equalsIgnoreCase)) {
                throw new ValidationException(
                        String.format(
                                "Column '%s' of the primary key is not written; the columns are %s."
                                        + " Write all columns of the key, for without them a row"
                                        + " cannot be found.",
                                column, rowType.getFieldNames()));
            }
        }
        return new RowType(
                rowType.isNullable(),
                rowType.getFields().stream()
                        .map(field -> isKey(field, key) ? notNull(field) : field)
                        .toList());
    }

    private static boolean isKey(RowType.RowField field, List<String> key) {
        return key.stream().anyMatch(field.getName()::equalsIgnoreCase);
    }

    private static RowType.RowField notNull(RowType.RowField field) {
        if (field.getType().is(LogicalTypeFamily.CONSTRUCTED)) {
            throw new ValidationException(
                    String.format(
                            "Column '%s' of the primary key has type %s, but rows are found by"
                                    + " single values only. Declare a key of columns without"
                                    + " parts, for example of CAST(%s AS STRING).",
                            field.getName(), field.getType().asSummaryString(), field.getName()));
        }
        return new RowType.RowField(field.getName(), field.getType().copy(false));
    }
}
