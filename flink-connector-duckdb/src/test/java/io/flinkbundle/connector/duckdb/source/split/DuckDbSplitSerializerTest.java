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

package io.flinkbundle.connector.duckdb.source.split;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbSplitSerializerTest {

    /** Written by version 1. Never change it: savepoints hold these bytes. */
    private static final byte[] GOLDEN =
            HexFormat.of()
                    .parseHex(
                            "000d726f7769642d302d313030303000000000000000000000000000002710"
                                    + "0000000000001194");

    private static final DuckDbSplit SPLIT = new DuckDbSplit("rowid-0-10000", 0, 10_000, 4_500);

    private final DuckDbSplitSerializer serializer = new DuckDbSplitSerializer();

    @Test
    void writesTheBytesOfVersionOne() throws Exception {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(serializer.serialize(SPLIT)).isEqualTo(GOLDEN);
    }

    @Test
    void readsTheBytesOfVersionOne() throws Exception {
        assertThat(serializer.deserialize(1, GOLDEN)).isEqualTo(SPLIT);
    }

    @Test
    void refusesAVersionOfTheFuture() {
        assertThatThrownBy(() -> serializer.deserialize(2, GOLDEN))
                .hasMessageContaining("version 2")
                .hasMessageContaining("newer");
    }
}
