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

package io.flinkbundle.connector.influxdb3.source.split;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfluxDb3SplitSerializerTest {

    private static final String RANGE =
            "00"
                    + "000774c3a4626c65"
                    + "2d"
                    + "0000000000000001"
                    + "0000000000000064"
                    + "0000000000000032"
                    + "0000000000000003";

    private static final String TAIL =
            "01"
                    + "0001"
                    + "74"
                    + "000000000000000a"
                    + "000000000000000b"
                    + "000000000000000c"
                    + "00000001"
                    + "0000000000000000"
                    + "00000001"
                    + "0000000000000000";

    private final InfluxDb3SplitSerializer serializer = new InfluxDb3SplitSerializer();

    @Test
    void keepsTheBytesOfARange() throws Exception {
        RangeSplit split = new RangeSplit("täble-", 1, 100, 50, 3);
        byte[] bytes = serializer.serialize(split);

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(RANGE);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(RANGE))).isEqualTo(split);
    }

    @Test
    void keepsTheBytesOfATail() throws Exception {
        SeenPoints seen = new SeenPoints();
        // Of all points this one is remembered as zero.
        seen.add(0, 0);
        TailSplit split = new TailSplit("t", new TailWindow(10, 11, 12), seen);
        byte[] bytes = serializer.serialize(split);

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(TAIL);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(TAIL))).isEqualTo(split);
    }

    @Test
    void keepsManyPoints() throws Exception {
        TailSplit split = TailSplit.unread("t", -5_000_000_000L);
        for (int i = 0; i < 10_000; i++) {
            split.seen().add(i * 1_000_000L - 5_000_000_000L, i % 7);
        }
        TailSplit read = (TailSplit) serializer.deserialize(1, serializer.serialize(split));

        assertThat(read).isEqualTo(split);
        assertThat(read.seen().size()).isEqualTo(10_000);
        assertThat(read.seen().add(-5_000_000_000L, 0)).isFalse();
        assertThat(read.seen().add(-5_000_000_000L, 1)).isTrue();
    }

    @Test
    void refusesTheBytesOfANewerConnector() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer InfluxDB connector");
    }
}
