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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DuckDbSplitSerializerTest {

    /** Written by version 1. Never change it: savepoints hold these bytes. */
    private static final byte[] VERSION_1 =
            HexFormat.of()
                    .parseHex(
                            "000d726f7769642d302d313030303000000000000000000000000000002710"
                                    + "0000000000001194");

    private final DuckDbSplitSerializer serializer = new DuckDbSplitSerializer();

    @Test
    void readsTheBytesOfVersionOne() throws Exception {
        assertThat(serializer.deserialize(1, VERSION_1))
                .isEqualTo(DuckDbSplit.unread(0, 10_000).readUpTo(4_500));
    }

    @ParameterizedTest
    @MethodSource("splitsOfVersionTwo")
    void writesAndReadsTheBytesOfVersionTwo(DuckDbSplit split, String golden) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(golden);

        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(serializer.serialize(split)).isEqualTo(bytes);
        assertThat(serializer.deserialize(2, bytes)).isEqualTo(split);
    }

    /** Never change the bytes: savepoints hold them. */
    static Stream<Arguments> splitsOfVersionTwo() {
        return Stream.of(
                arguments(
                        DuckDbSplit.unread(0, 10_000).readUpTo(4_500),
                        "000d726f7769642d302d3130303030000000000000000000000000000000"
                                + "2710010000000000001194"),
                arguments(
                        DuckDbSplit.unread(
                                        new SplitBounds.Range(
                                                "n",
                                                "BIGINT",
                                                Optional.of(Cut.before("10")),
                                                Optional.of(Cut.behind("20")),
                                                false),
                                        PositionKind.ROWS_READ)
                                .readUpTo(7),
                        "001972616e67652d6265666f72652031302d626568696e64203230010001"
                                + "6e0006424947494e54010002313000010002323001000000000000000000"
                                + "07"),
                arguments(
                        DuckDbSplit.unread(
                                new SplitBounds.Range(
                                        "n", "BIGINT", Optional.empty(), Optional.empty(), true),
                                PositionKind.ROWS_READ),
                        "000f72616e67652d73746172742d656e640100016e0006424947494e5400"
                                + "0001000000000000000000"),
                arguments(
                        DuckDbSplit.unread(
                                        new SplitBounds.Hash("n", 8, 3), PositionKind.LAST_ROW_ID)
                                .readUpTo(99),
                        "000b686173682d332d6f662d380200016e00000008000000030100000000"
                                + "00000063"),
                arguments(
                        DuckDbSplit.unread(new SplitBounds.Everything(), PositionKind.ROWS_READ)
                                .readUpTo(5),
                        "000a65766572797468696e6703000000000000000005"));
    }

    @Test
    void refusesAVersionOfTheFuture() {
        assertThatThrownBy(() -> serializer.deserialize(3, VERSION_1))
                .hasMessageContaining("version 3")
                .hasMessageContaining("newer");
    }
}
