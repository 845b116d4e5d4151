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

package io.flinkbundle.connector.redis.table.lookup;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Columns that a join compares beside those of the key. The planner takes every comparison with '='
 * for a part of the lookup and does not compare again, so that rows have to be left out here.
 */
@Internal
public final class FurtherColumns implements Serializable {

    private static final long serialVersionUID = 1L;

    private final List<Column> columns;

    public FurtherColumns(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Those of the rows that equal what is looked up. */
    Collection<RowData> select(RowData looked, Collection<RowData> found) {
        return columns.isEmpty()
                ? found
                : found.stream().filter(row -> matches(looked, row)).toList();
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    private boolean matches(RowData looked, RowData row) {
        for (Column column : columns) {
            if (!column.isEqual(looked, row)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A column that is compared.
     *
     * @param inLooked takes it out of what is looked up
     * @param inRow takes it out of a row that was found
     */
    public record Column(RowData.FieldGetter inLooked, RowData.FieldGetter inRow)
            implements Serializable {

        /**
         * @param name for messages
         * @param looked its position in what is looked up
         * @param found its position in the rows that are found
         * @throws ValidationException if values of the type cannot be compared
         */
        public static Column of(String name, LogicalType type, int looked, int found) {
            boolean comparable =
                    switch (type.getTypeRoot()) {
                        case ARRAY, MAP, MULTISET, ROW, STRUCTURED_TYPE, RAW -> false;
                        default -> true;
                    };
            if (!comparable) {
                throw new ValidationException(
                        "Column '"
                                + name
                                + "' has the type "
                                + type.asSummaryString()
                                + " and cannot be compared in a lookup.");
            }
            return new Column(
                    RowData.createFieldGetter(type, looked),
                    RowData.createFieldGetter(type, found));
        }

        /** As '=' in SQL: NULL equals nothing, and zero has no sign. */
        private boolean isEqual(RowData looked, RowData row) {
            Object one = inLooked.getFieldOrNull(looked);
            Object other = inRow.getFieldOrNull(row);
            if (one == null || other == null) {
                return false;
            }
            if (one instanceof Number number && (one instanceof Double || one instanceof Float)) {
                return number.doubleValue() == ((Number) other).doubleValue();
            }
            return one instanceof byte[] bytes
                    ? Arrays.equals(bytes, (byte[]) other)
                    : one.equals(other);
        }
    }
}
