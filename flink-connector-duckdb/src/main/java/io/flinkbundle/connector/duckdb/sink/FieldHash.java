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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/** The hash of one field of a row; values that DuckDB takes for equal have equal hashes. */
@Internal
interface FieldHash extends Serializable {

    int hash(RowData row);

    static FieldHash of(LogicalType type, int position) {
        FieldHash ofValue =
                switch (type.getTypeRoot()) {
                    case INTEGER, DATE, TIME_WITHOUT_TIME_ZONE, INTERVAL_YEAR_MONTH ->
                            row -> row.getInt(position);
                    case BIGINT, INTERVAL_DAY_TIME -> row -> Long.hashCode(row.getLong(position));
                    case CHAR, VARCHAR -> row -> row.getString(position).hashCode();
                    case BINARY, VARBINARY -> row -> Arrays.hashCode(row.getBinary(position));
                    // There are two zeros, which are equal; their sum is the positive one.
                    case FLOAT -> row -> Float.hashCode(row.getFloat(position) + 0.0f);
                    case DOUBLE -> row -> Double.hashCode(row.getDouble(position) + 0.0);
                    default -> {
                        RowData.FieldGetter getter = RowData.createFieldGetter(type, position);
                        yield row -> Objects.hashCode(getter.getFieldOrNull(row));
                    }
                };
        // A row without a key is rejected by any subtask.
        return row -> row.isNullAt(position) ? 0 : ofValue.hash(row);
    }
}
