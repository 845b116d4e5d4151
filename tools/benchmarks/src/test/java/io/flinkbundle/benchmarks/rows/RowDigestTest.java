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

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class RowDigestTest {

    private static final long ROWS = 100;

    private final RowSlots slots = new RowSlots(RowSlots.DEFAULT_SEED);
    private final RowDigest expected = slots.expectedDigest(ROWS);

    private RowDigest digest(LongStream ids) {
        RowDigest digest = new RowDigest();
        ids.forEach(id -> digest.add(slots.row(id)));
        return digest;
    }

    @Test
    void isTheSameForRowsOfFlinkAndForPrimitives() {
        assertThat(digest(LongStream.range(0, ROWS))).isEqualTo(expected);
    }

    @Test
    void doesNotDependOnTheOrder() {
        assertThat(digest(LongStream.range(0, ROWS).map(id -> ROWS - 1 - id))).isEqualTo(expected);
    }

    @Test
    void doesNotDependOnTheFormOfTheText() {
        RowDigest digest = new RowDigest();
        LongStream.range(0, ROWS)
                .mapToObj(slots::row)
                .forEach(
                        row -> {
                            row.setField(3, StringData.fromString(row.getString(3).toString()));
                            digest.add(row);
                        });

        assertThat(digest).isEqualTo(expected);
    }

    @Test
    void noticesALostRow() {
        assertThat(digest(LongStream.range(0, ROWS).filter(id -> id != 7))).isNotEqualTo(expected);
    }

    @Test
    void noticesARowThatTookTheRoomOfAnother() {
        assertThat(digest(LongStream.range(0, ROWS).map(id -> id == 7 ? 8 : id)))
                .isNotEqualTo(expected);
    }

    @Test
    void noticesValuesThatMovedToAnotherRow() {
        for (int column = 1; column < BenchmarkSchema.COLUMNS.size(); column++) {
            GenericRowData[] rows =
                    LongStream.range(0, ROWS).mapToObj(slots::row).toArray(GenericRowData[]::new);
            Object moved = rows[3].getField(column);
            rows[3].setField(column, rows[4].getField(column));
            rows[4].setField(column, moved);
            RowDigest digest = new RowDigest();

            Arrays.stream(rows).forEach(digest::add);

            assertThat(digest).as("column %d", column).isNotEqualTo(expected);
        }
    }
}
