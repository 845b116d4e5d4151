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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.client.FileVersion;
import io.flinkbundle.connector.duckdb.source.split.Cut;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbEnumeratorStateSerializerTest {

    /** Written by version 1. Never change it: savepoints hold these bytes. */
    private static final byte[] VERSION_1 =
            HexFormat.of()
                    .parseHex(
                            "0100000001"
                                    + "0009726f7769642d302d3500000000000000000000000000000005"
                                    + "ffffffffffffffff");

    /** Written by version 2. Never change it: savepoints hold these bytes. */
    private static final byte[] BOUNDED =
            HexFormat.of()
                    .parseHex(
                            "0000000201000000010009726f7769642d302d3500000000000000000000"
                                    + "0000000000000501ffffffffffffffff0100000000000830000000018bcf"
                                    + "e5680000000000000000ab00");

    /** Written by version 2. Never change it: savepoints hold these bytes. */
    private static final byte[] UNBOUNDED =
            HexFormat.of()
                    .parseHex(
                            "0000000201000000010009726f7769642d302d3500000000000000000000"
                                    + "0000000000000501ffffffffffffffff00010002343101");

    private static final List<DuckDbSplit> SPLITS = List.of(DuckDbSplit.unread(0, 5));

    private final DuckDbEnumeratorStateSerializer serializer =
            new DuckDbEnumeratorStateSerializer();

    @Test
    void readsTheBytesOfVersionOne() throws Exception {
        assertThat(serializer.deserialize(1, VERSION_1))
                .isEqualTo(
                        new DuckDbEnumeratorState(
                                true, SPLITS, Optional.empty(), Optional.empty()));
    }

    @Test
    void writesAndReadsTheBytesOfABoundedScan() throws Exception {
        DuckDbEnumeratorState state =
                new DuckDbEnumeratorState(
                        true,
                        SPLITS,
                        Optional.of(new FileVersion(536_576, 1_700_000_000_000L, 171)),
                        Optional.empty());

        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(serializer.serialize(state)).isEqualTo(BOUNDED);
        assertThat(serializer.deserialize(2, BOUNDED)).isEqualTo(state);
    }

    @Test
    void writesAndReadsTheBytesOfAnUnboundedScan() throws Exception {
        DuckDbEnumeratorState state =
                new DuckDbEnumeratorState(
                        true, SPLITS, Optional.empty(), Optional.of(Cut.behind("41")));

        assertThat(serializer.serialize(state)).isEqualTo(UNBOUNDED);
        assertThat(serializer.deserialize(2, UNBOUNDED)).isEqualTo(state);
    }

    @Test
    void keepsThatNothingHasBeenPlanned() throws Exception {
        DuckDbEnumeratorState unplanned = DuckDbEnumeratorState.unplanned();

        assertThat(serializer.deserialize(2, serializer.serialize(unplanned))).isEqualTo(unplanned);
    }

    @Test
    void refusesAVersionOfTheFuture() {
        assertThatThrownBy(() -> serializer.deserialize(3, BOUNDED))
                .hasMessageContaining("version 3")
                .hasMessageContaining("newer");
    }
}
