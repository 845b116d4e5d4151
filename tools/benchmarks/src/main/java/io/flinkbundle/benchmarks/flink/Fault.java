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

package io.flinkbundle.benchmarks.flink;

import io.flinkbundle.benchmarks.rows.GeneratedRows;
import io.flinkbundle.benchmarks.rows.KeyedChanges;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * What a connector's job does to one of its rows on purpose, to see that the check finds it.
 *
 * <p>Without a fault nothing is added to the job.
 */
@Internal
public enum Fault {
    NONE,
    LOSE_ROW,
    REPEAT_ROW;

    /** One of the keys of {@link KeyedChanges} as well. */
    private static final long VICTIM = KeyedChanges.FIRST_KEY;

    /**
     * The stream with this fault in it.
     *
     * @param generated tells the number of a row
     */
    DataStream<RowData> inject(DataStream<RowData> rows, GeneratedRows generated) {
        if (this == NONE) {
            return rows;
        }
        FlatMapFunction<RowData, RowData> emit =
                (row, out) -> {
                    for (int copy = 0; copy < copies(generated.number(row)); copy++) {
                        out.collect(row);
                    }
                };
        return rows.flatMap(emit).returns(rows.getType()).setParallelism(1);
    }

    /** How often a row is handed on: once, but for the victim. */
    public int copies(RowData row) {
        return copies(row.getLong(0));
    }

    private int copies(long number) {
        if (number != VICTIM) {
            return 1;
        }
        return switch (this) {
            case NONE -> 1;
            case LOSE_ROW -> 0;
            case REPEAT_ROW -> 2;
        };
    }
}
