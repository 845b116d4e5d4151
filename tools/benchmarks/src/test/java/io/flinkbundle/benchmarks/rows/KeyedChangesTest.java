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

import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyedChangesTest {

    private static final int CHANGES = 10_000;

    private final KeyedChanges changes = new KeyedChanges(RowSlots.DEFAULT_SEED, 30_000);

    @Test
    void updatesInsertsAndDeletesSomeKeysMoreThanOnce() {
        long deletes = LongStream.range(0, CHANGES).filter(changes::deletes).count();
        long inserts =
                LongStream.range(0, CHANGES)
                        .filter(n -> changes.key(n) >= changes.tableRows())
                        .count();
        long keys = LongStream.range(0, CHANGES).map(changes::key).distinct().count();

        assertThat(deletes).isBetween(400L, 600L);
        assertThat(inserts).isBetween(800L, 1_000L);
        assertThat(keys).isBetween(8_000L, 9_500L);
    }

    @Test
    void tellsTheTableAfterTheChanges() {
        Map<Long, RowData> table = new HashMap<>();
        GeneratedRows.Maker original = new NarrowRows(RowSlots.DEFAULT_SEED).maker();
        LongStream.range(0, changes.tableRows()).forEach(id -> table.put(id, original.row(id)));

        GeneratedRows.Maker maker = changes.maker();
        for (long number = 0; number < CHANGES; number++) {
            RowData change = maker.row(number);
            table.remove(change.getLong(0));
            if (change.getRowKind() != RowKind.DELETE) {
                table.put(change.getLong(0), change);
            }
        }

        RowDigest expected = new RowDigest();
        table.values().forEach(expected::add);
        assertThat(changes.tableAfter(CHANGES)).isEqualTo(expected);
    }

    @Test
    void refusesTablesWithoutTheFirstKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyedChanges(1, 7))
                .withMessageContaining("8 to a billion rows");
    }
}
