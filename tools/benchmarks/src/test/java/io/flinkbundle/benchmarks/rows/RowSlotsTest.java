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

import org.apache.flink.table.data.TimestampData;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RowSlotsTest {

    private final RowSlots slots = new RowSlots(1);

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(new RowSlots(1).expectedDigest(1_000)).isEqualTo(slots.expectedDigest(1_000));
    }

    @Test
    void areOthersForAnotherSeed() {
        assertThat(new RowSlots(2).expectedDigest(1_000)).isNotEqualTo(slots.expectedDigest(1_000));
    }

    @Test
    void haveTextsTooManyForADictionary() {
        long distinct =
                IntStream.range(0, RowSlots.COUNT)
                        .mapToObj(slot -> Arrays.hashCode(slots.name(slot)))
                        .distinct()
                        .count();

        assertThat(distinct).isGreaterThan(RowSlots.COUNT * 9L / 10);
        assertThat(slots.name(0)).hasSize(20);
    }

    @Test
    void repeatTheirValuesUnderANewIdentifier() {
        long id = RowSlots.COUNT + 5L;

        assertThat(slots.row(id).getLong(0)).isEqualTo(id);
        assertThat(slots.row(id).getString(3)).isEqualTo(slots.row(5).getString(3));
    }

    @Test
    void keepTheMicrosecondsOfATimestampBeforeTheEpoch() {
        TimestampData timestamp = RowSlots.timestamp(-1);

        assertThat(timestamp).hasToString("1969-12-31T23:59:59.999999");
    }
}
