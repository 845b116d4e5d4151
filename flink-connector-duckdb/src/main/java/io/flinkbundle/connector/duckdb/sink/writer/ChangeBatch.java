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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.StagedColumns;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Rows that replace or delete earlier ones with the same key. Behind the columns of the rows stand
 * their numbers, and whether they delete.
 */
@Internal
final class ChangeBatch extends RowBatch {

    private final ColumnBuffer[] values;
    private final boolean[] isKey;
    private final SequenceColumn sequence;
    private final DeletedColumn deleted;

    static ChangeBatch create(DuckDbSinkConfig config) {
        return new ChangeBatch(
                ColumnBuffers.create(config.columns()),
                config.keyPositions(),
                new SequenceColumn(config.columns().size(), StagedColumns.SEQUENCE),
                new DeletedColumn(config.columns().size() + 1, StagedColumns.DELETED));
    }

    private ChangeBatch(
            ColumnBuffer[] values, int[] key, SequenceColumn sequence, DeletedColumn deleted) {
        super(
                Stream.concat(Arrays.stream(values), Stream.of(sequence, deleted))
                        .toArray(ColumnBuffer[]::new));
        this.values = values;
        this.isKey = new boolean[values.length];
        this.sequence = sequence;
        this.deleted = deleted;
        for (int position : key) {
            isKey[position] = true;
        }
    }

    @Override
    void numberFrom(long first) {
        sequence.startAt(first);
    }

    /** Of a row that deletes only the key counts: the rest may be missing, or not writable. */
    @Override
    long appendValues(RowData row, int index) throws UnwritableValueException {
        boolean deletes = DeletedColumn.deletes(row.getRowKind());
        long size = deleted.append(deletes, index);
        for (int i = 0; i < values.length; i++) {
            if (isKey[i]) {
                if (row.isNullAt(i)) {
                    throw values[i].place.unwritable(
                            "it belongs to the primary key, but is NULL.", null);
                }
                size += values[i].appendValue(row, index);
            } else if (deletes) {
                values[i].appendNull(index);
            } else {
                size += values[i].append(row, index);
            }
        }
        return size;
    }
}
