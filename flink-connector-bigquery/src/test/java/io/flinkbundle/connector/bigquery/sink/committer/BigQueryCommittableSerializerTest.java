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

package io.flinkbundle.connector.bigquery.sink.committer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BigQueryCommittableSerializerTest {

    private static final BigQueryCommittable COMMITTABLE =
            new BigQueryCommittable(
                    Map.of("a", 7L, "b", 1L),
                    List.of("c"),
                    List.of(new StagedFile("d", "e", 5)),
                    "f");

    /** Written by version 1. */
    private static final String BYTES =
            "00000002"
                    + "000161"
                    + "0000000000000007"
                    + "000162"
                    + "0000000000000001"
                    + "00000001"
                    + "000163"
                    + "00000001"
                    + "000164"
                    + "000165"
                    + "0000000000000005"
                    + "000166";

    private final BigQueryCommittableSerializer serializer = new BigQueryCommittableSerializer();

    @Test
    void keepsItsBytes() throws IOException {
        assertThat(HexFormat.of().formatHex(serializer.serialize(COMMITTABLE))).isEqualTo(BYTES);
    }

    @Test
    void readsTheBytesOfVersionOne() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(BYTES)))
                .isEqualTo(COMMITTABLE);
    }

    @Test
    void refusesStateOfALaterVersion() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .hasMessageContaining("State of version 2 cannot be read");
    }
}
