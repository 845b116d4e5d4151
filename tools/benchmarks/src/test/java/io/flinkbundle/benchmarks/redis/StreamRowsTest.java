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

package io.flinkbundle.benchmarks.redis;

import io.flinkbundle.benchmarks.rows.RowDigest;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class StreamRowsTest {

    private static final byte[] KEY = StreamRows.bytes("key");
    private static final long ROWS = 1_001;

    private final RowSlots slots = new RowSlots(RowSlots.DEFAULT_SEED);
    private final StreamRows rows = new StreamRows(slots);

    private List<byte[]> namesAndValues(long id) {
        byte[][] arguments = rows.xaddArguments(KEY, id);
        return Arrays.asList(arguments).subList(2, arguments.length);
    }

    @Test
    void readBackWhatTheyWrote() {
        RowDigest digest = new RowDigest();
        for (long id = 0; id < ROWS; id++) {
            rows.addTo(digest, namesAndValues(id));
        }

        assertThat(digest).isEqualTo(slots.expectedDigest(ROWS));
    }

    @Test
    void writeIdentifiersAsDecimalTexts() {
        for (long id : new long[] {0, 9, 10, 99, 100, 1_234_567_890_123L}) {
            assertThat(new String(namesAndValues(id).get(1), StandardCharsets.US_ASCII))
                    .isEqualTo(Long.toString(id));
        }
    }

    @Test
    void knowTheBytesOfTheirValues() {
        long bytes =
                LongStream.range(0, ROWS)
                        .mapToObj(this::namesAndValues)
                        .mapToLong(
                                entry -> {
                                    long sum = 0;
                                    for (int i = 1; i < entry.size(); i += 2) {
                                        sum += entry.get(i).length;
                                    }
                                    return sum;
                                })
                        .sum();

        assertThat(rows.expectedValueBytes(ROWS)).isEqualTo(bytes);
    }
}
