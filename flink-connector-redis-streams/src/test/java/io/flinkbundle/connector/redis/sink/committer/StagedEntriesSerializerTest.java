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

package io.flinkbundle.connector.redis.sink.committer;

import io.flinkbundle.connector.redis.sink.committer.StagedEntries.Chunk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagedEntriesSerializerTest {

    private static final UUID RUN = new UUID(1, 2);

    private final StagedEntriesSerializer serializer = new StagedEntriesSerializer();

    @Test
    void bringsEntriesInTheStateBack() throws IOException {
        StagedEntries staged =
                new StagedEntries(
                        RUN,
                        7,
                        "größe",
                        true,
                        List.of(new Chunk(2, 5), new Chunk(1, 3)),
                        new EntriesPayload.Inline("commands".getBytes(UTF_8)));

        StagedEntries restored = serializer.deserialize(2, serializer.serialize(staged));

        assertThat(restored).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(staged);
    }

    @Test
    void bringsEntriesInAFileBack() throws IOException {
        StagedEntries staged =
                new StagedEntries(
                        RUN,
                        8,
                        "s",
                        false,
                        List.of(new Chunk(1, 3)),
                        new EntriesPayload.Spilled("file:/staging/x.entries"));

        assertThat(serializer.deserialize(2, serializer.serialize(staged))).isEqualTo(staged);
    }

    @Test
    void readsTheBytesOfVersion2() throws IOException {
        byte[] golden =
                HexFormat.of()
                        .parseHex(
                                "00000000000000010000000000000002" // run
                                        + "0000000000000007" // part
                                        + "0000000173" // stream
                                        + "00" // no ids that the producer chose
                                        + "00000001" // chunks
                                        + "0000000200000005"
                                        + "00" // inline
                                        + "000000056162636465");

        StagedEntries restored = serializer.deserialize(2, golden);

        assertThat(restored).usingRecursiveComparison().isEqualTo(staged(false));
        assertThat(serializer.serialize(restored)).isEqualTo(golden);
    }

    /** Which did not say whether there are ids that the producer chose, so that there may be. */
    @Test
    void readsTheBytesOfVersion1() throws IOException {
        byte[] golden =
                HexFormat.of()
                        .parseHex(
                                "00000000000000010000000000000002" // run
                                        + "0000000000000007" // part
                                        + "0000000173" // stream
                                        + "00000001" // chunks
                                        + "0000000200000005"
                                        + "00" // inline
                                        + "000000056162636465");

        StagedEntries restored = serializer.deserialize(1, golden);

        assertThat(restored).usingRecursiveComparison().isEqualTo(staged(true));
    }

    private static StagedEntries staged(boolean chosenIds) {
        return new StagedEntries(
                RUN,
                7,
                "s",
                chosenIds,
                List.of(new Chunk(2, 5)),
                new EntriesPayload.Inline("abcde".getBytes(UTF_8)));
    }

    @Test
    void refusesAnUnknownVersion() {
        assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 3");
    }
}
