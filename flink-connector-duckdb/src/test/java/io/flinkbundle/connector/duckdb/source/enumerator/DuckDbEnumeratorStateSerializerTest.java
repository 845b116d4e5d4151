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

import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;

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
    private static final byte[] VERSION_2 =
            HexFormat.of()
                    .parseHex(
                            "0000000201000000010009726f7769642d302d3500000000000000000000"
                                    + "0000000000000501ffffffffffffffff");

    private static final DuckDbEnumeratorState STATE =
            new DuckDbEnumeratorState(true, List.of(DuckDbSplit.unread(0, 5)));

    private final DuckDbEnumeratorStateSerializer serializer =
            new DuckDbEnumeratorStateSerializer();

    @Test
    void writesTheBytesOfVersionTwo() throws Exception {
        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(serializer.serialize(STATE)).isEqualTo(VERSION_2);
    }

    @Test
    void readsTheBytesOfVersionOne() throws Exception {
        assertThat(serializer.deserialize(1, VERSION_1)).isEqualTo(STATE);
    }

    @Test
    void readsTheBytesOfVersionTwo() throws Exception {
        assertThat(serializer.deserialize(2, VERSION_2)).isEqualTo(STATE);
    }

    @Test
    void keepsThatNothingHasBeenPlanned() throws Exception {
        DuckDbEnumeratorState unplanned = DuckDbEnumeratorState.unplanned();

        assertThat(serializer.deserialize(2, serializer.serialize(unplanned))).isEqualTo(unplanned);
    }

    @Test
    void refusesAVersionOfTheFuture() {
        assertThatThrownBy(() -> serializer.deserialize(3, VERSION_2))
                .hasMessageContaining("version 3")
                .hasMessageContaining("newer");
    }
}
