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

package io.flinkbundle.connector.pubsub.client;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class AckIdBatchesTest {

    private static final int SERVICE_LIMIT = 512 << 10;

    @Test
    void makesNoRequestOfNoIds() {
        assertThat(AckIdBatches.of(List.of())).isEmpty();
    }

    @Test
    void keepsAllIdsInTheirOrder() {
        List<String> ids = IntStream.range(0, 12_345).mapToObj(i -> "id-" + i).toList();

        List<List<String>> batches = AckIdBatches.of(ids);

        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
        assertThat(batches).hasSize(5).allMatch(batch -> batch.size() <= 2500);
    }

    @Test
    void staysBelowTheSizeThatTheServiceTakes() {
        List<List<String>> batches = AckIdBatches.of(Collections.nCopies(5000, "x".repeat(300)));

        assertThat(batches)
                .hasSizeGreaterThan(2)
                .allMatch(
                        batch ->
                                batch.stream().mapToInt(id -> id.length() + 4).sum()
                                        < SERVICE_LIMIT);
    }

    @Test
    void takesAnIdThatIsLargerThanItsLimit() {
        assertThat(AckIdBatches.of(List.of("x".repeat(600_000), "y"))).hasSize(2);
    }
}
