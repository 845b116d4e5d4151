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

package io.flinkbundle.connector.duckdb.sink.committer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** State that was written once must be readable for ever: the bytes below are never changed. */
class CommitterSerializersTest {

    private static final UUID COMMIT = new UUID(1, 2);
    private static final UUID DATABASE = new UUID(3, 4);
    private static final StagedFile FILE = new StagedFile("/s/é", "h", 5, 6);

    private static final String FILE_BYTES =
            "0005" + "2f732fc3a9" + "0001" + "68" + "00000005" + "0000000000000006";
    private static final String DATABASE_BYTES = "0000000000000003" + "0000000000000004";

    private static final String COMMITTABLE_BYTES =
            "0000000000000001"
                    + "0000000000000002"
                    + DATABASE_BYTES
                    + "0000000000000007"
                    + "0000000000000008"
                    + "00000001"
                    + FILE_BYTES;
    private static final String KEY_BYTES = "00000002" + "0001" + "61" + "0001" + "62";

    @Test
    void writesAndReadsVersionTwoOfACommittable() throws Exception {
        DuckDbCommittable committable =
                new DuckDbCommittable(
                        DuckDbCommittable.Kind.UPSERT,
                        COMMIT,
                        DATABASE,
                        7,
                        8,
                        "/t",
                        true,
                        List.of("a", "b"),
                        List.of(FILE));
        byte[] golden =
                HexFormat.of().parseHex("01" + COMMITTABLE_BYTES + "00022f74" + "01" + KEY_BYTES);
        DuckDbCommittableSerializer serializer = new DuckDbCommittableSerializer();

        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(serializer.serialize(committable)).isEqualTo(golden);
        assertThat(serializer.deserialize(2, golden)).isEqualTo(committable);
    }

    @Test
    void readsVersionOneOfACommittable() throws Exception {
        byte[] golden = HexFormat.of().parseHex("00" + COMMITTABLE_BYTES);

        assertThat(new DuckDbCommittableSerializer().deserialize(1, golden))
                .isEqualTo(
                        new DuckDbCommittable(
                                DuckDbCommittable.Kind.APPEND,
                                COMMIT,
                                DATABASE,
                                7,
                                8,
                                "",
                                false,
                                List.of(),
                                List.of(FILE)));
    }

    @Test
    void writesAndReadsVersionTwoOfAResult() throws Exception {
        StagedResult result = new StagedResult(FILE, List.of("a", "b"));
        byte[] golden = HexFormat.of().parseHex(FILE_BYTES + KEY_BYTES);
        StagedResultSerializer serializer = new StagedResultSerializer();

        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(serializer.serialize(result)).isEqualTo(golden);
        assertThat(serializer.deserialize(2, golden)).isEqualTo(result);
    }

    @Test
    void readsVersionOneOfAResult() throws Exception {
        byte[] golden = HexFormat.of().parseHex(FILE_BYTES);

        assertThat(new StagedResultSerializer().deserialize(1, golden))
                .isEqualTo(new StagedResult(FILE, List.of()));
    }

    @Test
    void refusesStateOfALaterVersion() {
        assertThatThrownBy(() -> new StagedResultSerializer().deserialize(3, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 3");
    }

    @Test
    void refusesACommitOfAnUnknownKind() {
        assertThatThrownBy(() -> new DuckDbCommittableSerializer().deserialize(1, new byte[] {9}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kind 9");
    }
}
