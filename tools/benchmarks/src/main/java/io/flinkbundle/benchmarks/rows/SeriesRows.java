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

package io.flinkbundle.benchmarks.rows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows as {@link NarrowRows} makes them, but one after the other in time, as a time series has
 * them.
 */
@Internal
public record SeriesRows(long seed) implements GeneratedRows {

    private static final long START_MICROS = 1_767_225_600_000_000L;
    private static final long STEP_MICROS = 101;
    private static final int EVENT_TIME = BenchmarkSchema.COLUMNS.indexOf("event_time");

    /** The time of a row in microseconds since the epoch. */
    public static long eventMicros(long id) {
        return START_MICROS + id * STEP_MICROS;
    }

    @Override
    public RowType rowType() {
        return BenchmarkSchema.ROW_TYPE;
    }

    @Override
    public Maker maker() {
        RowSlots slots = new RowSlots(seed);
        return id -> {
            GenericRowData row = slots.row(id);
            row.setField(EVENT_TIME, RowSlots.timestamp(eventMicros(id)));
            return row;
        };
    }

    @Override
    public void digest(RowData row, RowDigest digest) {
        digest.add(row, 0);
    }

    @Override
    public RowDigest expectedDigest(long rows) {
        RowSlots slots = new RowSlots(seed);
        RowDigest digest = new RowDigest();
        for (long id = 0; id < rows; id++) {
            int slot = RowSlots.slotOf(id);
            digest.add(
                    id, slots.quantity(slot), slots.price(slot), slots.name(slot), eventMicros(id));
        }
        return digest;
    }
}
