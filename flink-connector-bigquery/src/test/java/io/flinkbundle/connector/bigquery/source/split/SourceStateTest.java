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

package io.flinkbundle.connector.bigquery.source.split;

import io.flinkbundle.connector.bigquery.source.enumerator.BigQueryEnumeratorState;
import io.flinkbundle.connector.bigquery.source.enumerator.BigQueryEnumeratorStateSerializer;
import io.flinkbundle.connector.bigquery.source.enumerator.Progress;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SourceStateTest {

    private static final String OLD_SPLIT = "000173" + "000000000000000700000002" + "0102";
    private static final String SPLIT = OLD_SPLIT + "0000000000000009";

    private final BigQuerySplit split = new BigQuerySplit("s", 7, new byte[] {1, 2}, 9);
    private final BigQuerySplit oldSplit = new BigQuerySplit("s", 7, new byte[] {1, 2});

    @Test
    void aSplitKeepsItsBytes() throws IOException {
        BigQuerySplitSerializer serializer = new BigQuerySplitSerializer();

        assertThat(HexFormat.of().formatHex(serializer.serialize(split))).isEqualTo(SPLIT);
        assertThat(serializer.deserialize(2, HexFormat.of().parseHex(SPLIT)))
                .usingRecursiveComparison()
                .isEqualTo(split);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(OLD_SPLIT)))
                .usingRecursiveComparison()
                .isEqualTo(oldSplit);
    }

    @Test
    void theEnumeratorKeepsItsBytes() throws IOException {
        BigQueryEnumeratorStateSerializer serializer = new BigQueryEnumeratorStateSerializer();
        BigQueryEnumeratorState state =
                new BigQueryEnumeratorState(
                        true, List.of(split), "q", new Progress(true, "7", false));
        String bytes = "01" + "00000001" + SPLIT + "000171" + "01" + "000137" + "00";

        assertThat(HexFormat.of().formatHex(serializer.serialize(state))).isEqualTo(bytes);
        assertThat(serializer.deserialize(2, HexFormat.of().parseHex(bytes)))
                .usingRecursiveComparison()
                .isEqualTo(state);
    }

    @Test
    void readsTheStateOfASourceThatKnewNoQueries() throws IOException {
        assertThat(
                        new BigQueryEnumeratorStateSerializer()
                                .deserialize(
                                        1, HexFormat.of().parseHex("01" + "00000001" + OLD_SPLIT)))
                .usingRecursiveComparison()
                .isEqualTo(new BigQueryEnumeratorState(true, List.of(oldSplit), "", Progress.NONE));
    }

    @Test
    void refusesStateOfALaterVersion() {
        assertThatThrownBy(() -> new BigQuerySplitSerializer().deserialize(3, new byte[0]))
                .hasMessageContaining("State of version 3 cannot be read");
    }
}
