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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;
import io.flinkbundle.connector.influxdb3.source.split.TailSplit;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfluxDb3EnumeratorStateSerializerTest {

    private static final String STATE =
            "00000001"
                    + "0000000000000007"
                    + "01"
                    + "00000002"
                    + "000161"
                    + "000162"
                    + "00000002"
                    + "00"
                    + "000161"
                    + "0000000000000001"
                    + "0000000000000009"
                    + "0000000000000001"
                    + "0000000000000000"
                    + "01"
                    + "000162"
                    + "0000000000000005"
                    + "0000000000000005"
                    + "0000000000000005"
                    + "00000000";

    private final InfluxDb3EnumeratorStateSerializer serializer =
            new InfluxDb3EnumeratorStateSerializer();

    @Test
    void keepsItsBytes() throws Exception {
        InfluxDb3EnumeratorState state =
                new InfluxDb3EnumeratorState(
                        7,
                        true,
                        Set.of("b", "a"),
                        List.of(RangeSplit.unread("a", 1, 9), TailSplit.unread("b", 5)));

        assertThat(HexFormat.of().formatHex(serializer.serialize(state))).isEqualTo(STATE);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(STATE))).isEqualTo(state);
    }

    @Test
    void refusesTheBytesOfANewerConnector() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer InfluxDB connector");
    }
}
