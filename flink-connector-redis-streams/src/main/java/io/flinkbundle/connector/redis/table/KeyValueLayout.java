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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.redis.table.converter.KeyColumn;
import io.flinkbundle.connector.redis.table.converter.KeyEncoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How rows lie in keys and values.
 *
 * @param physicalType the columns of the table
 * @param prefix what all keys begin with; may be empty
 * @param keyColumns the names of the columns of the key, in their order
 * @param valueType what a key holds
 * @param valueFields which columns the value holds
 */
@Internal
record KeyValueLayout(
        DataType physicalType,
        String prefix,
        List<String> keyColumns,
        ValueType valueType,
        ValueFields valueFields) {

    RowType rowType() {
        return (RowType) physicalType.getLogicalType();
    }

    /** The columns of the key with their types, in their order. */
    List<KeyColumn> key() {
        return keyColumns.stream()
                .map(name -> new KeyColumn(name, rowType().getTypeAt(positionOf(name))))
                .toList();
    }

    private int positionOf(String column) {
        return rowType().getFieldIndex(column);
    }

    /** Makes keys of the table's rows. */
    KeyEncoder keyOfRows() {
        return new KeyEncoder(
                prefix, key(), keyColumns.stream().mapToInt(this::positionOf).toArray());
    }

    boolean isInKey(int position) {
        return keyColumns.contains(rowType().getFieldNames().get(position));
    }

    /** Where the columns of the value stand in the table's rows. */
    int[] valuePositions() {
        return IntStream.range(0, rowType().getFieldCount())
                .filter(position -> valueFields == ValueFields.ALL || !isInKey(position))
                .toArray();
    }

    /** What lineage shows: the pattern of the keys. */
    String datasetName() {
        return prefix + "*";
    }
}
